// SPDX-License-Identifier: MIT
//
// What the annotations of each declaration say, read once and typed. Which bytes they speak of is
// for bind.h.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "layoutcheck/contracts/configured.h"
#include "layoutcheck/model/program.h"

namespace layoutcheck {

/// LAYOUT_ALLOW: findings of that rule do not count here.
struct Allowance {
  std::string rule;
  std::string reason;
  SourceLocation location;
};

/// LAYOUT_MAY_SHARE: these two groups need not be apart.
struct SharingPermission {
  std::string group;
  std::string other_group;
  std::string reason;
  SourceLocation location;
};

/// The annotations of one field, record or global.
struct Terms {
  std::optional<std::string> group;
  std::set<std::string> written_by;
  std::set<std::string> read_by;
  bool read_mostly = false;
  bool cold = false;
  bool isolated = false;
  bool isolated_elements = false;
  std::optional<std::uint64_t> pinned_offset_bytes;
  std::optional<std::uint64_t> storage_bytes;
  std::optional<std::uint64_t> max_size_bytes;
  std::optional<std::uint64_t> max_lines;
  std::optional<std::uint64_t> max_padding_bytes;
  bool wire = false;
  std::vector<SharingPermission> permissions;
  std::vector<Allowance> allowances;

  bool has_roles() const { return !written_by.empty() || !read_by.empty(); }

  /// Whether anything is claimed. Storage, permissions and allowances only qualify claims.
  bool claim_something() const {
    return group || has_roles() || read_mostly || cold || isolated || isolated_elements ||
           pinned_offset_bytes || max_size_bytes || max_lines || max_padding_bytes || wire;
  }

  bool empty() const {
    return !claim_something() && !storage_bytes && permissions.empty() && allowances.empty();
  }
};

/// The terms of a record and of its members, in the order of Record::members.
struct RecordTerms {
  Terms record;
  std::vector<Terms> members;
  /// What the configuration says of members of members, by their path from this record: in objects
  /// of this type it stands in place of what the declarations there say.
  std::map<std::string, Terms> parts;

  bool claim_something() const;
  bool empty() const;
};

/// The terms of a whole program, parallel to its records and globals.
struct ProgramTerms {
  std::vector<RecordTerms> records;
  std::vector<Terms> globals;
  std::vector<UnboundDirective> unbound;
};

/// Reads every annotation of `program`, and what the configuration adds. What cannot be understood
/// is left out of the terms and stands in `unbound`: each mistake once, however many instantiations
/// of a template repeat it.
ProgramTerms read_terms(const Program& program, const ConfiguredProgram& configured = {});

/// The word as the source spells it, for messages: "LAYOUT_PIN(64)", "pin(64)".
std::string spelling(const Annotation& annotation);

}  // namespace layoutcheck
