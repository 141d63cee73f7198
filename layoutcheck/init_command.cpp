// SPDX-License-Identifier: MIT
#include "layoutcheck/init_command.h"

#include <filesystem>
#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>

#include "layoutcheck/error.h"
#include "layoutcheck/output.h"
#include "layoutcheck/render/columns.h"
#include "layoutcheck/render/config_text.h"
#include "layoutcheck/unit_selection.h"

namespace layoutcheck {
namespace {

struct InitOptions {
  UnitOptions units;
  std::string file = ".layoutcheck";
};

int init(const InitOptions& options) {
  if (std::filesystem::exists(options.file)) {
    throw Error(options.file + ": is there already; name another file with -o, and compare them");
  }
  const UnitSelection selection = select_units(options.units);
  const Program program = read_program(selection, options.units);
  const Bindings bindings = bind(program, selection.config.contracts, Extent::part);
  const std::vector<ImpliedContract> contracts = implied_contracts(program, bindings);

  report_problems(program);
  if (contracts.empty()) {
    std::cerr << "layoutcheck: nothing written: no type that declares nothing yet separates its "
                 "fields by pads or alignment; the README shows a configuration\n";
    return 3;
  }
  write_output({"text", options.file}, config_text(contracts));
  std::cout << "wrote " << options.file << " with " << counted(contracts.size(), "contract")
            << "; rename the groups, then run layoutcheck check\n";
  return all_parsed(program) ? 0 : 3;
}

}  // namespace

void add_init_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                      int& exit_code) {
  const auto options = std::make_shared<InitOptions>();
  options->units.flags = flags;
  CLI::App& command = *program.add_subcommand(
      "init", "write a first .layoutcheck from what the code already pads and aligns");
  add_unit_options(command, options->units);
  command.add_option("-o", options->file, "write this file")
      ->type_name("FILE")
      ->capture_default_str();
  command.callback([options, &exit_code] { exit_code = init(*options); });
}

}  // namespace layoutcheck
