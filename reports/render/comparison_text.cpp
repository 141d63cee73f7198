// SPDX-License-Identifier: MIT
#include "reports/render/comparison_text.h"

#include <algorithm>
#include <vector>

#include "reports/render/comparison_summary.h"
#include "reports/render/comparison_table.h"
#include "reports/render/control_text.h"
#include "reports/render/escape.h"
#include "reports/render/quantity.h"
#include "reports/render/text_columns.h"

namespace reports {
namespace {

constexpr std::ptrdiff_t warning_lines_on_a_screen = 8;
constexpr std::size_t warning_columns = 300;
constexpr std::size_t path_columns = 160;
constexpr std::size_t fact_columns = 60;

std::string side_line(std::string_view name, const ComparedSide& side, std::size_t processes) {
  std::string line = std::string(name) + shortened(escape_terminal(side.path), path_columns) + ": ";
  if (side.launches > 0 || processes == 0) {
    line += show_count(side.launches, "launch", "launches");
  }
  if (processes > 0) {
    line += (side.launches > 0 ? ", " : "") + std::string("instructions of ") +
            show_count(processes, "process", "processes");
  }
  if (side.machine.commit) {
    line += ", commit " + shortened(escape_terminal(*side.machine.commit), fact_columns);
  }
  return wrapped(line, 6);
}

std::string machine_line(const Comparison& comparison) {
  if (comparison.base.launches + comparison.candidate.launches == 0) return "";
  std::string known;
  std::string unknown;
  for (const MachineFact& fact : machine_facts()) {
    if (fact.difference != Difference::forbids_verdict) continue;
    const auto& base = comparison.base.machine.*fact.value;
    const bool alike = base && base == comparison.candidate.machine.*fact.value;
    std::string& list = alike ? known : unknown;
    list += (list.empty() ? "" : ", ") + std::string(fact.name);
    if (alike && fact.name != "caches") {
      list += " " + shortened(escape_terminal(*base), fact_columns);
    }
  }
  return wrapped("alike " + (known.empty() ? "in nothing that is known" : known) +
                     (unknown.empty() ? "" : "; not known to be alike: " + unknown),
                 6);
}

std::string warning_lines(const Comparison& comparison) {
  const std::vector<std::string> warnings = show_warnings(comparison);
  std::string text;
  for (std::size_t i = 0; i < warnings.size(); ++i) {
    const std::string line =
        wrapped(shortened("warning: " + escape_terminal(warnings[i]), warning_columns), 4);
    if (std::ranges::count(text + line, '\n') > warning_lines_on_a_screen) {
      const std::size_t left = warnings.size() - i;
      return text + "warning: " + std::to_string(left) + " more, which --format json lists\n";
    }
    text += line;
  }
  return text;
}

std::string noise_line(const Comparison& comparison) {
  if (std::ranges::none_of(comparison.benchmarks, is_time)) return "";
  const std::string control = escape_terminal(show_control(comparison));
  return wrapped("noise " + shortened(control, warning_columns), 6);
}

/// A command is broken where a shell lets it be.
std::string step_lines(const NextStep& step) {
  std::string text = wrapped("next: " + step.text, 6);
  for (std::size_t i = 0; i < step.command.size(); ++i) {
    const bool is_last = i + 1 == step.command.size();
    text += std::string(i == 0 ? 6 : 10, ' ') + escape_terminal(step.command[i]) +
            (is_last ? "\n" : " \\\n");
  }
  return text;
}

}  // namespace

std::string render_comparison_text(const Comparison& comparison) {
  const auto [base, candidate] = count_processes(comparison);
  std::string text = side_line("BASE  ", comparison.base, base) +
                     side_line("NEW   ", comparison.candidate, candidate) +
                     machine_line(comparison) + wrapped("rule  " + show_rule(comparison), 6) +
                     noise_line(comparison) + "\n";
  text += show_table(comparison) + warning_lines(comparison);
  text += wrapped(std::string(words(comparison.verdict)) + ": " + show_counts(comparison), 4);
  for (const NextStep& step : next_steps(comparison)) text += step_lines(step);
  return text;
}

}  // namespace reports
