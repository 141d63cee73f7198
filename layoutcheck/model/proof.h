// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

namespace layoutcheck {

/// What holds, what the evidence leaves open, what nobody looked at, what does not hold: from best
/// to worst, so that the verdict on several claims is the greatest.
enum class Verdict { proved, unknown, not_checked, violated };

/// The places of an object for which a violated claim fails.
enum class Placement { every, some };

/// One place for which a claim fails: the object, or the array element, starts at an address that
/// leaves `base` when divided by the line size, and the trouble is on line `line`, counted from
/// the line in which it starts.
struct Witness {
  std::uint64_t base = 0;
  std::uint64_t line = 0;

  friend bool operator==(const Witness&, const Witness&) = default;
};

/// What became of one claim. Addresses that differ by whole lines are one placement, so there are
/// at most as many placements as a line has bytes.
struct Proof {
  std::uint64_t placements = 1;
  std::uint64_t failing = 0;
  std::optional<Witness> witness;  ///< present exactly if some placement fails

  Verdict verdict() const { return failing == 0 ? Verdict::proved : Verdict::violated; }
  Placement placement() const { return failing == placements ? Placement::every : Placement::some; }

  friend bool operator==(const Proof&, const Proof&) = default;
};

}  // namespace layoutcheck
