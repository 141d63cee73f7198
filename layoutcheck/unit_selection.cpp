// SPDX-License-Identifier: MIT
#include "layoutcheck/unit_selection.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <thread>
#include <tuple>

#include <CLI/CLI.hpp>

#include "layoutcheck/error.h"
#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/extract/source_path.h"
#include "layoutcheck/model/name_pattern.h"

namespace layoutcheck {
namespace {

constexpr std::array kSourceSuffixes = {".c", ".cc", ".cpp", ".cxx", ".c++", ".C"};
constexpr std::array kHeaderSuffixes = {".h", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp"};

bool ends_as(const std::string& name, const auto& suffixes) {
  const std::string suffix = std::filesystem::path(name).extension().string();
  return std::find(suffixes.begin(), suffixes.end(), suffix) != suffixes.end();
}

bool is_file(const std::string& name) {
  return ends_as(name, kSourceSuffixes) || ends_as(name, kHeaderSuffixes) ||
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

void add_source_options(CLI::App& command, UnitOptions& options) {
  command
      .add_option("names", options.names, "types and files; a type may be a glob: 'net::Ring<*>'")
      ->type_name("TYPE|FILE");
  command
      .add_option("-p", options.build_directory,
                  "read compile_commands.json in this build directory; -- FLAGS instead of it "
                  "compiles the files with FLAGS")
      ->type_name("BUILD_DIR");
  command.add_option("-j,--jobs", options.jobs, "read so many units at a time (all cores)")
      ->type_name("N")
      ->check(CLI::Range(1, 1024));
}

void add_unit_options(CLI::App& command, UnitOptions& options) {
  add_source_options(command, options);
  command
      .add_option("--line-size", options.line_sizes,
                  "cache line size in bytes, instead of the target's own; repeatable")
      ->type_name("N")
      ->allow_extra_args(false);
  command
      .add_option("--config", options.config_file,
                  "read this configuration, and not the nearest .layoutcheck here or above")
      ->type_name("FILE");
}

UnitSelection select_units(const UnitOptions& options) {
  UnitSelection selection;
  std::vector<std::string> files;
  for (const std::string& name : options.names) {
    if (!options.build_directory.empty() && ends_as(name, kHeaderSuffixes)) {
      selection.headers.push_back(source_path("", name));
    } else {
      (is_file(name) ? files : selection.type_patterns).push_back(name);
    }
  }
  selection.commands = commands_for(options, files);
  if (!files.empty()) selection.extent = Extent::part;
  const std::string config = options.config_file.empty() ? find_config(".") : options.config_file;
  if (!config.empty()) selection.config = read_config_file(config);
  return selection;
}

Program read_program(const UnitSelection& selection, const UnitOptions& options,
                     const UnitFilter& matters) {
  std::vector<std::uint64_t> line_sizes = checked_line_sizes(options.line_sizes);
  const unsigned cores = std::max(std::thread::hardware_concurrency(), 1u);
  Program program = extract(selection.commands, options.jobs == 0 ? cores : options.jobs, matters);
  if (line_sizes.empty()) line_sizes = selection.config.line_sizes_for(program.target.triple);
  if (!line_sizes.empty()) program.target.line_sizes = line_sizes;
  return program;
}

RuleSelection selected_rules(const Config& config) {
  RuleSelection rules;
  for (const auto& [entry, location] : config.checks) {
    const std::string wrong = rules.change(entry);
    if (!wrong.empty()) {
      throw Error(location.file + ":" + std::to_string(location.line) + ": " + wrong);
    }
  }
  return rules;
}

std::vector<const Record*> select_records(const Program& program,
                                          const std::vector<std::string>& type_patterns) {
  std::vector<const Record*> selected;
  for (const Record& record : program.records) {
    const bool wanted = type_patterns.empty() ? !record.in_system_header && !record.anonymous
                                              : matches_any(type_patterns, record.name);
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

std::vector<const Record*> select_records(const Program& program, const UnitSelection& selection) {
  const auto& headers = selection.headers;
  const bool all_of_headers = !headers.empty() && selection.type_patterns.empty();
  std::vector<const Record*> selected = all_of_headers
                                            ? select_records(program, std::vector<std::string>{"*"})
                                            : select_records(program, selection.type_patterns);
  std::erase_if(selected, [&](const Record* record) {
    const bool elsewhere =
        std::find(headers.begin(), headers.end(), record->location.file) == headers.end();
    return !headers.empty() && (elsewhere || (all_of_headers && record->anonymous));
  });
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
