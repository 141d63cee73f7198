// SPDX-License-Identifier: MIT
//
// What a compiler decided about one record: plain values, no clang.
// extract/ fills them in; everything else only reads them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace layoutcheck {

/// A place in the sources. `line` 0 means that the place is not known.
struct SourceLocation {
  std::string file;
  unsigned line = 0;
  unsigned column = 0;

  friend bool operator==(const SourceLocation&, const SourceLocation&) = default;
};

/// How something was declared: all three say the same.
enum class AnnotationSource { macro, comment, configuration };

/// One word of annotations.h: `LAYOUT_GROUP(producer)`, and `group(producer)` in a comment, are
/// `{"group", {"producer"}}`. What the words mean is for contracts/ to say.
struct Annotation {
  std::string name;
  std::vector<std::string> arguments;
  SourceLocation location;
  AnnotationSource source = AnnotationSource::macro;

  friend bool operator==(const Annotation&, const Annotation&) = default;
};

enum class MemberKind { field, bit_field, base, virtual_base, vptr };

/// The outermost dimension of an array member: `int cells[4][8]` is 4 elements of 32 bytes.
/// A flexible array member has a count of 0.
struct ArrayShape {
  std::uint64_t count = 0;
  std::uint64_t element_size_bytes = 0;
  std::uint64_t element_align_bytes = 1;

  friend bool operator==(const ArrayShape&, const ArrayShape&) = default;
};

/// Names one record of a Program by its place in `Program::records`.
using RecordIndex = std::uint32_t;

/// One thing that lies directly in a record: a field, a bit-field, a base or a vptr.
struct Member {
  MemberKind kind = MemberKind::field;
  /// Empty for anonymous members, and for unnamed bit-fields, which are padding; without its scope
  /// for a base; "(vptr)" for a vptr.
  std::string name;
  std::string type;  ///< as the source spells it
  std::uint64_t offset_bits = 0;
  /// The bits that belong to this member and to nobody else. For a base and a
  /// `[[no_unique_address]]` member that is its data size, since other members may live in its
  /// tail padding; for an empty one it is 0; for a reference it is the size of the pointer.
  std::uint64_t size_bits = 0;
  std::uint64_t align_bytes = 1;           ///< alignment required of the member, `alignas` included
  std::uint64_t explicit_align_bytes = 0;  ///< what `alignas` on the member itself asks; 0 if none
  bool atomic = false;       ///< `std::atomic`, `_Atomic`, `std::atomic_flag`, or an array
  bool is_address = false;   ///< a pointer, a reference or a member pointer, or an array of them
  bool size_varies = false;  ///< of a scalar type whose size is the platform's choice: `long`,
                             ///< `wchar_t`, `long double`, and their aliases but `int64_t` and such
  bool is_mutable = false;
  bool no_unique_address = false;
  std::optional<ArrayShape> array;
  /// The layout of the member's type, or of what its array holds in all dimensions, if that is a
  /// record. Not followed through references and `_Atomic`.
  std::optional<RecordIndex> record;
  SourceLocation location;
  std::vector<Annotation> annotations;

  friend bool operator==(const Member&, const Member&) = default;
};

inline bool is_base(const Member& member) {
  return member.kind == MemberKind::base || member.kind == MemberKind::virtual_base;
}

/// An unnamed bit-field: a hole that the source asks for.
inline bool is_padding(const Member& member) {
  return member.kind == MemberKind::bit_field && member.name.empty();
}

enum class RecordKind { struct_, class_, union_ };

/// As the source has it: "struct", "class", "union".
inline std::string keyword(RecordKind kind) {
  switch (kind) {
    case RecordKind::struct_:
      return "struct";
    case RecordKind::class_:
      return "class";
    case RecordKind::union_:
      return "union";
  }
  return {};
}

/// The layout of one complete record. Sizes and alignments are bytes.
struct Record {
  RecordKind kind = RecordKind::struct_;
  std::string name;  ///< qualified, with template arguments
  std::string usr;   ///< clang's Unified Symbol Resolution: the same in every unit
  SourceLocation location;
  std::uint64_t size = 0;
  std::uint64_t align = 1;
  /// Without tail padding: where the members of a derived record may begin (Itanium C++ ABI,
  /// dsize).
  std::uint64_t data_size = 0;
  bool anonymous = false;  ///< the source gives it no name, nor does a typedef; lambdas aside
  bool polymorphic = false;
  bool empty = false;
  bool packed = false;            ///< declared packed, or under `#pragma pack`
  bool in_system_header = false;  ///< or built into the compiler
  /// In order of offset, except that `virtual_base` members name every virtual base, direct or
  /// not, where it lies when this record is the complete object. For a record that is itself a
  /// base they must be skipped: the most derived record places them. flatten() knows this.
  std::vector<Member> members;
  std::vector<Annotation> annotations;

  friend bool operator==(const Record&, const Record&) = default;
};

}  // namespace layoutcheck
