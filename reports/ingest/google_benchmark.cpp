// SPDX-License-Identifier: MIT
#include "reports/ingest/google_benchmark.h"

#include <algorithm>
#include <functional>
#include <map>
#include <set>

#include "reports/ingest/google_benchmark_row.h"
#include "reports/ingest/json_document.h"
#include "reports/ingest/machine.h"
#include "reports/ingest/session_place.h"
#include "reports/model/error.h"
#include "reports/stats/median.h"

namespace reports {
namespace {

constexpr const char* writer =
    "Google Benchmark's --benchmark_out=FILE --benchmark_out_format=json";
constexpr int newest_known_schema = 1;
constexpr const char* registered_twice =
    "registered twice under this name, so that its rows cannot be told apart";

/// The rows of one benchmark, sorted by what they are.
struct RowsOfBenchmark {
  std::vector<Sample> repetitions;
  std::map<std::string, Sample> aggregates;
  std::set<int> indices;
  std::optional<std::string> failure;
  int threads = 1;
};

void sort_in(const BenchmarkRow& row, RowsOfBenchmark& rows) {
  rows.threads = row.threads;
  if (row.failure) {
    // An aggregate without a time, say the cv of zeros, says nothing about the repetitions.
    if (row.aggregate.empty() && !rows.failure) rows.failure = row.failure;
  } else if (!row.aggregate.empty()) {
    if (!rows.aggregates.emplace(row.aggregate, row.sample).second) rows.failure = registered_twice;
  } else {
    rows.repetitions.push_back(row.sample);
    if (row.repetition_index && !rows.indices.insert(*row.repetition_index).second) {
      rows.failure = registered_twice;
    }
  }
}

[[noreturn]] void throw_no_benchmark(const std::string& file) {
  throw Error(file + ": holds no benchmark; check the --benchmark_filter it was made with");
}

/// The file as a whole, before any row is looked at.
const nlohmann::json& rows_of(const nlohmann::json& document, const std::string& file) {
  const bool is_object = document.is_object();
  const auto rows = is_object ? document.find("benchmarks") : document.end();
  const auto context = is_object ? document.find("context") : document.end();
  if (!is_object || rows == document.end() || !rows->is_array() || context == document.end() ||
      !context->is_object()) {
    throw Error(file +
                ": is JSON, but not Google Benchmark's: it needs \"context\" and a list "
                "\"benchmarks\", as " +
                writer + " writes them");
  }
  if (rows->empty()) throw_no_benchmark(file);
  return *rows;
}

Sample median_of_repetitions(const std::vector<Sample>& repetitions) {
  std::vector<double> real_times;
  std::vector<double> cpu_times;
  std::map<std::string, std::vector<double>> counters;
  for (const Sample& sample : repetitions) {
    real_times.push_back(sample.real_time_ns);
    cpu_times.push_back(sample.cpu_time_ns);
    for (const auto& [name, value] : sample.counters) counters[name].push_back(value);
  }
  Sample result;
  result.repetitions = static_cast<int>(repetitions.size());
  result.real_time_ns = median(std::move(real_times));
  result.cpu_time_ns = median(std::move(cpu_times));
  for (auto& [name, values] : counters) {
    const auto [least, most] = std::minmax_element(values.begin(), values.end());
    const bool varies = values.size() < repetitions.size() || *least < *most;
    if (varies) result.varying_counters.insert(name);
    result.counters[name] = median(std::move(values));
  }
  return result;
}

MeasuredBenchmark collapse(const std::string& name, const RowsOfBenchmark& rows) {
  MeasuredBenchmark result{name, rows.threads, std::nullopt, rows.failure};
  if (!rows.repetitions.empty()) {
    result.sample = median_of_repetitions(rows.repetitions);
  } else if (const auto found = rows.aggregates.find("median"); found != rows.aggregates.end()) {
    result.sample = found->second;
  } else if (!rows.failure) {
    result.failure =
        "the file holds aggregates without a median; measure again without "
        "--benchmark_report_aggregates_only";
  }
  return result;
}

}  // namespace

MeasuredLaunch read_google_benchmark(std::string bytes, const std::string& file) {
  const nlohmann::json document = parse_json(std::move(bytes), file, writer);
  const nlohmann::json& rows = rows_of(document, file);

  std::map<std::string, RowsOfBenchmark> by_name;
  std::vector<std::string> names;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    BenchmarkRow row = read_row(rows[i], file + ": benchmarks[" + std::to_string(i) + "]");
    if (row.aggregate == "BigO" || row.aggregate == "RMS") continue;
    if (!by_name.contains(row.name)) names.push_back(row.name);
    sort_in(row, by_name[row.name]);
  }
  if (names.empty()) throw_no_benchmark(file);

  MeasuredLaunch launch;
  launch.fingerprint = std::hash<nlohmann::json>()(document);
  launch.machine = machine_of(document["context"]);
  if (const auto date = document["context"].find("date");
      date != document["context"].end() && date->is_string()) {
    launch.date = *date;
  }
  launch.place = session_place_of(document["context"], file, launch.warnings);
  for (const std::string& name : names) {
    launch.benchmarks.push_back(collapse(name, by_name[name]));
  }
  const auto schema = document["context"].value("json_schema_version", nlohmann::json(1));
  if (schema > newest_known_schema) {
    launch.warnings.push_back({file + ": written in schema " + schema.dump() +
                               ", newer than this program knows (1); check a few figures by hand"});
  }
  return launch;
}

}  // namespace reports
