// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>

#include "layoutcheck/isolation/apart.h"

namespace layoutcheck {

TEST_CASE("offsets 56 and 64 share a line in 7 of 8 placements of an 8-aligned object",
          "[layoutcheck][isolation]") {
  const Proof proof = prove_apart({56, 63}, {64, 71}, {64, 8});

  CHECK(proof.verdict() == Verdict::violated);
  CHECK(proof.placement() == Placement::some);
  CHECK(proof.failing == 7);
  CHECK(proof.placements == 8);
  CHECK(proof.witness == Witness{8, 1});
}

TEST_CASE("offsets 56 and 64 are apart where the storage is aligned to the line",
          "[layoutcheck][isolation]") {
  CHECK(prove_apart({56, 63}, {64, 71}, {64, 64}).verdict() == Verdict::proved);
}

TEST_CASE("alignment beyond the line size proves no more than the line size",
          "[layoutcheck][isolation]") {
  CHECK(placements_of_object(4096, 64) == placements_of_object(64, 64));
  CHECK(prove_apart({0, 7}, {64, 71}, placements_of_object(4096, 128)).placement() ==
        Placement::every);
}

// A ring whose producer's fields end at byte 143, before 56 bytes of padding and the consumer's
// head at 200: written for an object that starts on a line (aeron-io/aeron issue 1915).
TEST_CASE("padding that assumes a line-aligned object is caught at every alignment",
          "[layoutcheck][isolation]") {
  const ByteRange producer{136, 143};
  const ByteRange too_near{184, 191};

  CHECK(prove_apart(producer, too_near, {64, 8}).failing == 2);
  CHECK(prove_apart(producer, too_near, {64, 8}).placements == 8);
  CHECK(prove_apart(producer, too_near, {64, 16}).failing == 1);
  CHECK(prove_apart(producer, too_near, {64, 16}).placements == 4);
  CHECK(prove_apart(producer, too_near, {64, 64}).placement() == Placement::every);

  const ByteRange far_enough{200, 207};
  CHECK(prove_apart(producer, far_enough, {64, 8}).verdict() == Verdict::proved);
  CHECK(prove_apart(producer, far_enough, {128, 16}).failing == 4);
  CHECK(prove_apart(producer, far_enough, {128, 16}).placements == 8);
}

TEST_CASE("eight atomics on one line share it wherever the object starts",
          "[layoutcheck][isolation]") {
  for (std::uint64_t i = 0; i + 1 < 8; ++i) {
    const Proof proof = prove_apart({8 * i, 8 * i + 7}, {8 * i + 8, 8 * i + 15}, {64, 64});
    CHECK(proof.placement() == Placement::every);
    CHECK(proof.witness == Witness{0, 0});
  }
}

TEST_CASE("ranges that share a byte fail for every placement", "[layoutcheck][isolation]") {
  const Proof proof = prove_apart({0, 7}, {7, 15}, {64, 8});

  CHECK(proof.failing == 8);
  CHECK(proof.placement() == Placement::every);
}

TEST_CASE("a word between 64 and 56 bytes of padding is alone on its line of 64 bytes",
          "[layoutcheck][isolation]") {
  const ByteRange word{64, 71};

  CHECK(prove_front(word, {64, 8}).verdict() == Verdict::proved);
  CHECK(prove_back(word, 128, {64, 8}).verdict() == Verdict::proved);
}

TEST_CASE("a word between 64 and 56 bytes of padding is alone on 128 bytes at one base of 16",
          "[layoutcheck][isolation]") {
  const ByteRange word{64, 71};
  const Proof front = prove_front(word, {128, 8});
  const Proof back = prove_back(word, 128, {128, 8});

  // The front fails where the line starts before the object, the back where it ends behind it; the
  // object of 128 bytes fills a line of its own only at base 0.
  CHECK(front.placements == 16);
  CHECK(front.failing + back.failing == 15);
  CHECK(front.verdict() == Verdict::violated);
  CHECK(back.verdict() == Verdict::violated);
}

TEST_CASE("the last byte of element 0 and the first of element 1 are not apart at every index",
          "[layoutcheck][isolation]") {
  // Elements of 40 bytes in storage of malloc: with the storage's alignment of 16 the formula
  // would call bytes 15 and 40 + 24 apart; elements start at every multiple of 8, where they are
  // not.
  const Repetition array{0, 40, 100};
  const Placements placements = placements_of_element(placements_of_object(16, 64), {{array}});

  CHECK(prove_apart({8, 15}, {40 + 24, 40 + 31}, {64, 16}).verdict() == Verdict::proved);
  CHECK(placements.align_bytes == 8);
  CHECK(prove_apart({8, 15}, {40 + 24, 40 + 31}, placements).verdict() == Verdict::violated);
}

TEST_CASE("a short array is judged by the elements that it has", "[layoutcheck][isolation]") {
  const Placements two =
      placements_of_element(placements_of_object(64, 64), {{Repetition{0, 40, 2}}});

  CHECK(two == Placements{64, 64, {0, 40}});
  CHECK(prove_apart({0, 7}, {32, 39}, two).failing == 1);  // element 1 has them at 40 and 72
}

TEST_CASE("elements that start on the array's own offset keep it", "[layoutcheck][isolation]") {
  const Placements placements =
      placements_of_element(placements_of_object(64, 64), {{Repetition{8, 64, 100}}});

  CHECK(placements == Placements{64, 64, {8}});
  CHECK(prove_apart({0, 7}, {56, 63}, placements).verdict() == Verdict::proved);
}

TEST_CASE("an atomic that is aligned to its size never crosses a line",
          "[layoutcheck][isolation]") {
  for (const std::uint64_t size : {1, 2, 4, 8, 16}) {
    for (std::uint64_t offset = 0; offset < 256; offset += size) {
      CHECK(prove_on_one_line({offset, offset + size - 1}, {64, size}).verdict() ==
            Verdict::proved);
    }
  }
}

TEST_CASE("an 8-byte atomic that is 4-aligned crosses a line in one placement of 16",
          "[layoutcheck][isolation]") {
  const Proof proof = prove_on_one_line({4, 11}, {64, 4});

  CHECK(proof.failing == 1);
  CHECK(proof.placements == 16);
  CHECK(proof.witness == Witness{56, 0});
}

TEST_CASE("64 bytes that are 8-aligned touch two lines in 7 placements of 8",
          "[layoutcheck][isolation]") {
  CHECK(prove_line_count(64, 1, {64, 8}).failing == 7);
  CHECK(prove_line_count(64, 2, {64, 8}).verdict() == Verdict::proved);
}

}  // namespace layoutcheck
