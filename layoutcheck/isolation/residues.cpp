// SPDX-License-Identifier: MIT
#include "layoutcheck/isolation/residues.h"

#include <algorithm>
#include <cassert>

namespace layoutcheck {
namespace {

/// How many of the residues (offset mod A) + jA lie below `bound`.
std::uint64_t count_below(std::uint64_t offset, std::uint64_t bound, const Placements& placements) {
  const std::uint64_t step = placements.align_bytes;
  const std::uint64_t least = offset % step;
  if (bound <= least) return 0;
  return std::min((bound - least + step - 1) / step, placements.line_bytes / step);
}

/// The least base for which r < bound. If 0 is none, then r grows with b until it wraps to its
/// least value, which is below the bound if any is.
std::uint64_t least_base_below(std::uint64_t offset, std::uint64_t bound,
                               const Placements& placements) {
  const std::uint64_t residue = offset % placements.line_bytes;
  if (residue < bound) return 0;
  return placements.line_bytes - residue + offset % placements.align_bytes;
}

/// The least base for which r >= bound: r grows with b, by A at a time, until it gets there.
std::uint64_t least_base_from(std::uint64_t offset, std::uint64_t bound,
                              const Placements& placements) {
  const std::uint64_t step = placements.align_bytes;
  const std::uint64_t residue = offset % placements.line_bytes;
  return residue >= bound ? 0 : (bound - residue + step - 1) / step * step;
}

/// Adds the placements of one start. `base` is the multiple of A that fails, if some do; the
/// witness speaks of the start itself, `start` bytes further.
void add(Proof& all, std::uint64_t failing, std::uint64_t base, std::uint64_t start,
         std::uint64_t offset, const Placements& placements) {
  const std::uint64_t line = placements.line_bytes;
  all.placements += line / placements.align_bytes;
  all.failing += failing;
  if (failing == 0) return;
  const std::uint64_t residue = (base + start) % line;
  if (all.witness && all.witness->base <= residue) return;
  all.witness = Witness{residue, (residue + offset) / line};
}

}  // namespace

Proof fails_below(std::uint64_t offset, std::uint64_t bound, const Placements& placements) {
  assert(placements.line_bytes % placements.align_bytes == 0);
  Proof all{0, 0, {}};
  for (const std::uint64_t start : placements.starts) {
    const std::uint64_t failing = count_below(start + offset, bound, placements);
    add(all, failing, least_base_below(start + offset, bound, placements), start, offset,
        placements);
  }
  return all;
}

Proof fails_from(std::uint64_t offset, std::uint64_t bound, const Placements& placements) {
  assert(placements.line_bytes % placements.align_bytes == 0);
  Proof all{0, 0, {}};
  for (const std::uint64_t start : placements.starts) {
    const std::uint64_t failing = placements.line_bytes / placements.align_bytes -
                                  count_below(start + offset, bound, placements);
    add(all, failing, least_base_from(start + offset, bound, placements), start, offset,
        placements);
  }
  return all;
}

}  // namespace layoutcheck
