// SPDX-License-Identifier: MIT
//
// Machines on which programs are launched one after the other, as models with known parameters. A
// launch is slower or faster as a whole, with all its benchmarks: what a machine does hits whatever
// runs on it. What a benchmark adds of its own, independently, is 2 % (one standard deviation).
#pragma once

#include <cmath>
#include <string>
#include <vector>

#include "reports/stats/random_source.h"

namespace bench {

constexpr double own_variation = 0.02;

enum class MachineKind {
  quiet,           ///< nothing else
  drifting,        ///< a random walk: each launch is 1 % (deviation) off the one before, for good
  bursty,          ///< from one launch in ten on, up to 50 % slower, for two launches on average
  bimodal,         ///< each launch is in one of two modes, equally likely and 5 % apart
  autocorrelated,  ///< a first-order autoregression with coefficient 0.6 and deviation 2 %
};

inline const std::vector<MachineKind> all_machines = {MachineKind::quiet, MachineKind::drifting,
                                                      MachineKind::bursty, MachineKind::bimodal,
                                                      MachineKind::autocorrelated};

inline std::string name_of(MachineKind machine) {
  static const char* const names[] = {"quiet", "drifting", "bursty", "bimodal", "autocorrelated"};
  return names[static_cast<std::size_t>(machine)];
}

/// x[i] = coefficient x[i - 1] + noise, in its steady state from the beginning, with deviation 1.
class Autoregression {
 public:
  explicit Autoregression(double coefficient) : coefficient_(coefficient) {}

  double next(reports::RandomSource& random) {
    const double noise = random.normal();
    value_ =
        first_ ? noise : coefficient_ * value_ + std::sqrt(1 - coefficient_ * coefficient_) * noise;
    first_ = false;
    return value_;
  }

 private:
  double coefficient_;
  double value_ = 0;
  bool first_ = true;
};

/// How much slower than usual each of a row of launches is, on logarithms.
class SimulatedMachine {
 public:
  SimulatedMachine(MachineKind kind, reports::RandomSource random) : kind_(kind), random_(random) {}

  double next_launch() {
    switch (kind_) {
      case MachineKind::quiet:
        return 0;
      case MachineKind::drifting:
        return walked_ += 0.01 * random_.normal();
      case MachineKind::bursty:
        in_burst_ = random_.uniform() <= (in_burst_ ? 0.5 : 0.1);
        return in_burst_ ? std::log1p(0.5 * random_.uniform()) : 0;
      case MachineKind::bimodal:
        return random_.uniform() <= 0.5 ? 0 : std::log(1.05);
      case MachineKind::autocorrelated:
        return 0.02 * waves_.next(random_);
    }
    return 0;
  }

 private:
  MachineKind kind_;
  reports::RandomSource random_;
  double walked_ = 0;
  bool in_burst_ = false;
  Autoregression waves_{0.6};
};

}  // namespace bench
