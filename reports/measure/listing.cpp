// SPDX-License-Identifier: MIT
#include "reports/measure/listing.h"

#include <algorithm>
#include <sstream>

#include "reports/measure/launch.h"
#include "reports/model/error.h"

namespace reports {
namespace {

using Names = std::vector<std::string>;

constexpr std::size_t names_shown = 3;

Names names_in(const std::string& output) {
  Names names;
  std::istringstream lines(output);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) names.push_back(line);
  }
  return names;
}

std::optional<Names> list(const std::string& option, const std::vector<std::string>& command,
                          const std::string& filter, ProcessRunner& runner) {
  std::vector<std::string> arguments = command;
  arguments.push_back("--benchmark_list_tests=true");
  if (!filter.empty()) arguments.push_back("--benchmark_filter=" + filter);
  std::string output;
  std::string said;  // beside the names, where the library says that it matches none, and exits 0
  const ProcessEnd end = runner.run_apart(
      arguments, [&](std::string_view text) { output += text; },
      [&](std::string_view text) { said += text; });
  if (end.forwarded_signal) return std::nullopt;
  if (end.end != RunEnd::exited || end.exit_code != 0) {
    throw Error(option + ": " + command.front() + " --benchmark_list_tests " +
                how_it_ended(end, output + said) + "; it must be a program of Google Benchmark");
  }
  Names names = names_in(output);
  if (!names.empty()) return names;
  const std::string ended = command.front() + " --benchmark_list_tests " + how_it_ended(end, said);
  if (filter.empty()) throw Error(option + ": " + ended + "; it lists no benchmark");
  throw Error("--filter '" + filter + "': " + option +
              " has no benchmark that it matches: " + ended);
}

bool contains(const Names& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

void warn_of_missing(const Names& names, const Names& others, const std::string& side,
                     std::vector<Warning>& warnings) {
  Names missing;
  for (const std::string& name : names) {
    if (!contains(others, name)) missing.push_back(name);
  }
  if (missing.empty()) return;
  std::string text = "only " + side + " has " + std::to_string(missing.size()) +
                     " of the benchmarks, which will be NOT RUN: ";
  for (std::size_t i = 0; i < std::min(missing.size(), names_shown); ++i) {
    text += (i == 0 ? "" : ", ") + missing[i];
  }
  warnings.push_back({text + (missing.size() > names_shown ? ", ..." : "")});
}

}  // namespace

std::optional<Listing> list_benchmarks(const SessionPlan& plan, ProcessRunner& runner) {
  const auto base = list(plan.origins[0], plan.commands[0], plan.filter, runner);
  if (!base) return std::nullopt;
  const auto candidate = list(plan.origins[1], plan.commands[1], plan.filter, runner);
  if (!candidate) return std::nullopt;

  Listing listing{*base, {}};
  for (const std::string& name : *candidate) {
    if (!contains(*base, name)) listing.benchmarks.push_back(name);
  }
  warn_of_missing(*base, *candidate, "BASE", listing.warnings);
  warn_of_missing(*candidate, *base, "NEW", listing.warnings);
  return listing;
}

}  // namespace reports
