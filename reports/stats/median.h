// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

namespace reports {

/// The middle value, or the mean of the middle two. `values` is not empty.
double median(std::vector<double> values);

}  // namespace reports
