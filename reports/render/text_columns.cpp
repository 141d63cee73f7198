// SPDX-License-Identifier: MIT
#include "reports/render/text_columns.h"

#include <algorithm>

namespace reports {
namespace {

std::string spaces_up_to(std::size_t columns, std::string_view text) {
  const std::size_t taken = columns_of(text);
  return std::string(taken < columns ? columns - taken : 0, ' ');
}

bool continues_a_character(char byte) {
  return (static_cast<unsigned char>(byte) & 0xc0u) == 0x80u;
}

/// Where the character begins that has so many before it.
std::size_t place_of(std::string_view text, std::size_t characters) {
  std::size_t place = 0;
  while (place < text.size() && (characters > 0 || continues_a_character(text[place]))) {
    if (!continues_a_character(text[place])) --characters;
    ++place;
  }
  return place;
}

}  // namespace

std::size_t columns_of(std::string_view text) {
  return text.size() -
         static_cast<std::size_t>(std::count_if(text.begin(), text.end(), continues_a_character));
}

std::string left_aligned(std::string_view text, std::size_t columns) {
  return std::string(text) + spaces_up_to(columns, text);
}

std::string right_aligned(std::string_view text, std::size_t columns) {
  return spaces_up_to(columns, text) + std::string(text);
}

std::string shortened(std::string_view text, std::size_t columns, std::string_view gap) {
  const std::size_t taken = columns_of(text);
  if (taken <= columns) return std::string(text);
  const std::size_t kept = columns - std::min(columns, columns_of(gap));
  const std::size_t tail = kept / 2;
  return std::string(text.substr(0, place_of(text, kept - tail))) + std::string(gap) +
         std::string(text.substr(place_of(text, taken - tail)));
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
    const std::string whole_or_cut = shortened(word, screen_columns - column);
    lines += whole_or_cut;
    column += columns_of(whole_or_cut);
  }
  return lines + '\n';
}

}  // namespace reports
