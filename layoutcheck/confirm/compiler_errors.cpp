// SPDX-License-Identifier: MIT
#include "layoutcheck/confirm/compiler_errors.h"

#include <charconv>
#include <sstream>
#include <string_view>

namespace layoutcheck {
namespace {

constexpr std::string_view kInstantiation = "::layout_";

std::size_t number_at(const std::string& text, std::size_t at) {
  std::size_t number = 0;
  if (at <= text.size()) std::from_chars(text.data() + at, text.data() + text.size(), number);
  return number;
}

/// "…::layout_9<56>": assertion 9 found 56. Both compilers name the instantiation that failed.
void read_value(std::map<std::size_t, std::string>& values, const std::string& line) {
  const std::size_t at = line.find(kInstantiation);
  if (at == std::string::npos) return;
  const std::size_t open = line.find('<', at), close = line.find('>', at);
  if (open == std::string::npos || close == std::string::npos || close < open) return;
  values[number_at(line, at + kInstantiation.size())] = line.substr(open + 1, close - open - 1);
}

/// "FILE:LINE:COLUMN: error: message"
CompilerError read_error(const std::string& line, std::size_t word, const std::string& file_name) {
  CompilerError error;
  const std::size_t place = line.find(file_name + ':');
  if (place < word) error.line = number_at(line, place + file_name.size() + 1);
  error.assertion = line.find("static assertion failed", word) != std::string::npos ||
                    line.find("static_assert failed", word) != std::string::npos;
  error.message = line.substr(line.find(": ", word) + 2);
  return error;
}

}  // namespace

CompilerErrors parse_compiler_errors(const std::string& text, const std::string& file_name) {
  CompilerErrors found;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) {
    read_value(found.values, line);
    const std::size_t word = line.find("error: ");
    if (word != std::string::npos) found.errors.push_back(read_error(line, word, file_name));
  }
  return found;
}

}  // namespace layoutcheck
