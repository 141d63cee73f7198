// SPDX-License-Identifier: MIT
//
// The closed forms against brute force: every address modulo the line size, every index of every
// array, bytes compared one line number at a time.

#include <catch2/catch.hpp>
#include <functional>
#include <numeric>
#include <random>
#include <set>

#include "layoutcheck/isolation/apart.h"

namespace layoutcheck {

static std::ostream& operator<<(std::ostream& out, ByteRange range) {
  return out << "[" << range.first << ", " << range.last << "]";
}

static std::ostream& operator<<(std::ostream& out, const Placements& placements) {
  return out << "L = " << placements.line_bytes << ", A = " << placements.align_bytes
             << ", N = " << placements.guard_lines;
}

namespace {

constexpr int cases_per_claim = 30000;

/// Addresses are counted from here, so that nothing in front of an object has a negative address.
constexpr std::uint64_t origin = 1 << 20;

class RandomCase {
 public:
  explicit RandomCase(unsigned seed) : engine_(seed) {}

  std::uint64_t between(std::uint64_t least, std::uint64_t most) {
    return std::uniform_int_distribution<std::uint64_t>(least, most)(engine_);
  }
  std::uint64_t power_of_two(std::uint64_t least_exponent, std::uint64_t most_exponent) {
    return std::uint64_t{1} << between(least_exponent, most_exponent);
  }
  ByteRange range_below(std::uint64_t bytes) {
    const std::uint64_t first = between(0, bytes - 1);
    return {first, std::min(bytes - 1, first + between(0, 1) * between(0, 40))};
  }
  Placements placements(std::uint64_t most_guard_lines) {
    const std::uint64_t line_exponent = between(4, 8);  // 16 .. 256
    const std::uint64_t line = std::uint64_t{1} << line_exponent;
    return placements_of_object(power_of_two(0, line_exponent), line, between(0, most_guard_lines));
  }

 private:
  std::mt19937_64 engine_;
};

/// Whether each byte of one is more than N lines from each byte of the other.
bool apart_at(std::uint64_t start, ByteRange one, ByteRange other, const Placements& placements) {
  for (std::uint64_t i = one.first; i <= one.last; ++i) {
    for (const std::uint64_t k : {other.first, other.last}) {
      if (i >= other.first && i <= other.last) return false;
      const std::uint64_t a = (start + i) / placements.line_bytes;
      const std::uint64_t b = (start + k) / placements.line_bytes;
      if (std::max(a, b) - std::min(a, b) <= placements.guard_lines) return false;
    }
  }
  return true;
}

/// Tries every start; what the proofs must agree with, witness included.
Proof try_all(const std::set<std::uint64_t>& residues,
              const std::function<bool(std::uint64_t)>& holds) {
  Proof proof{residues.size(), 0, {}};
  for (const std::uint64_t residue : residues) {
    if (holds(origin + residue)) continue;
    if (proof.failing++ == 0) proof.witness = Witness{residue, 0};
  }
  return proof;
}

std::set<std::uint64_t> residues_of(const Placements& placements) {
  std::set<std::uint64_t> residues;
  for (std::uint64_t b = 0; b < placements.line_bytes; b += placements.align_bytes)
    residues.insert(b);
  return residues;
}

bool agree(const Proof& proof, const Proof& truth) {
  return proof.placements == truth.placements && proof.failing == truth.failing &&
         proof.witness.has_value() == truth.witness.has_value() &&
         (!truth.witness || proof.witness->base == truth.witness->base);
}

}  // namespace

TEST_CASE("apart is decided as brute force over all residues decides it",
          "[layoutcheck][isolation]") {
  RandomCase random(1);
  for (int i = 0; i < cases_per_claim; ++i) {
    const Placements placements = random.placements(2);
    const ByteRange one = random.range_below(600);
    const ByteRange other = random.range_below(600);
    INFO(one << " and " << other << " with " << placements);

    const Proof proof = prove_apart(one, other, placements);

    CHECK(agree(proof, try_all(residues_of(placements), [&](std::uint64_t start) {
                  return apart_at(start, one, other, placements);
                })));
    if (proof.witness && placements.guard_lines == 0) {
      const std::uint64_t base = proof.witness->base;
      const std::uint64_t line_start = proof.witness->line * placements.line_bytes;
      const auto touches = [&](ByteRange range) {
        return base + range.first < line_start + placements.line_bytes &&
               base + range.last >= line_start;
      };
      CHECK((touches(one) && touches(other)));  // the printed line really holds both
    }
  }
}

TEST_CASE("the edges are decided as brute force over all residues decides them",
          "[layoutcheck][isolation]") {
  RandomCase random(2);
  for (int i = 0; i < cases_per_claim; ++i) {
    const Placements placements = random.placements(2);
    const std::uint64_t size = random.between(1, 600);
    const ByteRange hot = random.range_below(size);
    INFO(hot << " of " << size << " bytes with " << placements);
    const std::uint64_t line = placements.line_bytes;
    const std::uint64_t guards = placements.guard_lines;

    CHECK(agree(prove_front(hot, placements),
                try_all(residues_of(placements), [&](std::uint64_t start) {
                  return ((start + hot.first) / line - guards) * line >= start;
                })));
    CHECK(agree(prove_back(hot, size, placements),
                try_all(residues_of(placements), [&](std::uint64_t start) {
                  return ((start + hot.last) / line + guards + 1) * line <= start + size;
                })));
  }
}

TEST_CASE("crossing a line and counting lines agree with brute force", "[layoutcheck][isolation]") {
  RandomCase random(3);
  for (int i = 0; i < cases_per_claim; ++i) {
    const Placements placements = random.placements(0);
    const ByteRange field = random.range_below(600);
    const std::uint64_t size = random.between(1, 600);
    const std::uint64_t most_lines = random.between(1, 8);
    INFO(field << ", " << size << " bytes with " << placements);
    const std::uint64_t line = placements.line_bytes;

    CHECK(agree(prove_on_one_line(field, placements),
                try_all(residues_of(placements), [&](std::uint64_t start) {
                  return (start + field.first) / line == (start + field.last) / line;
                })));
    CHECK(agree(prove_line_count(size, most_lines, placements),
                try_all(residues_of(placements), [&](std::uint64_t start) {
                  return (start + size - 1) / line - start / line < most_lines;
                })));
  }
}

TEST_CASE("arrays, and arrays in arrays, agree with brute force over every index",
          "[layoutcheck][isolation]") {
  RandomCase random(4);
  for (int i = 0; i < cases_per_claim; ++i) {
    const Placements placements = random.placements(0);
    std::vector<Repetition> nesting;
    for (std::uint64_t depth = random.between(1, 2); depth > 0; --depth) {
      nesting.push_back({random.between(0, 130), random.between(1, 130), random.between(1, 9)});
      if (random.between(0, 2) == 0) nesting.back().count = random.between(200, 400);
    }
    const ByteRange one = random.range_below(nesting.back().stride_bytes);
    ByteRange other = random.range_below(nesting.back().stride_bytes);
    if (random.between(0, 1) == 1) other = shifted(other, nesting.back().stride_bytes);

    std::set<std::uint64_t> element_residues = residues_of(placements);
    for (const Repetition& array : nesting) {
      std::set<std::uint64_t> inner;
      for (const std::uint64_t outer : element_residues) {
        for (std::uint64_t k = 0; k < array.count; ++k) {
          inner.insert((outer + array.offset_bytes + k * array.stride_bytes) %
                       placements.line_bytes);
        }
      }
      element_residues = inner;
    }
    const Placements of_element = placements_of_element(placements, nesting);
    INFO(one << " and " << other << " with " << placements << ", " << nesting.size() << " arrays");

    CHECK(agree(prove_apart(one, other, of_element),
                try_all(element_residues, [&](std::uint64_t start) {
                  return apart_at(start, one, other, placements);
                })));
  }
}

}  // namespace layoutcheck
