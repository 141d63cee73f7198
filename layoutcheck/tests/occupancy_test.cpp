// SPDX-License-Identifier: MIT
#include "layoutcheck/contracts/occupancy.h"

#include <catch2/catch.hpp>

#include "layoutcheck/tests/programs.h"

namespace layoutcheck {

TEST_CASE("a field whose name has the word pad takes room and nothing else",
          "[layoutcheck][contracts]") {
  for (const char* name : {"pad", "_pad", "pad0", "pad_1_", "padding", "cache_padding_2",
                           "cachePad", "PAD", "CACHE_PAD1", "padBefore"}) {
    CAPTURE(name);
    CHECK(is_pad(field(name, 0, 8)));
  }
}

TEST_CASE("a name that only sounds like it is a field as any other", "[layoutcheck][contracts]") {
  for (const char* name : {"", "padlock", "paddle", "ipad", "padded_count", "keypads", "value"}) {
    CAPTURE(name);
    CHECK_FALSE(is_pad(field(name, 0, 8)));
  }
}

TEST_CASE("what pads only besides, points somewhere or is a truth value is no padding",
          "[layoutcheck][contracts]") {
  for (const char* name : {"srcPad", "touch_pad_events", "padding_used_bytes"}) {
    CAPTURE(name);
    CHECK_FALSE(is_pad(field(name, 0, 8)));
    Member bytes = field(name, 0, 8);
    bytes.array = ArrayShape{8, 1, 1};
    CHECK(is_pad(bytes));
  }
  Member pointer = field("pad", 0, 8);
  pointer.is_address = true;
  CHECK_FALSE(is_pad(pointer));
  Member truth = field("padding", 0, 1);
  truth.type = "bool";
  CHECK_FALSE(is_pad(truth));
}

TEST_CASE("an atomic or a record is no padding, whatever its name", "[layoutcheck][contracts]") {
  Member atomic = field("pad", 0, 8);
  atomic.atomic = true;
  Member object = field("pad", 0, 8);
  object.record = 0;

  CHECK_FALSE(is_pad(atomic));
  CHECK_FALSE(is_pad(object));
}

TEST_CASE("bytes of a bit-field are those that hold its bits", "[layoutcheck][contracts]") {
  Member bits = field("bits", 0, 0);
  bits.size_bits = 3;

  CHECK(bytes_of({&bits, nullptr, "bits", 6, 0, true}) == ByteRange{0, 1});
  CHECK(bytes_of({&bits, nullptr, "bits", 8, 0, true}) == ByteRange{1, 1});
}

}  // namespace layoutcheck
