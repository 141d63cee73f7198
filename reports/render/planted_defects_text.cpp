// SPDX-License-Identifier: MIT
#include "reports/render/planted_defects_text.h"

#include <algorithm>

#include "reports/render/escape.h"
#include "reports/render/text_columns.h"

namespace reports {
namespace {

std::string names_line(const std::string& label, const std::vector<std::string>& names) {
  if (names.empty()) return "";
  std::string line = "    " + label + ":";
  for (const std::string& name : names) line += " " + escape_terminal(name);
  return wrapped(line, 6);
}

std::string defect_lines(const PlantedDefect& defect) {
  std::string line = "  " + left_aligned(defect.what, 32) + std::to_string(defect.failed) + " of " +
                     std::to_string(defect.planted) + " fail the gate";
  if (defect.named < defect.failed) {
    line += ", " + std::to_string(defect.failed - defect.named) + " of them as INCONCLUSIVE only";
  }
  return wrapped(line, 4) + names_line("passed, as --allow says", defect.excused) +
         names_line("MISSED", defect.missed);
}

}  // namespace

std::string render_planted_defects_text(const std::vector<PlantedDefect>& defects) {
  std::string text = "planted into NEW, in memory, one at a time:\n";
  for (const PlantedDefect& defect : defects) text += defect_lines(defect);
  const auto any = [&](const std::vector<std::string> PlantedDefect::*names) {
    return std::any_of(defects.begin(), defects.end(),
                       [&](const auto& defect) { return !(defect.*names).empty(); });
  };
  if (any(&PlantedDefect::missed)) return text + "FAILED: this gate lets defects pass\n";
  if (any(&PlantedDefect::excused)) return text + "PASSED: what is not allowed fails this gate\n";
  return text + "PASSED: each of them fails this gate\n";
}

}  // namespace reports
