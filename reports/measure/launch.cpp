// SPDX-License-Identifier: MIT
#include "reports/measure/launch.h"

#include <algorithm>
#include <cstring>
#include <optional>

#include "reports/files/read_file.h"
#include "reports/ingest/google_benchmark.h"
#include "reports/model/error.h"

namespace reports {
namespace {

constexpr std::size_t longest_output_kept = 8192;
constexpr std::size_t lines_shown = 3;
constexpr std::size_t longest_said = 600;

/// --benchmark_context keeps commas and equals signs for itself, and has no way to quote them.
std::string context_flag(std::string_view key, std::string value) {
  std::replace(value.begin(), value.end(), ',', ';');
  std::replace(value.begin(), value.end(), '=', ':');
  return "--benchmark_context=" + std::string(key) + "=" + value;
}

std::vector<std::string> arguments_of(const LaunchRequest& request) {
  std::vector<std::string> arguments = request.command;
  arguments.push_back("--benchmark_out=" + request.unfinished.string());
  arguments.push_back("--benchmark_out_format=json");
  if (!request.filter.empty()) arguments.push_back("--benchmark_filter=" + request.filter);
  const SessionPlace& place = request.place;
  arguments.push_back(context_flag("measure_session", place.session));
  arguments.push_back(context_flag("measure_block", std::to_string(place.block)));
  arguments.push_back(context_flag("measure_turn", std::to_string(place.turn)));
  arguments.push_back(context_flag("measure_looks", place.looks));
  for (const MachineFact& fact : machine_facts()) {
    const std::optional<std::string>& value = request.machine.*fact.value;
    if (value) arguments.push_back(context_flag(fact.name, *value));
  }
  return arguments;
}

std::string last_lines(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  std::size_t start = text.size();
  for (std::size_t line = 0; line < lines_shown && start != std::string::npos && start > 0;
       ++line) {
    start = text.rfind('\n', start - 1);
  }
  if (start != std::string::npos && start < text.size()) text.erase(0, start + 1);
  if (text.size() > longest_said) text = "..." + text.substr(text.size() - longest_said);
  for (std::size_t place = 0; (place = text.find('\n', place)) != std::string::npos; place += 3) {
    text.replace(place, 1, " | ");
  }
  return text;
}

/// The place that the file names must be the one that it was told, or it is no launch of ours.
void expect_launch(const LaunchRequest& request, const std::string& said) {
  const std::filesystem::path& file = request.unfinished;
  if (!std::filesystem::exists(file)) {
    throw Error(request.title + ": " + said +
                ", and wrote no file; does it take --benchmark_out, as Google Benchmark does?");
  }
  std::optional<SessionPlace> place;
  try {
    place = read_google_benchmark(read_file(file), file.string()).place;
  } catch (const Error& failure) {
    const bool is_empty = std::filesystem::is_empty(file);
    throw Error(request.title + ": " + failure.what() + (is_empty ? "; " + said : ""));
  }
  const SessionPlace& expected = request.place;
  if (place && place->session == expected.session && place->turn == expected.turn &&
      place->block == expected.block && place->looks == expected.looks) {
    return;
  }
  throw Error(request.title + ": " + file.string() +
              ": lacks what --benchmark_context told the program; it must be linked to Google "
              "Benchmark 1.6 or later, and hand on its arguments");
}

}  // namespace

std::string how_it_ended(const ProcessEnd& end, const std::string& output) {
  std::string text;
  if (end.end == RunEnd::not_started) return "cannot be started: " + end.error;
  if (end.signal) {
    text = "was ended by signal " + std::to_string(*end.signal) + " (" + ::strsignal(*end.signal) +
           ")";
  } else {
    text = "exited with " + std::to_string(end.exit_code.value_or(0));
  }
  const std::string lines = last_lines(output);
  return text + (lines.empty() ? " and said nothing" : " and said: " + lines);
}

LaunchEnd launch(const LaunchRequest& request, ProcessRunner& runner) {
  std::filesystem::remove(request.unfinished);
  std::string output;
  const ProcessEnd end =
      runner.run(arguments_of(request), std::nullopt, [&](std::string_view text) {
        output += text;
        if (output.size() > 2 * longest_output_kept) {
          output.erase(0, output.size() - longest_output_kept);
        }
      });
  const bool interrupted = end.forwarded_signal.has_value();
  const bool succeeded = end.end == RunEnd::exited && end.exit_code == 0;
  if (!succeeded && interrupted) return {false, true};
  const std::string said = request.command.front() + " " + how_it_ended(end, output);
  if (!succeeded) throw Error(request.title + ": " + said);
  expect_launch(request, said);
  std::filesystem::rename(request.unfinished, request.file);
  return {true, interrupted};
}

}  // namespace reports
