// SPDX-License-Identifier: MIT
#include "reports/verdict/percent.h"

#include <cmath>

namespace reports {

std::string percent(double relative) {
  const long tenths = std::lround(1000 * relative);
  return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " %";
}

}  // namespace reports
