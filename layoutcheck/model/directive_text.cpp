// SPDX-License-Identifier: MIT
#include "layoutcheck/model/directive_text.h"

#include <algorithm>

namespace layoutcheck {
namespace {

constexpr std::string_view blanks = " \t\r\n\v\f";

std::string_view trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(blanks);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(blanks) - first + 1);
}

/// Without what makes it a comment: `//`, `///<`, `/* */`, `/** */`.
std::string_view inside(std::string_view comment) {
  if (comment.starts_with("/*") && comment.ends_with("*/") && comment.size() >= 4) {
    comment.remove_suffix(2);
  }
  comment.remove_prefix(std::min(comment.find_first_not_of("/*!<"), comment.size()));
  return trimmed(comment);
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

}  // namespace

std::optional<DirectiveText> read_directive(std::string_view comment) {
  constexpr std::string_view address = "layoutcheck:";
  const std::string_view text = inside(comment);
  if (!text.starts_with(address)) return std::nullopt;
  return Reader(text.substr(address.size())).read();
}

}  // namespace layoutcheck
