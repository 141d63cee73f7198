// SPDX-License-Identifier: MIT
#include "layoutcheck/lock_command.h"

#include <algorithm>
#include <iostream>
#include <memory>
#include <set>

#include <CLI/CLI.hpp>

#include "layoutcheck/contracts/type_layouts.h"
#include "layoutcheck/error.h"
#include "layoutcheck/lock/refresh.h"
#include "layoutcheck/lock_file.h"
#include "layoutcheck/output.h"
#include "layoutcheck/unit_selection.h"

namespace layoutcheck {
namespace {

struct LockOptions {
  UnitOptions units;
  std::string file;
  std::string mode;
  std::string reason;
};

std::set<std::string> locked_names(const LayoutLock& lock) {
  std::set<std::string> names;
  for (const auto& [triple, target] : lock.targets) {
    for (const auto& [name, locked] : target.types) names.insert(name);
  }
  return names;
}

std::vector<const Record*> records_to_lock(const Program& program, const UnitSelection& selection,
                                           const LayoutLock& lock) {
  const std::set<std::string> names = locked_names(lock);
  if (!selection.type_patterns.empty() || names.empty()) {
    return select_records(program, selection.type_patterns);
  }
  std::vector<const Record*> records;
  for (const Record& record : program.records) {
    if (names.contains(record.name)) records.push_back(&record);
  }
  return records;
}

/// Drops the entries of types that no longer exist. Only a run that read everything knows.
std::vector<std::string> drop_vanished(LayoutLock& lock, const Program& program,
                                       const UnitSelection& selection) {
  std::vector<std::string> dropped;
  const bool knows_all =
      selection.extent == Extent::whole && selection.type_patterns.empty() && all_parsed(program);
  const auto target = lock.targets.find(program.target.triple);
  if (!knows_all || target == lock.targets.end()) return dropped;
  std::set<std::string> existing;
  for (const Record& record : program.records) existing.insert(record.name);
  for (const SkippedRecord& skipped : program.skipped) existing.insert(skipped.name);
  std::erase_if(target->second.types, [&](const auto& entry) {
    const bool gone = !existing.contains(entry.first);
    if (gone) dropped.push_back(entry.first);
    return gone;
  });
  return dropped;
}

void print(const std::string& what, const std::vector<std::string>& names) {
  for (const std::string& name : names) std::cout << what << ' ' << name << '\n';
}

void print_lock_result(const Refresh& refreshed, const std::vector<std::string>& dropped,
                       const std::string& file) {
  print("locked", refreshed.added);
  print("refreshed", refreshed.changed);
  print("dropped", dropped);
  std::cout << "wrote " << file << ": " << refreshed.added.size() << " new, "
            << refreshed.changed.size() << " changed, " << refreshed.unchanged.size()
            << " unchanged, " << dropped.size() << " dropped\n";
}

RefreshRequest request_of(const LockOptions& options, const Program& program,
                          const UnitSelection& selection) {
  RefreshRequest request;
  request.triple = program.target.triple;
  if (!program.target.line_sizes.empty()) request.line_bytes = program.target.line_sizes.front();
  request.reason = options.reason;
  const std::optional<LockMode> mode = lock_mode(options.mode);
  if (mode) request.mode_of_new = *mode;
  if (!selection.type_patterns.empty()) request.mode_of_all = mode;
  return request;
}

void report_ambiguous(const Refresh& refreshed) {
  for (const std::string& name : refreshed.ambiguous) {
    std::cerr << "layoutcheck: " << name << " has two layouts in this run, and is not locked; "
              << "name the one file that is meant\n";
  }
}

/// The lock that is named, the nearest, or a new one here.
std::string file_of(const LockOptions& options) {
  if (!options.file.empty()) return options.file;
  const std::string nearest = nearest_lock();
  return nearest.empty() ? lock_name : nearest;
}

int lock_types(const LockOptions& options) {
  const std::string file = file_of(options);
  const bool exists = std::filesystem::exists(file);
  if (exists && options.reason.empty()) {
    throw Error(file + " exists; say why it changes with --reason TEXT");
  }
  LayoutLock lock = exists ? *find_lock(file) : LayoutLock{file, {}};
  const UnitSelection selection = select_units(options.units);
  const Program program = read_program(selection, options.units);
  report_problems(program);

  const auto records = records_to_lock(program, selection, lock);
  const Refresh refreshed =
      refresh(lock, type_layouts(program, bind(program, selection.config.contracts), records),
              request_of(options, program, selection));
  report_ambiguous(refreshed);
  const std::vector<std::string> dropped = drop_vanished(lock, program, selection);
  if (locked_names(lock).empty() || (records.empty() && dropped.empty())) {
    std::cerr << "layoutcheck: no type to lock; " << file << " is what it was\n";
    return 3;
  }
  write_output({"", file}, write_lock(lock));
  print_lock_result(refreshed, dropped, file);
  return all_parsed(program) && refreshed.ambiguous.empty() ? 0 : 3;
}

}  // namespace

void add_lock_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                      int& exit_code) {
  const auto options = std::make_shared<LockOptions>();
  options->units.flags = flags;
  CLI::App& command =
      *program.add_subcommand("lock", "keep layouts in layout.lock, so that check sees changes");
  add_unit_options(command, options->units);
  command.add_option("-o", options->file, "the lock, instead of the nearest layout.lock")
      ->type_name("FILE");
  command
      .add_option("--mode", options->mode,
                  "what must stay of types that are named or new: members (default) and their "
                  "groups, no-grow of size and lines, order of fields, or exact offsets")
      ->type_name("members|no-grow|order|exact")
      ->check(CLI::IsMember({"members", "no-grow", "order", "exact"}));
  command.add_option("--reason", options->reason, "why the lock changes; it is kept there")
      ->type_name("TEXT");
  command.callback([options, &exit_code] { exit_code = lock_types(*options); });
}

}  // namespace layoutcheck
