// SPDX-License-Identifier: MIT
#include "layoutcheck/model/name_words.h"

#include <algorithm>

namespace layoutcheck {
namespace {

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}
bool is_lower(char c) {
  return c >= 'a' && c <= 'z';
}

char lowered(char c) {
  return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Whether the letters stand in the name at all: quickly told, and rarely so.
bool has_letters(std::string_view name, std::string_view letters) {
  const auto same = [](char c, char letter) { return lowered(c) == letter; };
  return std::search(name.begin(), name.end(), letters.begin(), letters.end(), same) != name.end();
}

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  char before = '_';
  for (const char c : name) {
    if (is_upper(c) && is_lower(before)) words.emplace_back();
    if (is_upper(c) || is_lower(c))
      words.back() += lowered(c);
    else
      words.emplace_back();
    before = c;
  }
  std::erase(words, std::string());
  return words;
}

bool has_word(std::string_view name, std::string_view word) {
  if (!has_letters(name, word)) return false;
  const std::vector<std::string> words = words_of(name);
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool speaks_of_cache_line(std::string_view name) {
  if (!has_letters(name, "cache")) return false;
  const std::vector<std::string> words = words_of(name);
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool cache = words[i] == "cache" && i + 1 < words.size();
    if (words[i] == "cacheline" || (cache && words[i + 1] == "line")) return true;
  }
  return false;
}

std::string_view unqualified(std::string_view record_name) {
  std::string_view name = record_name;
  if (name.ends_with('>')) {
    std::size_t depth = 0;
    std::size_t at = name.size();
    do {
      --at;
      if (name[at] == '>') ++depth;
      if (name[at] == '<') --depth;
    } while (depth > 0 && at > 0);
    name = name.substr(0, at);
  }
  const std::size_t scope = name.rfind("::");
  return scope == std::string_view::npos ? name : name.substr(scope + 2);
}

}  // namespace layoutcheck
