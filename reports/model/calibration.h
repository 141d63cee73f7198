// SPDX-License-Identifier: MIT
//
// What a machine shows between identical programs: how far its times wander, and how often the
// verdict is wrong about them. `reports calibrate` measures it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "reports/model/machine.h"

namespace reports {

/// How the launches of two runs were taken.
enum class Sampling {
  stored_sets,  ///< one side after the other, or not known to be otherwise
  interleaved,  ///< in turn, in blocks whose order was drawn at random
};

/// Relative effects between identical programs. 0.02: a ratio between 1/1.02 and 1.02.
struct NoiseFloor {
  std::string benchmark;
  double interleaved = 0;  ///< 95th percentile over random labellings inside the blocks
  double stored_sets =
      0;              ///< that, or the first half of the time against the second, if it is more
  double layout = 0;  ///< the most that relinking in another order changed; 0 if not measured
};

/// A comparison of identical programs, judged as any other: whatever it calls different is a false
/// alarm.
struct IdenticalPrograms {
  std::size_t judged = 0;           ///< benchmarks that got a verdict
  std::vector<std::string> alarms;  ///< those that were called different
};

struct Calibration {
  std::string date;     ///< of the oldest launch, "2026-01-28"
  std::string command;  ///< as one would type it
  Machine machine;
  int launches = 0;                ///< a side
  double margin = 0;               ///< under which the alarms were counted
  std::size_t benchmarks = 0;      ///< that ran
  std::size_t relinked = 0;        ///< programs that were compared for `layout`
  IdenticalPrograms interleaved;   ///< the program against its copy, in turn
  IdenticalPrograms stored_sets;   ///< the first half of all these launches against the second
  std::vector<NoiseFloor> floors;  ///< of the benchmarks that the control judged

  const IdenticalPrograms& by(Sampling sampling) const {
    return sampling == Sampling::interleaved ? interleaved : stored_sets;
  }
};

/// Why the control cannot vouch for launches taken like this: an alarm between identical programs,
/// or nothing judged. Nothing if it can. Stored sets need both: their own, and that of programs
/// that were taken in turn.
std::optional<std::string> control_failure(const Calibration& calibration, Sampling sampling);

}  // namespace reports
