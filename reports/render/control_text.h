// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/calibration.h"
#include "reports/model/comparison.h"

namespace reports {

/// What a calibration found, for a terminal.
std::string render_calibration_text(const Calibration& calibration);

/// What vouches for the times of this comparison, or why the gate is disarmed: one sentence.
std::string show_control(const Comparison& comparison);

}  // namespace reports
