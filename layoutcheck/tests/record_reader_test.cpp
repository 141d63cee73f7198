// SPDX-License-Identifier: MIT
//
// inputs/shapes.h is compiled into this test and read with clang: what this compiler says of
// itself, by offsetof, sizeof and conversions to bases, is what must have been read.

#include <cstddef>
#include <cstring>

#include <catch2/catch.hpp>

#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/tests/extraction.h"
#include "layoutcheck/tests/inputs/shapes.h"

#pragma GCC diagnostic ignored "-Winvalid-offsetof"

namespace layoutcheck {
namespace {

const Program& shapes_program() {
  static const Program program =
      extract({command_with_flags(LAYOUTCHECK_SOURCE_DIR "/layoutcheck/tests/inputs/shapes.h",
                                  {"-std=c++20", "-I", LAYOUTCHECK_SOURCE_DIR})});
  return program;
}

template <class T>
const Record& read(const std::string& name) {
  const Record& record = record_named(shapes_program(), "shapes::" + name);
  CAPTURE(name);
  CHECK(record.size == sizeof(T));
  CHECK(record.align == alignof(T));
  return record;
}

template <class Base, class Derived>
std::uint64_t base_offset_bits() {
  static Derived object;
  const auto* start = reinterpret_cast<const char*>(&object);
  return static_cast<std::uint64_t>(reinterpret_cast<const char*>(static_cast<Base*>(&object)) -
                                    start) *
         8;
}

/// Where the bits lie that `set` sets.
template <class Set>
std::pair<std::uint64_t, std::uint64_t> bits_set_by(Set set) {
  shapes::BitFields object;
  std::memset(&object, 0, sizeof(object));
  set(object);
  unsigned char bytes[sizeof(object)];
  std::memcpy(bytes, &object, sizeof(object));
  std::uint64_t first = 0, count = 0;
  for (std::uint64_t bit = 0; bit < sizeof(object) * 8; ++bit) {
    if ((bytes[bit / 8] >> (bit % 8) & 1) == 0) continue;
    if (count++ == 0) first = bit;
  }
  return {first, count};
}

#define CHECK_FIELD(record, type, field)                                          \
  do {                                                                            \
    CAPTURE(#type, #field);                                                       \
    CHECK(member_named(record, #field).offset_bits == offsetof(type, field) * 8); \
    CHECK(member_named(record, #field).size_bits == sizeof(type::field) * 8);     \
  } while (false)

#define CHECK_BIT_FIELD(record, field)                                             \
  do {                                                                             \
    CAPTURE(#field);                                                               \
    const auto [first, count] = bits_set_by([](auto& object) { --object.field; }); \
    CHECK(member_named(record, #field).kind == MemberKind::bit_field);             \
    CHECK(member_named(record, #field).offset_bits == first);                      \
    CHECK(member_named(record, #field).size_bits == count);                        \
  } while (false)

}  // namespace

TEST_CASE("fields are read with offset, size, type and place", "[layoutcheck][extract]") {
  const Record& plain = read<shapes::Plain>("Plain");
  CHECK_FIELD(plain, shapes::Plain, letter);
  CHECK_FIELD(plain, shapes::Plain, number);
  CHECK_FIELD(plain, shapes::Plain, real);
  CHECK(plain.kind == RecordKind::struct_);
  CHECK(plain.location.file == "layoutcheck/tests/inputs/shapes.h");
  CHECK(plain.members[0].location.line == plain.location.line + 1);
  CHECK(plain.members[2].type == "double");
  CHECK_FALSE(plain.in_system_header);
}

TEST_CASE("an empty record has a size and no members", "[layoutcheck][extract]") {
  const Record& empty = read<shapes::Empty>("Empty");
  CHECK(empty.empty);
  CHECK(empty.members.empty());
}

TEST_CASE("alignas on fields and records is read", "[layoutcheck][extract]") {
  const Record& padded = read<shapes::Padded>("Padded");
  CHECK_FIELD(padded, shapes::Padded, aligned);
  CHECK_FIELD(padded, shapes::Padded, last);
  CHECK(member_named(padded, "aligned").explicit_align_bytes == 16);
  CHECK(member_named(padded, "aligned").align_bytes == 16);
  CHECK(member_named(padded, "last").explicit_align_bytes == 0);
  CHECK(member_named(padded, "last").align_bytes == 2);
  CHECK(read<shapes::OverAligned>("OverAligned").align == 128);
}

TEST_CASE("packed records are read as packed", "[layoutcheck][extract]") {
  const Record& packed = read<shapes::Packed>("Packed");
  CHECK_FIELD(packed, shapes::Packed, second);
  CHECK_FIELD(packed, shapes::Packed, third);
  CHECK(packed.packed);
  CHECK(member_named(packed, "second").align_bytes == 1);

  const Record& by_pragma = read<shapes::PragmaPacked>("PragmaPacked");
  CHECK_FIELD(by_pragma, shapes::PragmaPacked, second);
  CHECK(by_pragma.packed);
  CHECK(member_named(by_pragma, "second").align_bytes == 2);
}

TEST_CASE("bit-fields are read bit by bit", "[layoutcheck][extract]") {
  const Record& flags = read<shapes::BitFields>("BitFields");
  CHECK_BIT_FIELD(flags, low);
  CHECK_BIT_FIELD(flags, high);
  CHECK_BIT_FIELD(flags, after_gap);
  CHECK_BIT_FIELD(flags, next_unit);
  CHECK_BIT_FIELD(flags, wide);
}

TEST_CASE("an unnamed bit-field is a member without name, of width 0 none",
          "[layoutcheck][extract]") {
  const Member& unnamed = member_named(read<shapes::BitFields>("BitFields"), "");
  CHECK(unnamed.kind == MemberKind::bit_field);
  CHECK(unnamed.size_bits == 5);
}

TEST_CASE("a reference is as large as a pointer", "[layoutcheck][extract]") {
  const Record& references = read<shapes::References>("References");
  for (const Member& member : references.members) {
    CHECK(member.size_bits == sizeof(void*) * 8);
    CHECK_FALSE(member.record);
    CHECK_FALSE(member.array);
  }
  CHECK(references.members[1].offset_bits == sizeof(void*) * 8);
}

TEST_CASE("arrays have the shape of their outermost dimension", "[layoutcheck][extract]") {
  const Record& arrays = read<shapes::Arrays>("Arrays");
  CHECK_FIELD(arrays, shapes::Arrays, plains);
  CHECK(member_named(arrays, "grid").array == ArrayShape{4, 32, 4});
  CHECK_FALSE(member_named(arrays, "grid").record);
  const Member& plains = member_named(arrays, "plains");
  CHECK(plains.array == ArrayShape{3, sizeof(shapes::Plain), alignof(shapes::Plain)});
  CHECK(shapes_program().records[plains.record.value()].name == "shapes::Plain");
  CHECK(member_named(arrays, "cube").array->count == 2);
  CHECK(member_named(arrays, "cube").record == plains.record);
}

TEST_CASE("a flexible array has no elements and no size", "[layoutcheck][extract]") {
  const Member& bytes = member_named(read<shapes::Flexible>("Flexible"), "bytes");
  CHECK(bytes.array == ArrayShape{0, 1, 1});
  CHECK(bytes.size_bits == 0);
  CHECK(bytes.offset_bits == offsetof(shapes::Flexible, bytes) * 8);
}

TEST_CASE("the members of a union lie at its start", "[layoutcheck][extract]") {
  const Record& either = read<shapes::Either>("Either");
  CHECK(either.kind == RecordKind::union_);
  REQUIRE(either.members.size() == 3);
  for (const Member& member : either.members) CHECK(member.offset_bits == 0);
}

TEST_CASE("anonymous members have no name and a record", "[layoutcheck][extract]") {
  const Record& anonymous = read<shapes::Anonymous>("Anonymous");
  const Member& unnamed = member_named(anonymous, "");
  CHECK(unnamed.offset_bits == offsetof(shapes::Anonymous, number) * 8);
  const Record& within = shapes_program().records[unnamed.record.value()];
  CHECK(within.kind == RecordKind::union_);
  CHECK(within.anonymous);
  CHECK(within.name == "shapes::Anonymous::(anonymous union)");
  CHECK_FIELD(anonymous, shapes::Anonymous, named);
  CHECK(shapes_program().records[member_named(anonymous, "named").record.value()].anonymous);
  CHECK_FALSE(anonymous.anonymous);
}

TEST_CASE("atomics are known as such, in arrays too", "[layoutcheck][extract]") {
  const Record& atomics = read<shapes::Atomics>("Atomics");
  CHECK_FIELD(atomics, shapes::Atomics, array);
  CHECK(member_named(atomics, "standard").atomic);
  CHECK(member_named(atomics, "flag").atomic);
  CHECK(member_named(atomics, "array").atomic);
  CHECK_FALSE(member_named(atomics, "plain").atomic);
}

TEST_CASE("a base has the size that its derived record leaves to it", "[layoutcheck][extract]") {
  const Record& derived = read<shapes::Derived>("Derived");
  const Member& first = member_named(derived, "First");
  CHECK(first.kind == MemberKind::base);
  CHECK(first.offset_bits == base_offset_bits<shapes::First, shapes::Derived>());
  CHECK(first.size_bits == 9 * 8);
  const Member& second = member_named(derived, "Second");
  CHECK(second.offset_bits == base_offset_bits<shapes::Second, shapes::Derived>());
  const Member& empty = member_named(derived, "Empty");
  CHECK(empty.offset_bits == base_offset_bits<shapes::Empty, shapes::Derived>());
  CHECK(empty.size_bits == 0);
  CHECK_FIELD(derived, shapes::Derived, four);

  const Record& reuse = read<shapes::TailReuse>("TailReuse");
  CHECK_FIELD(reuse, shapes::TailReuse, in_the_tail);
  CHECK(member_named(reuse, "in_the_tail").offset_bits < sizeof(shapes::First) * 8);
}

TEST_CASE("a record's own vptr is a member, an inherited one is not", "[layoutcheck][extract]") {
  const Record& polymorphic = read<shapes::Polymorphic>("Polymorphic");
  CHECK(polymorphic.polymorphic);
  CHECK(member_named(polymorphic, "(vptr)").kind == MemberKind::vptr);
  CHECK(member_named(polymorphic, "(vptr)").size_bits == sizeof(void*) * 8);
  CHECK_FIELD(polymorphic, shapes::Polymorphic, value);

  const Record& derived = read<shapes::PolymorphicDerived>("PolymorphicDerived");
  CHECK(derived.polymorphic);
  CHECK(derived.members.size() == 2);
  CHECK_FIELD(derived, shapes::PolymorphicDerived, more);
}

TEST_CASE("virtual bases lie where the complete object has them", "[layoutcheck][extract]") {
  const Record& diamond = read<shapes::Diamond>("Diamond");
  const Member& root = member_named(diamond, "Root");
  CHECK(root.kind == MemberKind::virtual_base);
  CHECK(root.offset_bits == base_offset_bits<shapes::Root, shapes::Diamond>());
  CHECK(member_named(diamond, "Right").offset_bits ==
        base_offset_bits<shapes::Right, shapes::Diamond>());
  CHECK(member_named(read<shapes::Left>("Left"), "Root").offset_bits ==
        base_offset_bits<shapes::Root, shapes::Left>());
  CHECK_FIELD(read<shapes::HasDiamond>("HasDiamond"), shapes::HasDiamond, diamond);
}

TEST_CASE("a no_unique_address member has the size that others leave to it",
          "[layoutcheck][extract]") {
  const Record& record = read<shapes::NoUniqueAddress>("NoUniqueAddress");
  CHECK(member_named(record, "empty").no_unique_address);
  CHECK(member_named(record, "empty").size_bits == 0);
  CHECK(member_named(record, "first").size_bits == 9 * 8);
  CHECK_FIELD(record, shapes::NoUniqueAddress, in_the_tail);
}

TEST_CASE("private and mutable fields are read", "[layoutcheck][extract]") {
  const Record& record = read<shapes::Private>("Private");
  CHECK(record.kind == RecordKind::class_);
  CHECK(member_named(record, "closed_").is_mutable);
  CHECK_FALSE(member_named(record, "open").is_mutable);
}

TEST_CASE("each instantiation of a template is a record", "[layoutcheck][extract]") {
  const Record& box = read<shapes::IntBox>("Box<int, 3>");
  CHECK_FIELD(box, shapes::IntBox, pad);
  CHECK(member_named(box, "value").type == "int");
  read<shapes::Box<shapes::Box<char, 1>, 2>>("Box<shapes::Box<char, 1>, 2>");
  read<shapes::Box<void, 7>>("Box<void, 7>");
  read<shapes::IntBox::Inner>("Box<int, 3>::Inner");
}

TEST_CASE("nested records are named within their outer one", "[layoutcheck][extract]") {
  read<shapes::Outer::Nested>("Outer::Nested");
}

TEST_CASE("a record comes after those it contains", "[layoutcheck][extract]") {
  const auto& records = shapes_program().records;
  for (std::size_t index = 0; index < records.size(); ++index) {
    for (const Member& member : records[index].members) {
      if (member.record) CHECK(*member.record < index);
    }
  }
}

}  // namespace layoutcheck
