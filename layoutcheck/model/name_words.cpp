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

}  // namespace

std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> words(1);
  char before = '_';
  for (const char c : name) {
    if (is_upper(c) && is_lower(before)) words.emplace_back();
    if (is_upper(c))
      words.back() += static_cast<char>(c - 'A' + 'a');
    else if (is_lower(c))
      words.back() += c;
    else
      words.emplace_back();
    before = c;
  }
  std::erase(words, std::string());
  return words;
}

bool has_word(std::string_view name, std::string_view word) {
  const std::vector<std::string> words = words_of(name);
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool speaks_of_cache_line(std::string_view name) {
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
