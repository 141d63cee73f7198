// SPDX-License-Identifier: MIT
#include "reports/measure/callgrind_launch.h"

#include <optional>
#include <string_view>
#include <system_error>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/ingest/callgrind.h"
#include "reports/ingest/google_benchmark_row.h"
#include "reports/ingest/json_document.h"
#include "reports/ingest/uncounted.h"
#include "reports/measure/fixed_environment.h"
#include "reports/measure/launch.h"
#include "reports/model/error.h"

namespace reports {
namespace {

using std::filesystem::path;
using Arguments = std::vector<std::string>;

path with_kind(path file, std::string_view kind) {
  return file += kind;
}

/// Of a name; the pattern that read_callgrind() undoes.
std::string escaped(const std::string& name) {
  std::string pattern;
  for (const char character : name) {
    if (std::string_view("\\.[()*+?{|^$").find(character) != std::string_view::npos)
      pattern += '\\';
    pattern += character;
  }
  return pattern;
}

/// Callgrind expands what follows a percent sign.
std::string without_expansion(const std::string& name) {
  std::string result;
  for (const char character : name) result += character == '%' ? "%%" : std::string(1, character);
  return result;
}

/// Children are followed to get past `env` or `nice`: they become the program.
Arguments arguments_of(const CallgrindLaunch& launch, const path& profile, const path& results) {
  Arguments argv = launch.valgrind;
  argv.insert(argv.end(), {"--tool=callgrind", "--quiet", "--trace-children=yes",
                           "--callgrind-out-file=" + without_expansion(profile.string()),
                           "--separate-threads=yes", "--combine-dumps=yes",
                           "--zero-before=" + std::string(loop_begin),
                           "--dump-before=" + std::string(loop_end)});
  argv.insert(argv.end(), launch.command.begin(), launch.command.end());
  argv.insert(argv.end(), {"--benchmark_out=" + results.string(), "--benchmark_out_format=json",
                           "--benchmark_filter=^" + escaped(launch.count.name) + "$"});
  return argv;
}

std::string bytes_of(const path& file) {
  return std::filesystem::exists(file) ? read_file(file) : "";
}

/// What the benchmark itself said of why its loop counts for nothing.
std::optional<std::string> failure_in(const std::string& results, const std::string& file) {
  if (results.empty()) return std::nullopt;
  const nlohmann::json document = parse_json(results, file, "Google Benchmark");
  if (!document.is_object()) return std::nullopt;
  for (const nlohmann::json& row : document.value("benchmarks", nlohmann::json::array())) {
    if (!row.is_object()) continue;
    if (const auto failure = reported_failure(row)) return failure;
  }
  return std::nullopt;
}

void require_loop(const std::string& profile, const CallgrindLaunch& launch,
                  const FinishedProcess& finished) {
  if (profile.find("desc: Trigger: --dump-before=" + std::string(loop_end)) != std::string::npos) {
    return;
  }
  throw Error(launch.command[0] + ": the timed loop of " + launch.count.name + " did not end: it " +
              how_it_ended(finished.end, finished.output) + "; run it by hand, and link Google " +
              "Benchmark without link-time optimisation");
}

}  // namespace

Arguments find_valgrind(ProcessRunner& runner) {
  for (const Arguments& valgrind : {Arguments{"setarch", "-R", "valgrind"}, {"valgrind"}}) {
    Arguments question = valgrind;
    question.emplace_back("--version");
    if (run_in_fixed_environment(question, runner).end.exit_code == 0) return valgrind;
  }
  throw Error("valgrind: not found in " + std::string(fixed_environment[0]) +
              ", and counts instructions here; install the package valgrind");
}

void launch_callgrind(const CallgrindLaunch& launch, ProcessRunner& runner) {
  const path profile_file = with_kind(launch.unfinished, ".callgrind");
  const path results_file = with_kind(launch.unfinished, ".json");
  std::filesystem::remove(profile_file);  // callgrind would append to it
  std::filesystem::remove(results_file);
  const FinishedProcess finished =
      run_in_fixed_environment(arguments_of(launch, profile_file, results_file), runner);
  require_success(finished, launch.command[0] + " under callgrind, " + launch.count.name);
  const std::string profile = bytes_of(profile_file);
  if (profile.empty()) {
    throw Error(launch.command[0] + ": callgrind wrote nothing for " + launch.count.name +
                ": valgrind lost sight of the program, which may have started itself or another "
                "in its place; name that one");
  }
  const std::string results = bytes_of(results_file);
  std::filesystem::remove(results_file);
  if (const auto failure = failure_in(results, results_file.string())) {
    write_file(
        with_kind(launch.file, uncounted_kind),
        show_uncounted({"", launch.count.benchmark, launch.count.iterations, 0, 1, failure}));
    std::filesystem::remove(profile_file);
    return;
  }
  read_callgrind(profile, profile_file.string());
  require_loop(profile, launch, finished);
  std::filesystem::rename(profile_file, with_kind(launch.file, ".callgrind"));
}

}  // namespace reports
