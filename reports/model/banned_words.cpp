// SPDX-License-Identifier: MIT
#include "reports/model/banned_words.h"

#include <algorithm>
#include <cctype>

namespace reports {
namespace {

constexpr std::string_view banned[] = {"optimal",    "perfect",   "zero risk", "no risk",
                                       "risk-free",  "risk free", "100%",      "100 %",
                                       "guaranteed", "flawless",  "excellent", "implicitly"};

}  // namespace

std::optional<std::string> banned_phrase(std::string_view text) {
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](unsigned char character) {
    return static_cast<char>(std::tolower(character));
  });
  for (const std::string_view phrase : banned) {
    if (lower.find(phrase) != std::string::npos) return std::string(phrase);
  }
  return std::nullopt;
}

}  // namespace reports
