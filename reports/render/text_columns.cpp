// SPDX-License-Identifier: MIT
#include "reports/render/text_columns.h"

#include <algorithm>

namespace reports {
namespace {

std::string spaces_up_to(std::size_t columns, std::string_view text) {
  const std::size_t taken = columns_of(text);
  return std::string(taken < columns ? columns - taken : 0, ' ');
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xc0u) != 0x80u;  // not a continuation
  }));
}

std::string left_aligned(std::string_view text, std::size_t columns) {
  return std::string(text) + spaces_up_to(columns, text);
}

std::string right_aligned(std::string_view text, std::size_t columns) {
  return spaces_up_to(columns, text) + std::string(text);
}

std::string wrapped(std::string_view text, std::size_t indent) {
  std::string lines;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' ', 1), text.size());
    std::string_view word = text.substr(0, space);
    text.remove_prefix(space);
    if (column > 0 && column + columns_of(word) > screen_columns) {
      lines += '\n' + std::string(indent, ' ');
      column = indent;
      word.remove_prefix(word.front() == ' ' ? 1 : 0);
    }
    lines += word;
    column += columns_of(word);
  }
  return lines + '\n';
}

}  // namespace reports
