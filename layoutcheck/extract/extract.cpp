// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/extract.h"

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

}  // namespace

Program extract(const std::vector<CompileCommand>& commands) {
  Program program;
  for (const CompileCommand& command : commands) {
    Program unit = read_unit(command);
    const bool parsed = unit.units.front().parsed;
    const bool fits = program.target.triple.empty() || program.target == unit.target;
    merge(program, parsed && !fits ? refused(program, unit) : std::move(unit));
  }
  return program;
}

}  // namespace layoutcheck
