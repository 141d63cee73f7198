// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "reports/model/comparison.h"

namespace reports {

/// The command that would probably decide the times that need more launches, in pieces that belong
/// on one line each. A side that was measured by a known command is measured by that again; of
/// another only the program may be known, and else it is BASE_COMMAND or NEW_COMMAND.
std::vector<std::string> measure_command(const Comparison& comparison);

}  // namespace reports
