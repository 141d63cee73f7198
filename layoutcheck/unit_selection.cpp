// SPDX-License-Identifier: MIT
#include "layoutcheck/unit_selection.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <tuple>

#include <CLI/CLI.hpp>

#include "layoutcheck/error.h"
#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/model/name_pattern.h"

namespace layoutcheck {
namespace {

constexpr std::array kSourceSuffixes = {".c",  ".cc",  ".cpp", ".cxx", ".c++", ".C",  ".h",
                                        ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp"};

bool is_file(const std::string& name) {
  const std::string suffix = std::filesystem::path(name).extension().string();
  return std::find(kSourceSuffixes.begin(), kSourceSuffixes.end(), suffix) !=
             kSourceSuffixes.end() ||
         std::filesystem::is_regular_file(name);
}

std::vector<std::uint64_t> checked_line_sizes(std::vector<std::uint64_t> sizes) {
  for (const std::uint64_t size : sizes) {
    if (size < 8 || size > 4096 || (size & (size - 1)) != 0) {
      throw Error("--line-size " + std::to_string(size) +
                  ": not a line size; give a power of two from 8 to 4096");
    }
  }
  std::sort(sizes.begin(), sizes.end());
  sizes.erase(std::unique(sizes.begin(), sizes.end()), sizes.end());
  return sizes;
}

std::vector<CompileCommand> commands_for(const UnitOptions& options,
                                         const std::vector<std::string>& files) {
  if (options.flags && !options.build_directory.empty()) {
    throw Error("both -p and flags after --; give one of them");
  }
  if (!options.flags) {
    if (options.build_directory.empty()) {
      throw Error("no compiler flags; name a build directory with -p, or give flags after --");
    }
    return read_compile_commands(options.build_directory, files);
  }
  if (files.empty()) throw Error("flags after -- but no source file before it; name one");
  std::vector<CompileCommand> commands;
  for (const std::string& file : files) {
    commands.push_back(command_with_flags(file, *options.flags));
  }
  return commands;
}

}  // namespace

void add_unit_options(CLI::App& command, UnitOptions& options) {
  command
      .add_option("names", options.names, "types and files; a type may be a glob: 'net::Ring<*>'")
      ->type_name("TYPE|FILE");
  command
      .add_option("-p", options.build_directory,
                  "read compile_commands.json in this build directory; -- FLAGS instead of it "
                  "compiles the files with FLAGS")
      ->type_name("BUILD_DIR");
  command
      .add_option("--line-size", options.line_sizes,
                  "cache line size in bytes, instead of the target's own; repeatable")
      ->type_name("N")
      ->allow_extra_args(false);
}

UnitSelection select_units(const UnitOptions& options) {
  UnitSelection selection;
  std::vector<std::string> files;
  for (const std::string& name : options.names) {
    (is_file(name) ? files : selection.type_patterns).push_back(name);
  }
  selection.all_units = files.empty();
  selection.commands = commands_for(options, files);
  return selection;
}

Program read_program(const UnitSelection& selection, const UnitOptions& options) {
  const std::vector<std::uint64_t> line_sizes = checked_line_sizes(options.line_sizes);
  Program program = extract(selection.commands);
  if (!line_sizes.empty()) program.target.line_sizes = line_sizes;
  return program;
}

std::vector<const Record*> select_records(const Program& program,
                                          const std::vector<std::string>& type_patterns) {
  std::vector<const Record*> selected;
  for (const Record& record : program.records) {
    const bool wanted =
        type_patterns.empty()
            ? !record.in_system_header && !record.anonymous
            : std::any_of(type_patterns.begin(), type_patterns.end(),
                          [&](const auto& pattern) { return name_matches(pattern, record.name); });
    if (wanted) selected.push_back(&record);
  }
  const auto key = [](const Record* record) {
    return std::tie(record->location.file, record->location.line, record->location.column,
                    record->name);
  };
  std::stable_sort(selected.begin(), selected.end(),
                   [&](const Record* a, const Record* b) { return key(a) < key(b); });
  return selected;
}

void report_problems(const Program& program) {
  for (const std::string& warning : program.warnings) {
    std::cerr << "layoutcheck: warning: " << warning << '\n';
  }
  for (const Unit& unit : program.units) {
    if (!unit.parsed)
      std::cerr << "layoutcheck: cannot read " << unit.file << ": " << unit.reason << '\n';
  }
}

}  // namespace layoutcheck
