// SPDX-License-Identifier: MIT
#include "layoutcheck/model/directive_text.h"

#include <algorithm>
#include <cctype>
#include <iterator>

namespace layoutcheck {
namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// The lines of a comment without what makes them one: `//`, `///<`, `/* */`, a star in front.
std::vector<std::string_view> lines_of(std::string_view comment) {
  if (comment.starts_with("/*") && comment.ends_with("*/") && comment.size() >= 4) {
    comment.remove_suffix(2);
  }
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin <= comment.size();) {
    const std::size_t end = std::min(comment.find('\n', begin), comment.size());
    std::string_view line = trimmed(comment.substr(begin, end - begin));
    line.remove_prefix(std::min(line.find_first_not_of("/*!<"), line.size()));
    lines.push_back(trimmed(line));
    begin = end + 1;
  }
  return lines;
}

constexpr std::string_view address = "layoutcheck:";

/// People write the name as they like.
std::size_t find_address(std::string_view line) {
  const auto same = [](char a, char b) { return std::tolower(static_cast<unsigned char>(a)) == b; };
  const auto found = std::search(line.begin(), line.end(), address.begin(), address.end(), same);
  return found == line.end() ? std::string_view::npos
                             : static_cast<std::size_t>(found - line.begin());
}

bool is_word_character(char c) {
  return (c >= 'a' && c <= 'z') || c == '_';
}

class Reader {
 public:
  explicit Reader(std::string_view text) : rest_(text) {}

  DirectiveText read() {
    DirectiveText directive;
    skip_blanks();
    if (rest_.empty()) directive.problem = "it says nothing after 'layoutcheck:'";
    while (!rest_.empty() && directive.problem.empty()) {
      DirectiveWord word;
      directive.problem = read(word);
      directive.words.push_back(std::move(word));
      skip_blanks();
    }
    if (!directive.problem.empty()) directive.words.clear();
    return directive;
  }

 private:
  /// Returns what is wrong, or nothing.
  std::string read(DirectiveWord& word) {
    const auto end = std::find_if_not(rest_.begin(), rest_.end(), is_word_character);
    word.name.assign(rest_.begin(), end);
    rest_.remove_prefix(word.name.size());
    if (word.name.empty()) return "'" + std::string(rest_.substr(0, 20)) + "' is not a word";
    skip_blanks();
    return rest_.starts_with('(') ? read_arguments(word) : std::string();
  }

  std::string read_arguments(DirectiveWord& word) {
    for (;;) {
      rest_.remove_prefix(1);  // '(' or ','
      skip_blanks();
      std::string argument;
      std::string problem = rest_.starts_with('"') ? read_string(argument) : read_plain(argument);
      if (!problem.empty()) return problem;
      word.arguments.push_back(std::move(argument));
      skip_blanks();
      if (rest_.empty()) return "the ')' of '" + word.name + "' is missing";
      const char after = rest_.front();
      if (after == ',') continue;
      rest_.remove_prefix(1);
      if (after == ')') return {};
      return "between the arguments of '" + word.name + "' stands no comma";
    }
  }

  std::string read_string(std::string& argument) {
    for (std::size_t i = 1; i < rest_.size(); ++i) {
      if (rest_[i] == '"') {
        rest_.remove_prefix(i + 1);
        return {};
      }
      if (rest_[i] == '\\' && i + 1 < rest_.size()) ++i;
      argument += rest_[i];
    }
    return "a string is not closed";
  }

  std::string read_plain(std::string& argument) {
    const std::size_t end = std::min(rest_.find_first_of(",()\""), rest_.size());
    argument = trimmed(rest_.substr(0, end));
    rest_.remove_prefix(end);
    return argument.empty() ? "an argument is empty" : std::string();
  }

  void skip_blanks() {
    rest_.remove_prefix(std::min(rest_.find_first_not_of(blanks), rest_.size()));
  }

  std::string_view rest_;
};

/// Behind other text prose can follow the name as well: `see layoutcheck: it proves this`.
bool looks_like_a_directive(const DirectiveText& read) {
  return std::any_of(read.words.begin(), read.words.end(),
                     [](const DirectiveWord& word) { return !word.arguments.empty(); });
}

}  // namespace

std::optional<DirectiveText> read_directive(std::string_view comment) {
  std::optional<DirectiveText> directive;
  for (const std::string_view line : lines_of(comment)) {
    const std::size_t place = find_address(line);
    if (place == std::string_view::npos) continue;
    DirectiveText read = Reader(line.substr(place + address.size())).read();
    if (place > 0) {
      if (!looks_like_a_directive(read)) continue;
      read = {{}, "a directive begins its line, and this one stands behind other text"};
    }
    if (!directive) directive.emplace();
    std::move(read.words.begin(), read.words.end(), std::back_inserter(directive->words));
    if (directive->problem.empty()) directive->problem = std::move(read.problem);
  }
  if (directive && !directive->problem.empty()) directive->words.clear();
  return directive;
}

}  // namespace layoutcheck
