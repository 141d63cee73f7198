// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "layoutcheck/model/record.h"

namespace layoutcheck {

/// One fact that is not the same in clang's parse and in the build.
struct LayoutDifference {
  std::string subject;  ///< "size", "alignment", the path of a field
  std::string ours;     ///< "byte 64", "128 bytes", "nowhere"
  std::string theirs;

  friend bool operator==(const LayoutDifference&, const LayoutDifference&) = default;
};

/// What could not be compared, and why: a field, or a record that only one side has.
struct NotCompared {
  std::string name;
  std::string reason;
};

enum class ConfirmationVerdict { confirmed, different, not_compared };

/// What the build says of one of clang's types.
struct TypeConfirmation {
  std::string name;
  std::string usr;
  SourceLocation location;
  std::size_t compared = 0;  ///< numbers: sizes, alignments, offsets
  std::vector<LayoutDifference> differences;
  std::vector<NotCompared> fields_not_compared;
  std::string reason;  ///< why nothing was compared; empty if anything was

  ConfirmationVerdict verdict() const {
    if (!differences.empty()) return ConfirmationVerdict::different;
    return compared > 0 ? ConfirmationVerdict::confirmed : ConfirmationVerdict::not_compared;
  }
};

/// What the build says of all types that were asked for.
struct Confirmation {
  std::string kind;      ///< "binary" or "compiler"
  std::string evidence;  ///< its name
  std::vector<TypeConfirmation> types;
  std::vector<NotCompared> only_there;  ///< records of the build that are none of clang's

  std::size_t count(ConfirmationVerdict verdict) const {
    std::size_t found = 0;
    for (const TypeConfirmation& type : types) found += type.verdict() == verdict ? 1 : 0;
    return found;
  }
};

}  // namespace layoutcheck
