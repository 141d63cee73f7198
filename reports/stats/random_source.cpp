// SPDX-License-Identifier: MIT
#include "reports/stats/random_source.h"

#include <cassert>
#include <cmath>
#include <numbers>

namespace reports {
namespace {

/// The odd number next to 2^64 divided by the golden ratio.
constexpr std::uint64_t step = 0x9e3779b97f4a7c15;

std::uint64_t mixed(std::uint64_t bits) {
  bits = (bits ^ (bits >> 30)) * 0xbf58476d1ce4e5b9;
  bits = (bits ^ (bits >> 27)) * 0x94d049bb133111eb;
  return bits ^ (bits >> 31);
}

}  // namespace

std::uint64_t RandomSource::next() {
  state_ += step;
  return mixed(state_);
}

std::size_t RandomSource::below(std::size_t bound) {
  assert(bound > 0 && bound >> 32 == 0);
  return static_cast<std::size_t>(((next() >> 32) * bound) >> 32);
}

double RandomSource::uniform() {
  return (static_cast<double>(next() >> 11) + 1) / 9007199254740992.0;
}

double RandomSource::normal() {
  const double radius = std::sqrt(-2 * std::log(uniform()));
  return radius * std::cos(2 * std::numbers::pi * uniform());
}

RandomSource RandomSource::split(std::uint64_t label) const {
  return RandomSource(mixed(state_ + mixed(label + step)));
}

}  // namespace reports
