// SPDX-License-Identifier: MIT
//
// What the machine's own control says about a comparison.
#pragma once

#include <optional>
#include <string>

#include "reports/model/calibration.h"
#include "reports/model/comparison.h"
#include "reports/model/control.h"
#include "reports/model/run.h"
#include "reports/model/warning.h"

namespace reports {

/// A calibration tells about launches that were measured at most so many days before or after it.
constexpr int most_days_to_calibration = 30;

/// Whether this calibration vouches for launches like these: of the same machine, of about the same
/// time, with a benchmark in common, under a margin at least as narrow, and without a false alarm.
Control judge_control(Calibration calibration, Sampling sampling, double margin, const Run& base,
                      const Run& candidate);

/// The relative difference that is noise on this machine, for launches taken like this: twice the
/// 95th percentile between identical programs, or what relinking changed, if that is more. Fewer
/// launches a side than the calibration had widen it by the square root of the ratio. A benchmark
/// that the calibration lacks gets the largest floor of all. 0 without a calibration.
double noise_margin(const Control& control, Sampling sampling, const std::string& benchmark,
                    std::size_t launches);

/// Names the benchmarks that both sides measured and of which the calibration knows no noise;
/// nothing if there is none.
std::optional<Warning> unknown_noise(const Comparison& comparison);

}  // namespace reports
