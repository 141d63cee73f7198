// SPDX-License-Identifier: MIT
#include "reports/render/planted_defects_text.h"

#include <algorithm>

#include "reports/render/escape.h"
#include "reports/render/quantity.h"
#include "reports/render/text_columns.h"

namespace reports {
namespace {

std::string names_line(const std::string& label, const std::vector<std::string>& names) {
  if (names.empty()) return "";
  std::string line = "    " + label + ":";
  for (const std::string& name : names) line += " " + escape_terminal(name);
  return wrapped(line, 6);
}

/// ", by 15 % to 24 %" for what has a size.
std::string show_size(const PlantedDefect& defect) {
  if (defect.most <= 0) return "";
  const std::string least = show_percent(defect.least);
  const std::string most = show_percent(defect.most);
  return ", by " + (least == most ? least : least + " to " + most);
}

std::string defect_lines(const PlantedDefect& defect) {
  std::string line = "  " + left_aligned(defect.what, 32);
  if (defect.planted == 0) {
    line += "shows nothing: all " + std::to_string(defect.idle) + " fail the gate undamaged";
    return wrapped(line, 4);
  }
  line += std::to_string(defect.failed) + " of " + std::to_string(defect.planted) +
          " fail the gate" + show_size(defect);
  if (defect.named < defect.failed) {
    line += ", " + std::to_string(defect.failed - defect.named) + " of them as INCONCLUSIVE only";
  }
  if (defect.idle > 0) {
    line += "; " + std::to_string(defect.idle) + " more fail undamaged, and show nothing";
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
  if (std::none_of(defects.begin(), defects.end(),
                   [](const auto& defect) { return defect.planted > 0; })) {
    return text + "INCONCLUSIVE: every row fails the gate already, so that defects show nothing\n";
  }
  if (any(&PlantedDefect::excused)) return text + "PASSED: what is not allowed fails this gate\n";
  return text + "PASSED: each of them fails this gate\n";
}

}  // namespace reports
