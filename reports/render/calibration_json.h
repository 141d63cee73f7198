// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/calibration.h"

namespace reports {

/// calibration.json; ingest/calibration_json reads it.
std::string render_calibration_json(const Calibration& calibration);

}  // namespace reports
