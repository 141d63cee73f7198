// SPDX-License-Identifier: MIT
#include "layoutcheck/confirm/record_name.h"

#include <string_view>
#include <utility>

namespace layoutcheck {
namespace {

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
}

/// Moves qualifiers behind what they qualify: `const char *` becomes `char const*`.
class QualifierMover {
 public:
  explicit QualifierMover(const std::string& text) : text_(text) {}

  /// A list of template arguments or parameters with its closing bracket, or at the top a name.
  std::string list() {
    std::string moved;
    while (!at_end()) {
      while (!at_end() && text_[at_] == ' ') ++at_;
      moved += argument();
      if (at_end()) break;
      moved += text_[at_++];
      if (moved.back() != ',') break;
    }
    return moved;
  }

 private:
  bool at_end() const { return at_ >= text_.size(); }
  bool at_any_of(std::string_view characters) const {
    return characters.find(text_[at_]) != std::string_view::npos;
  }

  std::string leading_qualifiers() {
    std::string qualifiers;
    for (bool found = true; found;) {
      found = false;
      for (const std::string_view word : {"const ", "volatile "}) {
        if (text_.compare(at_, word.size(), word) != 0) continue;
        qualifiers.append(" ").append(word.substr(0, word.size() - 1));
        at_ += word.size();
        found = true;
      }
    }
    return qualifiers;
  }

  std::string argument() {
    std::string qualifiers = leading_qualifiers();
    std::string moved;
    while (!at_end() && !at_any_of(",>)")) {
      if (at_any_of("*&([")) moved += std::exchange(qualifiers, "");
      const bool opens = at_any_of("<(");
      moved += text_[at_++];
      if (opens) moved += list();
    }
    return moved + qualifiers;
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

std::size_t closing_bracket(const std::string& name, std::size_t at) {
  for (int depth = 0; at < name.size(); ++at) {
    if (name[at] == '<') ++depth;
    if (name[at] == '>' && depth-- == 0) break;
  }
  return at;
}

}  // namespace

std::string normalized_name(std::string name) {
  static const std::pair<std::string_view, std::string_view> spellings[] = {
      {"long long unsigned int", "unsigned long long"},
      {"long long int", "long long"},
      {"long unsigned int", "unsigned long"},
      {"long int", "long"},
      {"short unsigned int", "unsigned short"},
      {"short int", "short"},
      {"__int128 unsigned", "unsigned __int128"},
      {"{anonymous}", "(anonymous namespace)"},
      {"(anonymous class)", "(anonymous struct)"},
      {"__cxx11::", ""},
      {"_V2::", ""},
  };
  for (const auto& [from, to] : spellings) replace_all(name, from, to);
  name = QualifierMover(name).list();
  replace_all(name, " ", "");
  const std::size_t lambda = name.rfind("<lambda(");
  if (lambda != std::string::npos) name.replace(lambda, std::string::npos, "(lambda)");
  return name;
}

bool same_but_for_defaults(const std::string& gcc, const std::string& clang) {
  std::size_t g = 0;
  for (std::size_t c = 0; c < clang.size(); ++c) {
    if (g >= gcc.size()) return false;
    // Where clang's list ends and g++'s goes on, the rest are defaults.
    const bool clang_list_ends = clang[c] == '>';
    if (clang_list_ends && (gcc[g] == ',' || clang[c - 1] == '<')) g = closing_bracket(gcc, g);
    if (g >= gcc.size() || gcc[g] != clang[c]) return false;
    ++g;
  }
  return g == gcc.size();
}

}  // namespace layoutcheck
