// SPDX-License-Identifier: MIT
#include "layoutcheck/render/xml_text.h"

#include <string_view>

#include <nlohmann/json.hpp>

namespace layoutcheck {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

/// JSON is written as valid UTF-8, whatever it is made of.
std::string valid_utf8(const std::string& text) {
  using nlohmann::json;
  return json::parse(json(text).dump(-1, ' ', false, json::error_handler_t::replace));
}

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

}  // namespace

std::string xml_text(const std::string& text) {
  std::string result;
  for (const std::string rest = valid_utf8(text); const char c : rest) {
    if (is_control(c))
      result += replacement;
    else
      result += c;
  }
  // U+FFFE and U+FFFF are no characters of XML either.
  for (const std::string_view banned : {"\xEF\xBF\xBE", "\xEF\xBF\xBF"}) {
    for (std::size_t at = 0; (at = result.find(banned, at)) != std::string::npos;) {
      result.replace(at, banned.size(), replacement);
    }
  }
  return result;
}

}  // namespace layoutcheck
