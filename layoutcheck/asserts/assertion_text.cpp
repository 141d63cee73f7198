// SPDX-License-Identifier: MIT
#include "layoutcheck/asserts/assertion_text.h"

namespace layoutcheck {
namespace {

std::string string_literal(const std::string& text) {
  std::string literal = "\"";
  for (const char character : text) {
    if (character == '"' || character == '\\') literal += '\\';
    literal += character;
  }
  return literal + '"';
}

}  // namespace

std::string assertion_text(const Assertion& assertion, Language language, std::size_t number) {
  const std::string expected = std::to_string(assertion.expected_bytes);
  const std::string message = string_literal(assertion.message);
  if (language == Language::c) {
    return "_Static_assert(" + assertion.expression + " == " + expected + ", " + message + ");\n";
  }
  const std::string name = "layout_" + std::to_string(number);
  return "template <std::size_t Bytes> struct " + name + " { static_assert(Bytes == " + expected +
         ", " + message + "); };\ntemplate struct " + name + '<' + assertion.expression + ">;\n";
}

}  // namespace layoutcheck
