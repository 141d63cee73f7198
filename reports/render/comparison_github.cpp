// SPDX-License-Identifier: MIT
#include "reports/render/comparison_github.h"

#include <vector>

#include "reports/render/comparison_summary.h"
#include "reports/render/control_text.h"
#include "reports/render/escape.h"
#include "reports/render/row_order.h"

namespace reports {
namespace {

constexpr std::size_t shown_of_a_step = 10;  // of each level, by GitHub

struct Annotation {
  std::string title;
  std::string message;
};

std::string line_of(std::string_view level, const Annotation& annotation) {
  return "::" + std::string(level) + " title=" + escape_workflow_property(annotation.title) +
         "::" + escape_workflow_message(annotation.message) + "\n";
}

/// All of them, or the first and how many more there are.
std::string lines_of(std::string_view level, std::vector<Annotation> annotations) {
  if (annotations.size() > shown_of_a_step) {
    const std::size_t left = annotations.size() - (shown_of_a_step - 1);
    annotations.resize(shown_of_a_step - 1);
    annotations.push_back(
        {"and " + std::to_string(left) + " more", "see the job summary or --format json"});
  }
  std::string text;
  for (const Annotation& annotation : annotations) text += line_of(level, annotation);
  return text;
}

std::vector<Annotation> errors_of(const Comparison& comparison) {
  std::vector<Annotation> errors;
  if (is_disarmed(comparison)) {
    errors.push_back({std::string(words(comparison.verdict)), show_control(comparison)});
  }
  for (const auto* row : most_telling_first(comparison)) {
    if (!fails_the_gate(*row) || is_held_back(comparison, *row)) continue;
    errors.push_back({std::string(words(row->verdict)) + " " + row->name, show_measurement(*row)});
  }
  return errors;
}

std::vector<Annotation> warnings_of(const Comparison& comparison) {
  std::vector<Annotation> warnings;
  if (comparison.control.state == ControlState::waived) {
    warnings.push_back({"no control", show_control(comparison)});
  }
  for (const auto* row : most_telling_first(comparison)) {
    if (!fails_the_gate(*row) || !is_held_back(comparison, *row)) continue;
    warnings.push_back(
        {"disarmed " + row->name, show_verdict(comparison, *row) + ": " + show_measurement(*row)});
  }
  for (const std::string& text : show_warnings(comparison)) warnings.push_back({"doubtful", text});
  return warnings;
}

}  // namespace

std::string render_comparison_github(const Comparison& comparison) {
  return lines_of("error", errors_of(comparison)) + lines_of("warning", warnings_of(comparison)) +
         line_of("notice", {std::string(words(comparison.verdict)), show_counts(comparison)});
}

}  // namespace reports
