// SPDX-License-Identifier: MIT
#include "reports/render/comparison_notes.h"

#include <algorithm>

#include "reports/render/comparison_summary.h"
#include "reports/render/escape.h"
#include "reports/render/text_columns.h"

namespace reports {
namespace {

constexpr std::ptrdiff_t lines_on_a_screen = 8;
constexpr std::size_t reason_columns = 300;

}  // namespace

std::string ComparisonNotes::mark(const BenchmarkComparison& row) {
  if (row.reason.empty()) return "";
  const auto [found, is_new] = places_.emplace(row.reason, notes_.size());
  if (is_new) notes_.push_back({row.reason, std::nullopt, 0});
  Note& note = notes_[found->second];
  if (row.launches_needed) {
    note.fewest_launches =
        std::min(note.fewest_launches.value_or(*row.launches_needed), *row.launches_needed);
    note.most_launches = std::max(note.most_launches, *row.launches_needed);
  }
  return "[" + std::to_string(found->second + 1) + "]";
}

std::string ComparisonNotes::text() const {
  std::string text;
  for (std::size_t i = 0; i < notes_.size(); ++i) {
    const Note& note = notes_[i];
    std::string line = "[" + std::to_string(i + 1) + "] " +
                       shortened(escape_terminal(note.reason), reason_columns);
    if (note.fewest_launches) {
      line += show_needed_launches(*note.fewest_launches, note.most_launches);
    }
    line = wrapped(line, 4);
    if (std::ranges::count(text + line, '\n') > lines_on_a_screen) {
      const std::string last =
          i + 1 < notes_.size() ? " to [" + std::to_string(notes_.size()) + "]" : "";
      return text + "[" + std::to_string(i + 1) + "]" + last + ": --format json has the rest\n";
    }
    text += line;
  }
  return text;
}

}  // namespace reports
