// SPDX-License-Identifier: MIT
#include "layoutcheck/diff_command.h"

#include <algorithm>
#include <filesystem>
#include <memory>

#include <CLI/CLI.hpp>

#include "layoutcheck/contracts/type_layouts.h"
#include "layoutcheck/error.h"
#include "layoutcheck/git_worktree.h"
#include "layoutcheck/ingest/read_layouts.h"
#include "layoutcheck/lock_file.h"
#include "layoutcheck/model/name_pattern.h"
#include "layoutcheck/output.h"
#include "layoutcheck/render/diff_json.h"
#include "layoutcheck/render/diff_markdown.h"
#include "layoutcheck/render/diff_text.h"
#include "layoutcheck/unit_selection.h"

namespace layoutcheck {
namespace {

struct DiffOptions {
  std::string before;
  std::string after;
  UnitOptions units;
  std::vector<std::string> formats;
};

enum class SideKind { json, lock, revision };

SideKind kind_of(const std::string& side) {
  if (!std::filesystem::is_regular_file(side)) {
    if (is_revision(side)) return SideKind::revision;
    throw Error(side + ": neither a file nor a revision that git knows; name two of either");
  }
  const std::string text = read_file(side);
  const std::size_t start = text.find_first_not_of(" \t\r\n");
  return start != std::string::npos && text[start] == '{' ? SideKind::json : SideKind::lock;
}

LayoutSet layouts_of(const LayoutLock& lock) {
  LayoutSet layouts{lock.file, {}};
  for (const auto& [triple, target] : lock.targets) {
    TargetLayouts& types = layouts.targets[triple];
    types.line_bytes = target.line_bytes;
    for (const auto& [name, locked] : target.types) types.types.push_back(locked.layout);
  }
  return layouts;
}

/// What exists in the revision; a unit that came later is no gap.
UnitSelection selection_in(const GitWorktree& worktree, const UnitSelection& selection,
                           const UnitOptions& options, std::vector<std::string>& notes) {
  UnitSelection there = selection;
  if (options.config_file.empty()) there.config = worktree.config(selection.config);
  there.commands.clear();
  for (const CompileCommand& command : selection.commands) {
    CompileCommand mapped = worktree.mapped(command, options.build_directory);
    if (std::filesystem::exists(mapped.file))
      there.commands.push_back(std::move(mapped));
    else
      notes.push_back("has no " + worktree.without_worktree(mapped.file));
  }
  return there;
}

LayoutSet layouts_of_revision(const std::string& revision, const UnitSelection& selection,
                              const UnitOptions& options) {
  const GitWorktree worktree(revision);
  LayoutSet layouts{revision, {}};
  const UnitSelection there = selection_in(worktree, selection, options, layouts.notes);
  if (there.commands.empty()) return layouts;
  const Program program = read_program(there, options);
  for (const Unit& unit : program.units) {
    if (!unit.parsed) {
      layouts.gaps.push_back(worktree.without_worktree(unit.file + ": " + unit.reason));
    }
  }
  for (const std::string& warning : program.warnings) {
    layouts.notes.push_back(worktree.without_worktree(warning));
  }
  if (program.target.triple.empty()) return layouts;
  TargetLayouts& target = layouts.targets[program.target.triple];
  target.line_bytes = program.target.line_sizes.front();
  target.types = type_layouts(program, bind(program, there.config.contracts),
                              select_records(program, selection.type_patterns));
  for (TypeLayout& type : target.types) type.name = worktree.without_worktree(type.name);
  return layouts;
}

void keep_wanted(LayoutSet& layouts, const std::vector<std::string>& patterns) {
  if (patterns.empty()) return;
  for (auto& [triple, target] : layouts.targets) {
    std::erase_if(target.types,
                  [&](const TypeLayout& type) { return !matches_any(patterns, type.name); });
  }
}

LayoutSet layouts_of_file(const std::string& file, SideKind kind, const DiffOptions& options) {
  const std::string text = read_file(file);
  LayoutSet layouts =
      kind == SideKind::json ? read_layouts(text, file) : layouts_of(read_lock(text, file));
  keep_wanted(layouts, options.units.names);
  return layouts;
}

LayoutDiff diff_of(const DiffOptions& options) {
  const SideKind kind = kind_of(options.before);
  if (kind != kind_of(options.after)) {
    throw Error(options.before + " and " + options.after +
                " are of two kinds; name two JSON files, two locks or two revisions");
  }
  if (kind == SideKind::revision) {
    const UnitSelection selection = select_units(options.units);
    return compare(layouts_of_revision(options.before, selection, options.units),
                   layouts_of_revision(options.after, selection, options.units));
  }
  if (options.units.flags || !options.units.build_directory.empty()) {
    throw Error("-p and flags after -- are for revisions, and these are files; leave them out");
  }
  return compare(layouts_of_file(options.before, kind, options),
                 layouts_of_file(options.after, kind, options));
}

std::string render_diff(const Output& output, const LayoutDiff& diff) {
  if (output.format == "json") return diff_json(diff);
  if (output.format == "markdown") return diff_markdown(diff);
  return diff_text(diff);
}

int diff_layouts(const DiffOptions& options) {
  const std::vector<Output> outputs = parse_outputs(options.formats, {"text", "markdown", "json"});
  const LayoutDiff diff = diff_of(options);
  for (const Output& output : outputs) write_output(output, render_diff(output, diff));
  if (!diff.gaps.empty() || diff.types() == 0) return 3;
  return diff.differs() ? 1 : 0;
}

}  // namespace

void add_diff_command(CLI::App& program, const std::optional<std::vector<std::string>>& flags,
                      int& exit_code) {
  const auto options = std::make_shared<DiffOptions>();
  options->units.flags = flags;
  CLI::App& command = *program.add_subcommand("diff", "show how layouts differ");
  command.footer(
      "Exit code 3 if a unit could not be read or no type was compared, for then what differs may\n"
      "be a gap; else 1 if a layout differs; else 0.");
  command
      .add_option("before", options->before,
                  "JSON of dump or check, a layout.lock, or a revision of git")
      ->type_name("A")
      ->required();
  command.add_option("after", options->after, "another of the same kind")
      ->type_name("B")
      ->required();
  add_unit_options(command, options->units);
  command
      .add_option("--format", options->formats,
                  "text, markdown or json, to a file with =FILE; repeatable")
      ->type_name("FORMAT[=FILE]")
      ->allow_extra_args(false);
  command.callback([options, &exit_code] { exit_code = diff_layouts(*options); });
}

}  // namespace layoutcheck
