// SPDX-License-Identifier: MIT
#include "reports/calibrate_command.h"

#include <unistd.h>

#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "reports/comparison_options.h"
#include "reports/evidence/held_signals.h"
#include "reports/evidence/host_machine.h"
#include "reports/evidence/local_process_runner.h"
#include "reports/evidence/local_surroundings.h"
#include "reports/evidence/program_file.h"
#include "reports/files/write_file.h"
#include "reports/ingest/launches.h"
#include "reports/measure/cpus.h"
#include "reports/measure/folder_lock.h"
#include "reports/measure/listing.h"
#include "reports/measure/local_cpu_affinity.h"
#include "reports/measure/programs.h"
#include "reports/measure/progress_line.h"
#include "reports/measure/schedule.h"
#include "reports/measure/session.h"
#include "reports/measure/stopping.h"
#include "reports/model/error.h"
#include "reports/render/calibration_json.h"
#include "reports/render/control_text.h"
#include "reports/render/escape.h"
#include "reports/render/shell_words.h"
#include "reports/verdict/calibrate.h"

namespace reports {
namespace {

namespace fs = std::filesystem;

struct CalibrateOptions {
  std::string program;
  std::vector<std::string> relinked;
  std::string folder = "calibration";
  std::string filter;
  std::string cpus;
  std::string margin = "5%";
  int launches = 12;
};

/// A measurement of the program against something that should be the same.
struct ControlSession {
  fs::path folder;
  SessionPlan plan;
};

/// The launches of a calibration that is not complete, which the next one of the same plan goes on
/// with. Complete, they become those of calibration.json, and replace the ones before.
fs::path unfinished(const CalibrateOptions& options) {
  return fs::path(options.folder) / "unfinished";
}

fs::path launches_folder(const CalibrateOptions& options) {
  return fs::path(options.folder) / "launches";
}

fs::path calibration_file(const CalibrateOptions& options) {
  return fs::path(options.folder) / "calibration.json";
}

fs::path original_of(const std::string& program) {
  const fs::path original = find_program(program);
  if (fs::is_regular_file(original)) return original;
  throw Error(program + ": there is no such program; write its path after '--'");
}

fs::path copy_of(const CalibrateOptions& options) {
  return fs::absolute(unfinished(options) / "copy" / original_of(options.program).filename());
}

SessionPlan plan_of(const CalibrateOptions& options, const std::vector<std::string>& command,
                    std::vector<std::string> other, const std::string& origin) {
  SessionPlan plan;
  plan.commands = {command, std::move(other)};
  plan.origins = {"the command after '--'", origin};
  plan.launches = options.launches;
  plan.looks = planned_looks(options.launches, false);
  plan.filter = options.filter;
  return plan;
}

std::vector<ControlSession> sessions_of(const CalibrateOptions& options,
                                        const std::vector<std::string>& command) {
  const fs::path folder = unfinished(options);
  std::vector<std::string> copy = command;
  copy[0] = copy_of(options).string();
  std::vector<ControlSession> sessions = {
      {folder / "control", plan_of(options, command, copy, "its copy")}};
  for (const std::string& text : options.relinked) {
    const std::string origin = "--relinked " + text;
    const std::string name = "relinked-" + std::to_string(sessions.size());
    sessions.push_back(
        {folder / name, plan_of(options, command, split_command("--relinked", text), origin)});
  }
  return sessions;
}

/// The same bytes under another name. A program that looks for its files beside itself may not
/// start from there, and then says so.
void copy_program(const CalibrateOptions& options) {
  const fs::path original = original_of(options.program);
  const fs::path copy = copy_of(options);
  const auto is_copied = [&] {
    const std::string hash = program_sha256(original.string());
    return !hash.empty() && hash == program_sha256(copy.string());
  };
  if (is_copied()) return;
  std::error_code failure;
  fs::create_directories(copy.parent_path(), failure);
  if (!failure) fs::remove(copy, failure);
  if (!failure) fs::copy_file(original, copy, failure);
  if (failure) {
    throw Error(original.string() + ": cannot be copied to " + copy.string() + ": " +
                failure.message());
  }
  if (is_copied()) return;
  throw Error(copy.string() + ": is not what " + original.string() +
              " is, which changed while it was copied or cannot be read; calibrate again");
}

void announce(const std::string& text) {
  std::cerr << "reports: " << escape_terminal(text) << std::endl;
}

void say_what_begins(const CalibrateOptions& options) {
  if (fs::exists(unfinished(options) / "control" / "session.json")) {
    announce("goes on with the calibration in " + unfinished(options).string());
  } else if (fs::exists(calibration_file(options))) {
    announce("calibrates anew; " + calibration_file(options).string() +
             " stays as it is until that is complete");
  }
}

/// Whoever calibrates replaces launches of this name.
void expect_own_launches(const CalibrateOptions& options) {
  const fs::path launches = launches_folder(options);
  if (!fs::exists(launches) || fs::exists(calibration_file(options))) return;
  throw Error(launches.string() +
              ": is not of a calibration: there is no calibration.json beside it; choose another "
              "-o");
}

/// Starts each program before anything is measured. Nothing if a signal interrupted it.
std::optional<Pinning> pinning_of(const std::vector<ControlSession>& sessions,
                                  const std::string& cpus, ProcessRunner& runner) {
  std::vector<std::string> benchmarks;
  for (const ControlSession& session : sessions) {
    const auto listing = list_benchmarks(session.plan, runner);
    if (!listing) return std::nullopt;
    benchmarks.insert(benchmarks.end(), listing->benchmarks.begin(), listing->benchmarks.end());
  }
  LocalCpuAffinity affinity;
  return pin(cpus, benchmarks, affinity);
}

/// Returns false if a signal interrupted it.
bool measure(std::vector<ControlSession>& sessions, const std::string& cpus) {
  const HeldSignals held;
  const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
  LocalProcessRunner runner([&] { say_waiting(std::cerr, is_terminal); });
  const auto pinning = pinning_of(sessions, cpus, runner);
  if (!pinning) return false;
  const Machine machine = machine_of(LocalSurroundings().host());
  for (ControlSession& session : sessions) {
    session.plan.cpus = pinning->cpus;
    if (finished_launches(session.folder) < 2 * session.plan.launches) {
      announce("measures into " + session.folder.string() + ", " + pinning->text);
    }
    ProgressLine progress(std::cerr, is_terminal, std::chrono::steady_clock::now);
    const SessionEnd end =
        run_session(session.plan, session.folder, machine, runner, progress, [] { return false; });
    if (end == SessionEnd::interrupted) return false;
  }
  return true;
}

std::array<Run, 2> launches_of(const ControlSession& session) {
  return {read_launches(session.folder / "base"), read_launches(session.folder / "new")};
}

Parameters parameters_of(const CalibrateOptions& options) {
  Parameters parameters;
  parameters.margin = parse_margin(options.margin);
  return parameters;
}

Calibration judge(const std::vector<ControlSession>& sessions, const CalibrateOptions& options,
                  const std::vector<std::string>& command) {
  const std::array<Run, 2> control = launches_of(sessions[0]);
  std::vector<std::array<Run, 2>> relinked;
  for (std::size_t i = 1; i < sessions.size(); ++i) relinked.push_back(launches_of(sessions[i]));
  Calibration calibration = calibrate(control[0], control[1], relinked, parameters_of(options));
  calibration.command = shell_words(command);
  return calibration;
}

/// Wherever this is interrupted, the same command does it again: the launches are where they were
/// until the last step.
void keep(const Calibration& calibration, const CalibrateOptions& options) {
  write_file(calibration_file(options), render_calibration_json(calibration));
  fs::remove_all(launches_folder(options));
  fs::rename(unfinished(options), launches_folder(options));
}

ExitCode show(const Calibration& calibration, const CalibrateOptions& options) {
  std::cout << render_calibration_text(calibration);
  if (calibration.interleaved.judged == 0) return undecided;
  if (control_failure(calibration, Sampling::interleaved)) return failed;
  std::cout << "next: reports measure and compare find it in "
            << escape_terminal(calibration_file(options).string())
            << (options.folder == "calibration" ? "" : ", if --calibration names it") << "\n";
  return passed;
}

/// `rest` is what stands behind the program, and the '--' before it.
ExitCode calibrate_machine(const CalibrateOptions& options, std::vector<std::string> rest) {
  if (rest.empty() || rest[0] != "--") throw Error("calibrate: write the command after '--'");
  rest[0] = options.program;
  const int least_launches = static_cast<int>(parameters_of(options).least_launches);
  expect_whole_blocks(options.launches);
  std::vector<ControlSession> sessions = sessions_of(options, rest);
  expect_own_launches(options);
  if (options.launches < least_launches) {
    announce("warning: " + std::to_string(options.launches) +
             " launches a side are too few to judge: " + std::to_string(least_launches) +
             " are needed");
  }
  const FolderLock lock(options.folder);
  say_what_begins(options);
  copy_program(options);
  if (!measure(sessions, options.cpus)) {
    announce("interrupted; the same command goes on from here");
    return undecided;
  }
  const Calibration calibration = judge(sessions, options, rest);
  keep(calibration, options);
  return show(calibration, options);
}

}  // namespace

void add_calibrate_command(CLI::App& app, ExitCode& exit_code) {
  auto options = std::make_shared<CalibrateOptions>();
  CLI::App* command = app.add_subcommand(
      "calibrate", "How noisy this machine is: a benchmark program against its own copy");
  command->footer(
      "Usage: reports calibrate [OPTIONS] -- COMMAND...\n"
      "The same command goes on with one that was interrupted, and replaces one that is complete.\n"
      "Exits 2 for bad input or a failed launch, 1 if a program and its own copy were called\n"
      "different, 3 if nothing could be judged or when interrupted, else 0.");
  command->add_option("-o,--output", options->folder, "Folder of the launches [calibration]");
  command->add_option("--launches", options->launches, "Processes of each side, even [12]");
  command->add_option("--filter", options->filter, "Only benchmarks that this expression matches");
  command->add_option("--cpus", options->cpus,
                      "Where all run: 2,3 or 0-3 or all [the last CPU, unless they use threads]");
  command->add_option("--margin", options->margin, "That of the gate, or a smaller one [5%]");
  command
      ->add_option("--relinked", options->relinked,
                   "The same objects, linked in another order; repeatable")
      ->allow_extra_args(false)
      ->take_all();
  // As in run_command.cpp: CLI11 would look into a list of arguments.
  command->add_option("command", options->program, "The command, after '--'")->required();
  command->prefix_command();
  command->callback([command, options, &exit_code] {
    exit_code = calibrate_machine(*options, command->remaining());
  });
}

}  // namespace reports
