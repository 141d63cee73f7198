// SPDX-License-Identifier: MIT
#include "layoutcheck/isolation/line_count.h"

#include <array>
#include <catch2/catch.hpp>

namespace layoutcheck {
namespace {

const Placements on_lines = placements_of_object(64, 64);
const Placements on_words = placements_of_object(8, 64);

}  // namespace

TEST_CASE("fields that lie together touch one line, if they start on one",
          "[layoutcheck][isolation]") {
  const std::array<ByteRange, 3> fields{{{0, 7}, {8, 15}, {16, 23}}};

  CHECK(prove_lines_of(fields, 1, on_lines).verdict() == Verdict::proved);
  const Proof proof = prove_lines_of(fields, 1, on_words);
  CHECK(proof.placements == 8);
  CHECK(proof.failing == 2);
  CHECK(proof.witness == Witness{48, 1});
  CHECK(prove_lines_of(fields, 2, on_words).verdict() == Verdict::proved);
}

TEST_CASE("lines between the fields do not count", "[layoutcheck][isolation]") {
  const std::array<ByteRange, 2> fields{{{0, 7}, {640, 647}}};

  CHECK(prove_lines_of(fields, 2, on_words).verdict() == Verdict::proved);
  const Proof proof = prove_lines_of(fields, 1, on_words);
  CHECK(proof.placement() == Placement::every);
  CHECK(proof.witness == Witness{0, 10});
}

TEST_CASE("a line that two fields touch counts once", "[layoutcheck][isolation]") {
  const std::array<ByteRange, 3> fields{{{0, 0}, {63, 64}, {127, 127}}};

  CHECK(prove_lines_of(fields, 2, on_lines).verdict() == Verdict::proved);
  CHECK(prove_lines_of(fields, 1, on_lines).failing == 1);
}

TEST_CASE("an element of an array starts where its array lets it", "[layoutcheck][isolation]") {
  const std::array<ByteRange, 1> field{{{0, 39}}};
  const Repetition array{0, 40, 0};

  const Proof proof = prove_lines_of(field, 1, placements_of_element(on_lines, {&array, 1}));

  CHECK(proof.placements == 8);
  CHECK(proof.failing == 4);
}

}  // namespace layoutcheck
