// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/calibration.h"

namespace reports {

/// Reads what render_calibration_json() writes. Throws Error, naming `file`, for anything else.
Calibration read_calibration(std::string bytes, const std::string& file);

}  // namespace reports
