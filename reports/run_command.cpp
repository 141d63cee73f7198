// SPDX-License-Identifier: MIT
#include "reports/run_command.h"

#include <iostream>
#include <memory>

#include "reports/evidence/local_process_runner.h"
#include "reports/evidence/local_surroundings.h"
#include "reports/evidence/recorder.h"
#include "reports/model/error.h"
#include "reports/render/escape.h"

namespace reports {
namespace {

struct RunOptions {
  std::string id;
  std::string folder;
  std::vector<std::string> artifacts;
  std::string program;
  double timeout_s = 0;  ///< 0: none
};

/// As shells do: 128 + N for signal N; and as timeout(1), env(1) and nice(1): 124 for the time
/// limit, 127 for a command that could not be started.
int exit_code_of(const Evidence& evidence) {
  switch (evidence.end) {
    case RunEnd::exited:
      return evidence.exit_code.value_or(1);
    case RunEnd::timed_out:
      return 124;
    case RunEnd::not_started:
      return 127;
    default:
      return 128 + evidence.signal.value_or(0);
  }
}

void complain(const Evidence& evidence, double timeout_s) {
  const auto say = [&](const std::string& text) {
    std::cerr << "reports: evidence '" << evidence.id << "': " << escape_terminal(text) << '\n';
  };
  if (evidence.end == RunEnd::not_started) {
    say(evidence.argv[0] + " cannot be started: " + evidence.error);
  }
  if (evidence.end == RunEnd::timed_out) {
    say("killed at its time limit of " + CLI::detail::to_string(timeout_s) + " s");
  }
  for (const KeptFile& file : evidence.artifacts) {
    if (file.state == ArtifactState::missing) say("the command wrote no " + file.source);
    if (file.state == ArtifactState::not_written) {
      say(file.source + " was there before, and the command did not write it: not kept");
    }
  }
}

/// `rest` is what stands behind the program, and the '--' before it.
int run(const RunOptions& options, std::vector<std::string> rest) {
  if (rest.empty() || rest[0] != "--") throw Error("run: write the command after '--'");
  rest[0] = options.program;
  RecordRequest request{options.id, options.folder, rest, {}, {}, "reports " REPORTS_VERSION};
  request.artifacts.assign(options.artifacts.begin(), options.artifacts.end());
  if (options.timeout_s > 0) {
    request.timeout = std::chrono::milliseconds(static_cast<long>(options.timeout_s * 1000));
  }
  LocalProcessRunner runner;
  LocalSurroundings surroundings;
  const Evidence evidence = record(request, runner, surroundings,
                                   [](std::string_view text) { std::cout << text << std::flush; });
  complain(evidence, options.timeout_s);
  return exit_code_of(evidence);
}

}  // namespace

void add_run_command(CLI::App& app, ExitCode& exit_code) {
  auto options = std::make_shared<RunOptions>();
  CLI::App* command = app.add_subcommand(
      "run", "Run a command and keep its evidence: output, exit code, files, sources, machine.");
  command->footer(
      "Usage: reports run --id ID -o DIR [OPTIONS] -- COMMAND...\n"
      "Shows what the command shows and exits as it does; 124 at the time limit, 127 if it cannot\n"
      "be started, 128+N for signal N, 2 for mistakes in the options.");
  command->add_option("--id", options->id, "Name of this evidence; a later run replaces it")
      ->required();
  command->add_option("-o,--output", options->folder, "Folder of the evidence")->required();
  command
      ->add_option("--artifact", options->artifacts,
                   "A file that the command writes, to be kept; repeatable")
      ->expected(1)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)
      ->allow_extra_args(false);
  command->add_option("--timeout", options->timeout_s, "Seconds after which it is killed")
      ->check(CLI::Range(0.001, 1e6));
  // CLI11 would look into a list of arguments, and take '[a,b]' for two. So it gets the first, and
  // leaves the others alone.
  command->add_option("command", options->program, "The command, after '--'")->required();
  command->prefix_command();
  command->callback([command, options, &exit_code] {
    exit_code = static_cast<ExitCode>(run(*options, command->remaining()));
  });
}

}  // namespace reports
