// SPDX-License-Identifier: MIT
#include "reports/render/control_text.h"

#include <algorithm>

#include "reports/render/escape.h"
#include "reports/render/quantity.h"
#include "reports/render/text_columns.h"

namespace reports {
namespace {

constexpr std::size_t name_columns = 48;

/// "0 of 12 identical benchmarks called different".
std::string show_alarms(const IdenticalPrograms& control) {
  return std::to_string(control.alarms.size()) + " of " +
         show_count(control.judged, "identical benchmark", "identical benchmarks") +
         " called different";
}

/// ": identical programs may differ by 0.4 % to 2.1 % here" over the rows for which that counts.
std::string show_noise(const Comparison& comparison) {
  std::vector<double> noise;
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    if (row.noise) noise.push_back(*row.noise);
  }
  if (noise.empty()) return "";
  const auto [least, most] = std::ranges::minmax(noise);
  const std::string range =
      show_percent(least) == show_percent(most) ? "" : " to " + show_percent(most);
  return ": identical programs may differ by " + show_percent(least) + range + " here";
}

/// "(--calibration none): nothing shows ..." reads on from a word before it.
std::string show_waiver(const std::string& reason) {
  const std::size_t end = std::min(reason.find(": "), reason.size());
  return reason.empty() ? "" : " (" + reason.substr(0, end) + ")" + reason.substr(end);
}

std::string floor_line(std::string name, const std::vector<std::string>& cells) {
  std::string line;
  if (columns_of(name) > name_columns) {
    line = shortened(name, screen_columns) + "\n";
    name = "";
  }
  line += left_aligned(name, name_columns);
  for (const std::string& cell : cells) line += " " + right_aligned(cell, 12);
  return line + "\n";
}

std::string verdict_of(const Calibration& calibration) {
  const std::string judged = std::to_string(calibration.interleaved.judged) + " of " +
                             std::to_string(calibration.benchmarks) + " benchmarks judged";
  if (const auto failure = control_failure(calibration, Sampling::interleaved)) {
    const bool is_failure = calibration.interleaved.judged > 0;
    return (is_failure ? "FAILED: " : "INCONCLUSIVE: ") + escape_terminal(*failure) + "; " + judged;
  }
  if (const auto failure = control_failure(calibration, Sampling::stored_sets)) {
    return "PASSED for what measure takes in turn; FAILED for stored sets: " +
           escape_terminal(*failure) + "; " + judged;
  }
  return "PASSED: identical programs were called different nowhere; " + judged;
}

}  // namespace

std::string render_calibration_text(const Calibration& calibration) {
  std::string text =
      wrapped("control of " + escape_terminal(calibration.command) + ", measured on " +
                  escape_terminal(calibration.date) + ", " +
                  show_count(static_cast<std::size_t>(calibration.launches), "launch", "launches") +
                  " a side",
              4) +
      "\n" +
      floor_line("noise floor (95 % of identical programs)",
                 {"interleaved", "stored sets", "relinked"});
  for (const NoiseFloor& floor : calibration.floors) {
    const std::string layout = calibration.relinked > 0 ? show_percent(floor.layout) : "-";
    text += floor_line(escape_terminal(floor.benchmark),
                       {show_percent(floor.interleaved), show_percent(floor.stored_sets), layout});
  }
  text +=
      "\n" + wrapped("false alarms at a margin of " + show_percent(calibration.margin) +
                         ": taken in turn " + show_alarms(calibration.interleaved) +
                         "; earlier against later launches " + show_alarms(calibration.stored_sets),
                     4);
  return text + wrapped(verdict_of(calibration), 4);
}

std::string show_control(const Comparison& comparison) {
  const Control& control = comparison.control;
  if (control.state == ControlState::waived) return "not measured" + show_waiver(control.reason);
  if (!control.is_armed()) return "the gate is DISARMED: " + control.reason;
  const Calibration& calibration = *control.calibration;
  return "calibrated on " + calibration.date + show_noise(comparison) + "; " +
         show_alarms(calibration.by(comparison.sampling));
}

}  // namespace reports
