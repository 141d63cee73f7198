// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "reports/model/comparison.h"

namespace reports {

/// Reasons below a table, each once, however many rows it explains.
class ComparisonNotes {
 public:
  /// "[1]", or nothing for a row without a reason.
  std::string mark(const BenchmarkComparison& row);

  /// The reasons of the rows marked so far, for a terminal: about nine lines at most.
  std::string text() const;

 private:
  struct Note {
    std::string reason;
    std::optional<int> fewest_launches;
    int most_launches = 0;
  };

  std::map<std::string, std::size_t> places_;
  std::vector<Note> notes_;
};

}  // namespace reports
