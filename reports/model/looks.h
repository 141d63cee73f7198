// SPDX-License-Identifier: MIT
//
// When an interleaved session may look at its numbers and stop.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace reports {

/// A look after so many blocks may claim a difference with p <= share * rate. The shares of all
/// looks of a session add up to 1 at most, so that, by Boole's inequality, a session with several
/// looks claims no more falsely than one with a single look, wherever it stops.
struct Look {
  int blocks = 0;
  double share = 1;

  friend bool operator==(const Look&, const Look&) = default;
};

/// "4x0.2+6x0.8": two looks. The form has neither a comma nor an equals sign, which
/// --benchmark_context keeps for itself.
std::string show_looks(const std::vector<Look>& looks);

/// Reads what show_looks() writes. Throws Error if it is anything else, if the blocks do not grow,
/// or if the shares add up to more than 1.
std::vector<Look> parse_looks(std::string_view text);

}  // namespace reports
