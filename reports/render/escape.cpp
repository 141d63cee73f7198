// SPDX-License-Identifier: MIT
#include "reports/render/escape.h"

#include <array>
#include <cstdint>
#include <cstdio>

namespace reports {
namespace {

struct CodePoint {
  std::uint32_t value = 0;
  std::size_t size_bytes = 0;  ///< 0: the bytes are not UTF-8
};

/// The first code point of `text`, which is not empty. Overlong forms and surrogates are refused
/// (RFC 3629 §3), since they hide a character from whoever looks for it.
CodePoint first_code_point(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  const std::size_t size = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  constexpr std::array<std::uint32_t, 5> smallest = {0, 0, 0x80, 0x800, 0x10000};
  if (lead < 0xc2 || lead > 0xf4 || text.size() < size) return {};

  std::uint32_t value = lead & (0x7fu >> size);
  for (const char next : text.substr(1, size - 1)) {
    const auto byte = static_cast<unsigned char>(next);
    if ((byte & 0xc0u) != 0x80u) return {};
    value = value << 6 | (byte & 0x3fu);
  }
  const bool surrogate = value >= 0xd800 && value <= 0xdfff;
  if (value < smallest[size] || value > 0x10ffff || surrogate) return {};
  return {value, size};
}

/// Control characters, the marks that change the direction or the place of other text (Unicode
/// Standard Annex #9, and the line separators), noncharacters, which XML cannot hold, and the
/// invisible alphabet of tags.
bool hides_text(std::uint32_t value) {
  return value < 0x20 || (value >= 0x7f && value < 0xa0) || value == 0x061c ||
         (value >= 0x200b && value <= 0x200f) || (value >= 0x2028 && value <= 0x202e) ||
         (value >= 0x2060 && value <= 0x206f) || value == 0xfeff || (value & 0xfffe) == 0xfffe ||
         (value >= 0xe0000 && value <= 0xe007f);
}

std::string hexadecimal(const char* format, std::uint32_t value) {
  std::array<char, 16> text{};
  std::snprintf(text.data(), text.size(), format, static_cast<unsigned>(value));
  return text.data();
}

}  // namespace

std::string escape_terminal(std::string_view text) {
  std::string safe;
  while (!text.empty()) {
    const CodePoint first = first_code_point(text);
    if (first.size_bytes == 0) {
      safe += hexadecimal("\\x%02x", static_cast<unsigned char>(text[0]));
    } else if (hides_text(first.value)) {
      safe += hexadecimal(first.value < 0x80 ? "\\x%02x" : "\\u%04x", first.value);
    } else {
      safe += text.substr(0, first.size_bytes);
    }
    text.remove_prefix(first.size_bytes == 0 ? 1 : first.size_bytes);
  }
  return safe;
}

std::string escape_markdown(std::string_view text) {
  std::string safe;
  for (const char character : escape_terminal(text)) {
    switch (character) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '@':
      case '#':
        // GitHub looks for @name and #1 in the result, where neither a backslash nor an entity
        // is left of them; a space of no width keeps them apart.
        safe += character;
        safe += "&#8203;";
        break;
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '|':
      case '~':
        safe += '\\';
        [[fallthrough]];
      default:
        safe += character;
    }
  }
  return safe;
}

std::string escape_workflow_message(std::string_view text) {
  std::string safe;
  for (const char character : escape_terminal(text)) {
    safe += character == '%' ? "%25" : std::string(1, character);
  }
  return safe;
}

std::string escape_workflow_property(std::string_view text) {
  std::string safe;
  for (const char character : escape_workflow_message(text)) {
    safe += character == ':' ? "%3A" : character == ',' ? "%2C" : std::string(1, character);
  }
  return safe;
}

}  // namespace reports
