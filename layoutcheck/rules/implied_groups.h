// SPDX-License-Identifier: MIT
//
// Groups that nobody declared, and that the source states all the same: who pads by half a line or
// more, aligns a member to a line or wraps it in a CachePadded wants apart what lies on either
// side. Whether it is apart is for a rule to prove.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "layoutcheck/model/byte_range.h"
#include "layoutcheck/model/flatten.h"

namespace layoutcheck {

/// No line is shorter, so no pad or alignment for lines is below half of it, or below it.
inline constexpr std::uint64_t shortest_line_bytes = 64;

/// Whether a field is there only to take room, by its name: is_pad(), or an array of bytes whose
/// name speaks of cache lines or has no letters.
bool is_spacer(const Member& member);

/// A part of the object that holds a field.
struct EnclosingPart {
  RecordIndex record;
  std::size_t id;  ///< which one it is, if an object holds several of the record
  std::uint64_t offset_bytes;
  SourceLocation location;  ///< where it is declared
};

struct ImpliedField {
  std::string path;
  ByteRange bytes;
  SourceLocation location;
  std::vector<EnclosingPart> parts;  ///< outermost first
};

/// What keeps a group from the one in front of it.
struct Separator {
  std::string what;                ///< "'pad' (56 bytes)", "alignas(64)", "CachePadded"
  std::uint64_t pad_bytes = 0;     ///< 0 if it is none
  bool names_cache_lines = false;  ///< its author says what it is for
};

/// What lies between two separators.
struct ImpliedGroup {
  Separator separator;
  std::uint64_t begin_bytes = 0;  ///< of the first field behind the separator
  ImpliedField first;   ///< the first and the last field that count: all do if the pad behind the
  ImpliedField last;    ///< group fills up a line, those that threads share otherwise
  bool atomic = false;  ///< holds an atomic, or its type says that threads share it
  bool is_volatile = false;  ///< holds a volatile field
  bool fills_lines = false;  ///< group and pad together are whole lines
};

/// The groups of one object, in order of offset.
struct ImpliedGroups {
  std::vector<ImpliedGroup> groups;
  std::optional<Separator> behind;  ///< what keeps the last one from whatever follows the object
};

class ImpliedGroupReader {
 public:
  /// The program must outlive the reader. Linear in its members.
  explicit ImpliedGroupReader(const Program& program);

  /// Whether anything separates in `record` or in a part of it, also in elements of arrays.
  bool has_separators(RecordIndex record) const { return separates_[record]; }

  /// Whether threads share something in `record`.
  bool holds_atomics(RecordIndex record) const { return holds_atomics_[record]; }

  /// Unions and arrays are one field each.
  ImpliedGroups read(RecordIndex record) const;

 private:
  friend class ImpliedGroupWalk;

  bool is_shared_by_threads(const Member& member) const;
  bool is_padded_wrapper(const Record& record) const;

  const Program& program_;
  std::vector<bool> holds_atomics_;  ///< by record
  std::vector<bool> separates_;
};

}  // namespace layoutcheck
