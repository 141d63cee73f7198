// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <string_view>

namespace reports {

/// Whether `text` can name a check or a piece of evidence, and so a file: letters, digits, '.',
/// '_' and '-', beginning with a letter or digit.
inline bool is_identifier(std::string_view text) {
  const auto alphanumeric = [](char character) {
    return (character >= 'a' && character <= 'z') || (character >= 'A' && character <= 'Z') ||
           (character >= '0' && character <= '9');
  };
  return !text.empty() && alphanumeric(text[0]) &&
         std::all_of(text.begin(), text.end(), [&](char character) {
           return alphanumeric(character) || character == '.' || character == '_' ||
                  character == '-';
         });
}

}  // namespace reports
