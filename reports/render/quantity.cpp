// SPDX-License-Identifier: MIT
#include "reports/render/quantity.h"

#include <array>
#include <cmath>
#include <cstdio>

namespace reports {
namespace {

std::string printed(const char* format, double value) {
  std::array<char, 64> text{};
  std::snprintf(text.data(), text.size(), format, value);
  return text.data();
}

/// Three significant digits of a value from 1 up to 1000, without an exponent.
std::string three_digits(double value) {
  return printed(value < 9.995 ? "%.2f" : value < 99.95 ? "%.1f" : "%.0f", value);
}

std::string show_number(double value) {
  return printed("%.6g", value);
}

/// Every digit while they are few: counts are exact.
std::string show_instructions(double count) {
  if (count < 99.95) return printed("%.3g", count) + " Ir";
  if (count < 99999.5) return printed("%.0f", count) + " Ir";
  if (count < 999.5e3) return three_digits(count / 1e3) + " kIr";
  if (count < 999.5e6) return three_digits(count / 1e6) + " MIr";
  return printed("%.3g", count / 1e9) + " GIr";
}

}  // namespace

std::string show_time(double nanoseconds) {
  struct Unit {
    const char* name;
    double nanoseconds;
  };
  constexpr std::array<Unit, 3> units = {{{" ns", 1}, {" us", 1e3}, {" ms", 1e6}}};
  for (const Unit& unit : units) {
    const double value = nanoseconds / unit.nanoseconds;
    if (value < 999.5) return three_digits(value) + unit.name;
  }
  const double seconds = nanoseconds / 1e9;
  return (seconds < 999.5 ? three_digits(seconds) : printed("%.3g", seconds)) + " s";
}

std::string show_value(const std::string& metric, const std::optional<double>& value) {
  if (!value) return "-";
  if (metric == instructions_metric) return show_instructions(*value);
  return metric == "real_time" ? show_time(*value) : show_number(*value);
}

std::string show_ratio(const std::optional<double>& ratio) {
  if (!ratio) return "-";
  return printed(*ratio < 9.9995 ? "%.3f" : *ratio < 999.5 ? "%.1f" : "%.1e", *ratio);
}

std::string show_interval(const std::optional<Interval>& interval) {
  if (!interval) return "-";
  return show_ratio(interval->low) + "-" + show_ratio(interval->high);
}

std::string show_probability(const std::optional<double>& probability) {
  if (!probability) return "-";
  if (*probability == 1) return "1";
  return printed(*probability < 0.001 ? "%.1e" : "%.4f", *probability);
}

std::string show_count(std::size_t count, std::string_view singular, std::string_view plural) {
  return std::to_string(count) + " " + std::string(count == 1 ? singular : plural);
}

std::string show_percent(double fraction) {
  return printed("%.3g", fraction * 100) + " %";
}

}  // namespace reports
