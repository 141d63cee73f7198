// SPDX-License-Identifier: MIT
#include "reports/stats/hodges_lehmann.h"

#include <array>

#include "reports/stats/block_rank_sum.h"

namespace reports {
namespace {

std::array<Block, 1> one_block(std::span<const double> left, std::span<const double> right) {
  return {Block{{left.begin(), left.end()}, {right.begin(), right.end()}}};
}

}  // namespace

Shift hodges_lehmann(std::span<const double> left, std::span<const double> right,
                     double confidence) {
  return block_shift(one_block(left, right), confidence);
}

double hodges_lehmann_shift(std::span<const double> left, std::span<const double> right) {
  return block_shift_estimate(one_block(left, right));
}

}  // namespace reports
