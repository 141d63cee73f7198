// SPDX-License-Identifier: MIT
#include "layoutcheck/render/summary.h"

#include "layoutcheck/render/columns.h"

namespace layoutcheck {
namespace {

/// Absent where nothing is locked.
std::string locks_text(const Coverage& coverage) {
  if (coverage.locks() == 0) return {};
  const std::string of = coverage.lock_file.empty() ? "" : " of " + coverage.lock_file;
  return "; " + counted(coverage.locks(), "lock") + of + ": " +
         std::to_string(coverage.locks_held) + " held, " + std::to_string(coverage.locks_broken) +
         " broken, " + std::to_string(coverage.locks_not_checked) + " not checked";
}

}  // namespace

std::string unknown_type_in_words(const std::string& name) {
  return "no type and no global variable that was read is called '" + name + "'";
}

std::string advice_if_nothing_matched(const CheckResult& result) {
  const Coverage& coverage = result.coverage;
  if (coverage.contracts() + coverage.locks() > 0) return {};
  if (coverage.checked_types == 0) {
    return "no type found: none that was asked for; '*' as type asks for the system's own too\n";
  }
  return "no contract found: say what may share a line, with the macros of "
         "layoutcheck/annotations.h\nor in .layoutcheck; layoutcheck init writes a first one\n";
}

std::string summary(const Program& program, const CheckResult& result) {
  const Coverage& coverage = result.coverage;
  return "checked " + counted(coverage.contracts(), "contract") + ", " +
         counted(coverage.checked_types, "type") + ", " +
         counted(program.target.triple.empty() ? 0 : 1, "target") + ": " +
         std::to_string(coverage.proved) + " proved, " + std::to_string(coverage.violated) +
         " violated, " + std::to_string(coverage.unknown) + " unknown, " +
         std::to_string(coverage.not_checked) + " not checked" + locks_text(coverage) + '\n';
}

}  // namespace layoutcheck
