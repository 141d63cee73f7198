// SPDX-License-Identifier: MIT
#include "layoutcheck/render/columns.h"

#include <algorithm>

namespace layoutcheck {
namespace {

bool continues_character(char byte) {
  return (byte & 0xC0) == 0x80;
}  // UTF-8

}  // namespace

std::string padded_left(const std::string& text, std::size_t columns) {
  return std::string(columns - std::min(columns, text.size()), ' ') + text;
}

std::string padded_right(const std::string& text, std::size_t columns) {
  return text + std::string(columns - std::min(columns, text.size()), ' ');
}

std::string elided(const std::string& text, std::size_t columns) {
  if (text.size() <= columns) return text;
  const std::string dots(std::min<std::size_t>(columns, 3), '.');
  const std::size_t kept = columns - dots.size();
  std::size_t head = kept - kept / 4;
  std::size_t tail = text.size() - kept / 4;
  while (head > 0 && continues_character(text[head])) --head;
  while (tail < text.size() && continues_character(text[tail])) ++tail;
  return text.substr(0, head) + dots + text.substr(tail);
}

std::string wrapped(const std::string& text, std::size_t indent) {
  std::string lines;
  std::string rest = text;
  while (rest.size() > kPageColumns) {
    const std::size_t blank = rest.rfind(' ', kPageColumns);
    if (blank == std::string::npos || blank <= indent) break;
    lines += rest.substr(0, blank) + '\n';
    rest = std::string(indent, ' ') + rest.substr(blank + 1);
  }
  return lines + rest + '\n';
}

std::string counted(std::uint64_t count, const std::string& noun) {
  return std::to_string(count) + ' ' + noun + (count == 1 ? "" : "s");
}

std::string size_in_words(std::uint64_t size_bits) {
  if (size_bits % 8 == 0) return counted(size_bits / 8, "byte");
  const std::string rest = counted(size_bits % 8, "bit");
  return size_bits < 8 ? rest : counted(size_bits / 8, "byte") + " and " + rest;
}

}  // namespace layoutcheck
