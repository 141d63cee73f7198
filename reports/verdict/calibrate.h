// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <span>

#include "reports/model/calibration.h"
#include "reports/model/comparison.h"
#include "reports/model/run.h"

namespace reports {

/// So many random labellings of the launches give the noise floor.
constexpr int labellings_to_measure = 1000;

/// What the launches of a program and of its own copy, taken in turn, say about this machine. Each
/// of `relinked` holds launches of the program and of the same objects linked in another order,
/// taken in turn. `command` is left empty.
///
/// False alarms are counted on what was really measured: the program against its copy; and, for
/// stored sets, the first half of the time against the second. Any labelling of launches of
/// identical programs inside their blocks is as good as the one that was measured, so that many of
/// them show how far effects spread where there is none.
/// Throws Error if no benchmark ran in both.
Calibration calibrate(const Run& program, const Run& copy,
                      std::span<const std::array<Run, 2>> relinked, const Parameters& parameters);

}  // namespace reports
