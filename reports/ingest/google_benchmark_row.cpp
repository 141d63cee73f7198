// SPDX-License-Identifier: MIT
#include "reports/ingest/google_benchmark_row.h"

#include <array>
#include <cmath>
#include <limits>
#include <set>
#include <string_view>
#include <utility>

#include "reports/model/error.h"

namespace reports {
namespace {

using nlohmann::json;

/// Numbers that describe the row itself; every other number is a counter.
const std::set<std::string_view> own_numbers = {
    "cpu_coefficient",  "cpu_time",  "family_index",     "iterations",  "per_family_instance_index",
    "real_coefficient", "real_time", "repetition_index", "repetitions", "rms",
    "threads",
};

[[noreturn]] void throw_lacks(const std::string& place, std::string_view what) {
  throw Error(place + ": lacks " + std::string(what) +
              "; this must be what Google Benchmark 1.6 or later writes");
}

std::string text_at(const json& row, const char* key, const std::string& place) {
  const auto found = row.find(key);
  if (found == row.end() || !found->is_string()) throw_lacks(place, std::string("the text ") + key);
  return found->get<std::string>();
}

/// NaN where the writer put NaN or Infinity, which parse_json() leaves as an empty string.
double number_at(const json& row, const char* key, const std::string& place) {
  const auto found = row.find(key);
  if (found != row.end() && found->is_number()) return found->get<double>();
  if (found != row.end() && *found == "") return std::numeric_limits<double>::quiet_NaN();
  throw_lacks(place, std::string("the number ") + key);
}

/// Of whatever size the file claims; what no int holds is no count.
std::optional<int> count_at(const json& row, const char* key) {
  const auto found = row.find(key);
  if (found == row.end() || !found->is_number()) return std::nullopt;
  const double value = found->get<double>();
  if (!(value >= 0 && value <= std::numeric_limits<int>::max())) return std::nullopt;
  return static_cast<int>(value);
}

double nanoseconds_of(const std::string& unit, const std::string& place) {
  constexpr std::array<std::pair<std::string_view, double>, 4> units = {
      {{"ns", 1}, {"us", 1e3}, {"ms", 1e6}, {"s", 1e9}}};
  for (const auto& [name, nanoseconds] : units) {
    if (name == unit) return nanoseconds;
  }
  throw Error(place + ": unknown time_unit '" + unit + "'; known are ns, us, ms and s");
}

std::map<std::string, double> counters_of(const json& row) {
  std::map<std::string, double> counters;
  for (const auto& [key, value] : row.items()) {
    if (!value.is_number() || own_numbers.contains(key)) continue;
    if (const double number = value.get<double>(); std::isfinite(number)) counters[key] = number;
  }
  return counters;
}

std::string said(const json& row, const char* key, std::string_view otherwise) {
  const auto found = row.find(key);
  const bool says = found != row.end() && found->is_string() && *found != "";
  return says ? found->get<std::string>() : std::string(otherwise);
}

void read_times(const json& row, const std::string& place, BenchmarkRow& result) {
  const double unit_ns = nanoseconds_of(text_at(row, "time_unit", place), place);
  result.sample.real_time_ns = unit_ns * number_at(row, "real_time", place);
  result.sample.cpu_time_ns = unit_ns * number_at(row, "cpu_time", place);
  // What is too small to be normal has an infinite reciprocal, and with it an infinite margin.
  const bool usable = result.sample.real_time_ns > 0 && std::isnormal(result.sample.real_time_ns) &&
                      result.sample.cpu_time_ns >= 0 &&
                      std::isfinite(result.sample.real_time_ns + result.sample.cpu_time_ns);
  if (!usable) result.failure = "its time is 0, negative or not a number";
}

}  // namespace

std::optional<std::string> reported_failure(const json& row) {
  if (row.value("error_occurred", json()) == true) {
    return "error: " + said(row, "error_message", "without a message");
  }
  if (row.value("skipped", json()) == true) {
    return "skipped: " + said(row, "skip_message", "without a message");
  }
  return std::nullopt;
}

BenchmarkRow read_row(const json& row, const std::string& place) {
  if (!row.is_object()) throw_lacks(place, "the braces of an object");
  BenchmarkRow result;
  result.name = text_at(row, "run_name", place);
  const std::string named = place + " ('" + result.name + "')";
  result.threads = count_at(row, "threads").value_or(1);
  const std::string run_type = text_at(row, "run_type", named);
  if (run_type == "aggregate") {
    result.aggregate = text_at(row, "aggregate_name", named);
  } else if (run_type != "iteration") {
    throw_lacks(named, "a known run_type (iteration or aggregate)");
  }
  result.repetition_index = count_at(row, "repetition_index");
  result.failure = reported_failure(row);
  const bool describes_other_rows = result.aggregate == "BigO" || result.aggregate == "RMS";
  if (!result.failure && !describes_other_rows) {
    read_times(row, named, result);
    result.sample.counters = counters_of(row);
  }
  return result;
}

}  // namespace reports
