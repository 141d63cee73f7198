// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace reports {

/// "12.3 %" for 0.123, in a reason or a warning. Not negative.
std::string percent(double relative);

}  // namespace reports
