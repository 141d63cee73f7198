// SPDX-License-Identifier: MIT
//
// The terms of one record, and of everything that lies in it, bound to bytes. A contract says who
// must be apart from whom; whether they are is for rules/ to prove.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "layoutcheck/contracts/group.h"
#include "layoutcheck/contracts/terms.h"
#include "layoutcheck/contracts/wire.h"
#include "layoutcheck/model/byte_range.h"
#include "layoutcheck/model/repetition.h"

namespace layoutcheck {

/// A member at any depth, an element of an array, or the object itself.
struct ScopeField {
  std::string path;  ///< "stats.hits", "slots[i].value"; empty for the object itself
  ByteRange bytes;   ///< from the start of the scope
  SourceLocation location = {};
  std::optional<RecordIndex> owner = {};   ///< the record that declares it
  std::optional<RecordIndex> record = {};  ///< its type, if that is a record with a name
  std::optional<std::size_t> parent =
      {};  ///< the field that it is part of, earlier in Scope::fields
  std::optional<std::size_t> group = {};  ///< in Contract::groups; its parts may be in others
  bool union_member = false;
  bool internal = false;  ///< declared in a system's header: people know what holds it
  bool occupied = false;  ///< a leaf whose bytes somebody uses: not empty and not padding
  bool next_element = false;
  bool has_ends = false;  ///< an array that its first and its last element stand for
};

/// An object whose type is isolated: no foreign byte on any line of its hot bytes, which reach from
/// the first to the last byte of it that a foreign write would disturb.
struct IsolatedObject {
  std::size_t field = 0;
  ByteRange hot = {};
};

/// An object whose own contract assumes an alignment of its storage.
struct AlignedPart {
  std::size_t field = 0;
  std::uint64_t offset_bytes = 0;
  std::uint64_t assumed_align_bytes = 1;
};

/// Fields whose distances are fixed: the whole object; or, for an array, one element and the next.
struct Scope {
  std::vector<ScopeField> fields;  ///< each before its parts
  std::vector<IsolatedObject> isolated_objects;
  std::vector<AlignedPart> aligned_parts;
  std::vector<Repetition> arrays;  ///< that the elements are in, outermost first; empty: the object

  bool of_elements() const { return !arrays.empty(); }
  bool is_part_of(std::size_t field, std::size_t whole) const;
  /// Whether they are, or lie in, different members of one union.
  bool are_alternatives(std::size_t one, std::size_t other) const;
  /// Of the field itself or of the nearest field that it is part of.
  std::optional<std::size_t> group_of(std::size_t field) const;
};

struct PinnedField {
  std::string path;
  std::uint64_t pinned_offset_bytes = 0;
  std::uint64_t offset_bits = 0;
  SourceLocation location;
};

/// Two groups of Contract::groups that need not be apart.
struct BoundPermission {
  /// Of the objects that give it, empty for the whole: it covers what lies in them.
  std::vector<std::string> paths;
  std::size_t group = 0;
  std::size_t other_group = 0;
  std::string reason;
  SourceLocation location;
};

/// Whether the field at `path` is, or is a part of, the one at `whole`; everything is part of "".
bool lies_in(const std::string& path, const std::string& whole);

/// An allowance, and the part of the object that it was given for.
struct BoundAllowance {
  std::string path;       ///< empty for the whole object
  bool for_type = false;  ///< it covers what the part's fields have to do with each other only
  Allowance allowance;
};

/// Where the alignment of an object's storage comes from.
inline constexpr std::string_view declared_storage = "LAYOUT_STORAGE";
inline constexpr std::string_view alignment_of_type = "alignof";
inline constexpr std::string_view alignment_of_variable = "alignment of the variable";

struct Contract {
  std::string name;  ///< of the type, or of the global
  std::string usr;
  SourceLocation location;
  std::optional<RecordIndex> record;  ///< absent for globals
  bool linker_decides = false;        ///< an annotated global: what lies beside it is not known

  std::uint64_t size_bytes = 0;
  std::uint64_t storage_align_bytes = 1;
  std::string_view assumption = alignment_of_type;  ///< one of the above

  std::vector<Group> groups;
  std::vector<Scope> scopes;  ///< the object first
  std::vector<PinnedField> pins;
  std::optional<std::uint64_t> max_size_bytes;
  std::optional<std::uint64_t> max_lines;
  std::optional<std::uint64_t> max_padding_bytes;
  std::uint64_t wasted_bytes = 0;  ///< see waste.h; known where there is a budget for it
  bool wire = false;
  std::vector<WireObstacle> wire_obstacles;
  std::vector<BoundPermission> permissions;
  std::vector<BoundAllowance> allowances;

  /// What lets two groups share a line although they conflict; null if nothing does.
  const BoundPermission* permission_to_share(std::size_t group, const std::string& path,
                                             std::size_t other_group,
                                             const std::string& other_path) const;
};

}  // namespace layoutcheck
