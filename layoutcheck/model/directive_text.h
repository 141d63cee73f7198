// SPDX-License-Identifier: MIT
//
// The text of a comment directive. The words and their arguments are those of annotations.h, in
// lower case and without LAYOUT_:
//
//   std::atomic<int> tail;  // layoutcheck: written_by(producer) read_by(consumer)
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace layoutcheck {

/// One word with its arguments; a string argument is without its quotes.
struct DirectiveWord {
  std::string name;
  std::vector<std::string> arguments;

  friend bool operator==(const DirectiveWord&, const DirectiveWord&) = default;
};

struct DirectiveText {
  std::vector<DirectiveWord> words;
  std::string problem;  ///< why the text cannot be read; empty if it can, and then there are words
};

/// Reads a comment, its slashes and stars included. Nothing if it does not speak to layoutcheck:
/// then a line of it begins with `layoutcheck:`.
std::optional<DirectiveText> read_directive(std::string_view comment);

}  // namespace layoutcheck
