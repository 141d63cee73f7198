// SPDX-License-Identifier: MIT
#include "reports/model/looks.h"

#include <charconv>

#include "reports/model/error.h"

namespace reports {
namespace {

/// Reads a number off the front of `text`; false if there is none.
template <typename Number>
bool take(std::string_view& text, Number& number) {
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (failure != std::errc{}) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return true;
}

bool take(std::string_view& text, char expected) {
  if (!text.starts_with(expected)) return false;
  text.remove_prefix(1);
  return true;
}

}  // namespace

std::string show_looks(const std::vector<Look>& looks) {
  std::string text;
  for (const Look& look : looks) {
    char share[32];
    const auto end = std::to_chars(std::begin(share), std::end(share), look.share).ptr;
    if (!text.empty()) text += '+';
    text += std::to_string(look.blocks) + "x" + std::string(share, end);
  }
  return text;
}

std::vector<Look> parse_looks(std::string_view text) {
  constexpr double rounding = 1e-9;
  const std::string whole(text);
  std::vector<Look> looks;
  int blocks_before = 0;
  double spent = 0;
  do {
    Look& look = looks.emplace_back();
    const bool is_look = take(text, look.blocks) && take(text, 'x') && take(text, look.share);
    if (!is_look || look.blocks <= blocks_before || !(look.share > 0)) {
      throw Error("measure_looks '" + whole + "': not as in 4x0.2+6x0.8, BLOCKSxSHARE in order");
    }
    blocks_before = look.blocks;
    spent += look.share;
  } while (take(text, '+'));
  if (!text.empty() || spent > 1 + rounding) {
    throw Error("measure_looks '" + whole +
                "': the shares must add up to 1 at most, and end there");
  }
  return looks;
}

}  // namespace reports
