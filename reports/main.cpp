// SPDX-License-Identifier: MIT
//
// The program `reports`: finds the command, runs it, and turns what it throws into one line.
//
// To add a command: 1. write <name>_command.h and .cpp with one function that adds a subcommand
// whose callback sets the exit code; 2. name it in `commands` and in CMakeLists.txt; 3. add its
// command lines and exit codes to tests/.

#include <CLI/CLI.hpp>
#include <exception>
#include <initializer_list>
#include <iostream>

#include "reports/calibrate_command.h"
#include "reports/compare_command.h"
#include "reports/exit_code.h"
#include "reports/measure_command.h"
#include "reports/render/escape.h"
#include "reports/run_command.h"
#include "reports/sanity_command.h"
#include "reports/verify_command.h"

namespace reports {
namespace {

using AddCommand = void (*)(CLI::App& app, ExitCode& exit_code);
const std::initializer_list<AddCommand> commands = {
    add_calibrate_command, add_compare_command, add_measure_command,
    add_run_command,       add_sanity_command,  add_verify_command,
};

ExitCode complain(std::string_view message) {
  std::cerr << "reports: " << escape_terminal(message) << '\n';
  return unusable;
}

ExitCode run(int argc, char** argv) {
  CLI::App app{"Compares benchmark runs, and writes the sanity-verification report.", "reports"};
  app.set_version_flag("--version", "reports " REPORTS_VERSION);
  app.require_subcommand(1);
  ExitCode exit_code = passed;
  for (const AddCommand add : commands) add(app, exit_code);

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& stop) {
    if (stop.get_exit_code() == 0) return app.exit(stop), passed;  // --help, --version
    return complain(std::string(stop.what()) + "; see 'reports --help'");
  }
  return exit_code;
}

}  // namespace
}  // namespace reports

int main(int argc, char** argv) {
  try {
    return reports::run(argc, argv);
  } catch (const std::exception& error) {
    return reports::complain(error.what());
  }
}
