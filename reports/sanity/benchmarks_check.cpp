// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstdio>

#include "reports/ingest/google_benchmark.h"
#include "reports/sanity/checks.h"

namespace reports {
namespace {

/// The counter that Google Benchmark adds when a memory manager is registered.
constexpr const char* allocations_counter = "allocs_per_iter";

std::string short_number(double value) {
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", value);
  return text;
}

BenchmarkRow row(const MeasuredBenchmark& benchmark) {
  BenchmarkRow row;
  row.name = benchmark.name;
  row.failure = benchmark.failure.value_or("");
  if (!benchmark.sample) return row;
  row.real_time_ns = benchmark.sample->real_time_ns;
  row.repetitions = benchmark.sample->repetitions;
  const auto counter = benchmark.sample->counters.find(allocations_counter);
  if (counter != benchmark.sample->counters.end()) row.allocations = counter->second;
  return row;
}

const BenchmarkRow* find(const Content& content, const std::string& name) {
  const auto found = std::find_if(content.benchmarks.begin(), content.benchmarks.end(),
                                  [&](const BenchmarkRow& each) { return each.name == name; });
  return found == content.benchmarks.end() || !found->failure.empty() ? nullptr : &*found;
}

Finding not_run(std::string reason) {
  return {CheckState::not_run, std::move(reason), false};
}

void judge_allocations(const std::string& name, double limit, Content& content) {
  const BenchmarkRow* benchmark = find(content, name);
  if (benchmark == nullptr || !benchmark->allocations) {
    content.findings.push_back(not_run("the allocations of '" + name + "' were not counted"));
  } else if (*benchmark->allocations > limit) {
    content.findings.push_back(
        {CheckState::failed,
         "'" + name + "' allocates " + short_number(*benchmark->allocations) +
             " times an iteration, at most " + short_number(limit) + " allowed",
         false});
  }
}

}  // namespace

Content judge(const BenchmarksExpectation& expected, const std::string& bytes,
              const std::string& file) {
  Content content;
  const MeasuredLaunch launch = read_google_benchmark(bytes, file);
  for (const MeasuredBenchmark& benchmark : launch.benchmarks) {
    content.benchmarks.push_back(row(benchmark));
    if (benchmark.failure) {
      content.findings.push_back(
          {CheckState::failed, "'" + benchmark.name + "' failed: " + *benchmark.failure, false});
    } else {
      ++content.executed;
    }
  }
  std::vector<std::string> missing;
  for (const std::string& name : expected.names) {
    if (find(content, name) == nullptr) missing.push_back(name);
  }
  if (!missing.empty()) content.findings.push_back(not_run("not measured: " + listed(missing)));
  if (content.executed < expected.executed_at_least) {
    content.findings.push_back(not_run(counted(content.executed, "benchmark") +
                                       " measured, the plan wants at least " +
                                       std::to_string(expected.executed_at_least)));
  }
  for (const auto& [name, limit] : expected.allocations_at_most) {
    judge_allocations(name, limit, content);
  }
  for (const Warning& warning : launch.warnings) content.notes.push_back(warning.text);
  content.summary = counted(content.executed, "benchmark") + " ran without an error";
  if (!expected.allocations_at_most.empty()) {
    content.summary += "; allocations within the limit of " +
                       counted(expected.allocations_at_most.size(), "benchmark");
  }
  return content;
}

}  // namespace reports
