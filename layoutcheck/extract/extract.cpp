// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/extract.h"

#include <algorithm>
#include <atomic>
#include <future>
#include <thread>
#include <utility>

#include "layoutcheck/extract/unit_reader.h"

namespace layoutcheck {
namespace {

/// What is left of a unit that is for another target than the program.
Program refused(const Program& program, const Program& unit) {
  Program rest;
  rest.units.push_back({unit.units.front().file, false,
                        "it is for " + unit.target.triple + " and the units before it for " +
                            program.target.triple + "; check each target in a run of its own"});
  return rest;
}

void add(Program& program, Program&& unit) {
  const bool parsed = unit.units.front().parsed;
  const bool fits = program.target.triple.empty() || program.target == unit.target;
  merge(program, parsed && !fits ? refused(program, unit) : std::move(unit));
}

Program read_if_it_matters(const CompileCommand& command, const UnitFilter& matters) {
  if (!matters) return read_unit(command);
  std::vector<std::string> files;
  Program unit = read_unit(command, &files);
  if (!unit.units.front().parsed || matters(files)) return unit;
  Program rest;
  rest.target = std::move(unit.target);
  rest.units = std::move(unit.units);
  return rest;
}

using ReadUnit = std::packaged_task<Program()>;

/// Runs tasks in their order until none is left.
void run_next_of(std::vector<ReadUnit>& tasks, std::atomic<std::size_t>& next) {
  for (std::size_t i = next++; i < tasks.size(); i = next++) tasks[i]();
}

}  // namespace

Program extract(const std::vector<CompileCommand>& commands, unsigned jobs,
                const UnitFilter& matters) {
  std::vector<ReadUnit> tasks;
  for (const CompileCommand& command : commands) {
    tasks.emplace_back([&] { return read_if_it_matters(command, matters); });
  }
  std::vector<std::future<Program>> units;
  for (ReadUnit& task : tasks) units.push_back(task.get_future());

  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> readers;
  const std::size_t count = std::min<std::size_t>(std::max(jobs, 1u), commands.size());
  for (std::size_t i = 0; i < count; ++i) {
    readers.emplace_back([&] { run_next_of(tasks, next); });
  }
  Program program;
  for (std::future<Program>& unit : units) add(program, unit.get());
  return program;
}

}  // namespace layoutcheck
