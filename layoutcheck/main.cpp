// SPDX-License-Identifier: MIT
//
// To add a command: write <name>_command.{h,cpp} in the manner of dump_command, and add it below.

#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "layoutcheck/check_command.h"
#include "layoutcheck/confirm_command.h"
#include "layoutcheck/diff_command.h"
#include "layoutcheck/doctor_command.h"
#include "layoutcheck/dump_command.h"
#include "layoutcheck/emit_asserts_command.h"
#include "layoutcheck/error.h"
#include "layoutcheck/init_command.h"
#include "layoutcheck/lock_command.h"
#include "layoutcheck/render/columns.h"
#include "layoutcheck/rules_commands.h"

namespace {

/// Help that fits the page. CLI11 indents each line of a description.
class HelpFormatter : public CLI::Formatter {
 public:
  std::string make_option_desc(const CLI::Option* option) const override {
    return folded(option->get_description());
  }

  std::string make_subcommand(const CLI::App* command) const override {
    std::ostringstream text;
    CLI::detail::format_help(text, command->get_name(), folded(command->get_description()),
                             get_column_width());
    return text.str();
  }

 private:
  std::string folded(const std::string& description) const {
    const std::size_t columns = layoutcheck::kPageColumns - get_column_width();
    std::string lines, rest = description;
    while (rest.size() > columns) {
      const std::size_t blank = rest.rfind(' ', columns);
      if (blank == std::string::npos) break;
      lines += rest.substr(0, blank) + '\n';
      rest = rest.substr(blank + 1);
    }
    return lines + rest;
  }
};

int run(std::vector<std::string> arguments) {
  // What follows `--` is for the compiler; CLI11 must not see it.
  std::optional<std::vector<std::string>> flags;
  const auto dashes = std::find(arguments.begin(), arguments.end(), "--");
  if (dashes != arguments.end()) flags.emplace(dashes + 1, arguments.end());
  arguments.erase(dashes, arguments.end());

  CLI::App program(
      "Shows where the fields of C and C++ types lie, and proves what can share a "
      "cache line.",
      "layoutcheck");
  program.formatter(std::make_shared<HelpFormatter>());
  program.set_version_flag("--version", "layoutcheck " LAYOUTCHECK_VERSION);
  program.require_subcommand(0, 1);
  int exit_code = 0;
  layoutcheck::add_check_command(program, flags, exit_code);
  layoutcheck::add_confirm_command(program, flags, exit_code);
  layoutcheck::add_diff_command(program, flags, exit_code);
  layoutcheck::add_doctor_command(program, flags, exit_code);
  layoutcheck::add_dump_command(program, flags, exit_code);
  layoutcheck::add_emit_asserts_command(program, flags, exit_code);
  layoutcheck::add_init_command(program, flags, exit_code);
  layoutcheck::add_lock_command(program, flags, exit_code);
  layoutcheck::add_rules_commands(program);
  try {
    std::reverse(arguments.begin(), arguments.end());  // CLI11 takes them from the back
    program.parse(std::move(arguments));
  } catch (const CLI::Success& asked) {  // --help, --version
    return program.exit(asked);
  } catch (const CLI::ParseError& error) {
    throw layoutcheck::Error(std::string(error.what()) + "; see layoutcheck --help");
  }
  if (program.get_subcommands().empty()) {
    throw layoutcheck::Error("no command; see layoutcheck --help");
  }
  return exit_code;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::exception& error) {
    std::cerr << "layoutcheck: " << error.what() << '\n';
    return 2;
  }
}
