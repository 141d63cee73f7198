// SPDX-License-Identifier: MIT
//
// Numbers as people read them, with three significant digits. Nothing becomes "-".
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "reports/model/comparison.h"

namespace reports {

/// "12.3 ns", "4.56 us", "1.20 s".
std::string show_time(double nanoseconds);

/// A value of the metric: a time for real_time, "4221 Ir" for instructions, a plain number for
/// counters.
std::string show_value(const std::string& metric, const std::optional<double>& value);

/// "1.120", "12.3".
std::string show_ratio(const std::optional<double>& ratio);

/// "0.998-1.004".
std::string show_interval(const std::optional<Interval>& interval);

/// "0.0123", "1.1e-05".
std::string show_probability(const std::optional<double>& probability);

/// "1 launch", "2 launches".
std::string show_count(std::size_t count, std::string_view singular, std::string_view plural);

/// "5 %", "0.5 %".
std::string show_percent(double fraction);

}  // namespace reports
