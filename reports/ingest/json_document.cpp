// SPDX-License-Identifier: MIT
#include "reports/ingest/json_document.h"

#include <algorithm>
#include <array>

#include "reports/model/error.h"

namespace reports {
namespace {

/// Far beyond every format that is read here, and far below what a stack can bear.
constexpr int most_nested_values = 100;

/// Overwrites NaN and Infinity outside strings by `""` and spaces, so that every other byte stays
/// where it was and positions in Errors remain true.
void blank_non_numbers(std::string& bytes) {
  constexpr std::array<std::string_view, 4> words = {"-Infinity", "Infinity", "-NaN", "NaN"};
  bool in_string = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '"') in_string = !in_string;
    if (in_string) {
      if (bytes[i] == '\\') ++i;
      continue;
    }
    for (const std::string_view word : words) {
      if (std::string_view(bytes).substr(i, word.size()) != word) continue;
      bytes.replace(i, word.size(), "\"\"" + std::string(word.size() - 2, ' '));
      i += word.size() - 1;
      break;
    }
  }
}

[[noreturn]] void throw_damaged(const std::string& file, std::string_view bytes,
                                const nlohmann::json::parse_error& error, std::string_view writer) {
  const std::size_t byte = std::min(error.byte == 0 ? 0 : error.byte - 1, bytes.size());
  const auto line =
      1 + std::count(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(byte), '\n');
  const std::string place = "line " + std::to_string(line) + ", byte " + std::to_string(byte + 1);
  if (byte == bytes.size()) {
    throw Error(file + ": cut off at " + place +
                ": the program that wrote it did not finish; run it again");
  }
  throw Error(file + ": not JSON from " + place + " on; this must be what " + std::string(writer) +
              " writes");
}

}  // namespace

nlohmann::json parse_json(std::string bytes, const std::string& file, std::string_view writer) {
  if (bytes.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error(file +
                ": is empty: the program that should have written it did not finish; run it again");
  }
  blank_non_numbers(bytes);
  const auto refuse_depth = [&](int depth, nlohmann::json::parse_event_t, const nlohmann::json&) {
    if (depth <= most_nested_values) return true;
    throw Error(file + ": nests more than " + std::to_string(most_nested_values) +
                " values; this must be what " + std::string(writer) + " writes");
  };
  try {
    return nlohmann::json::parse(bytes, refuse_depth);
  } catch (const nlohmann::json::parse_error& error) {
    throw_damaged(file, bytes, error, writer);
  } catch (const nlohmann::json::out_of_range&) {
    throw Error(file + ": holds a number that is too large for any measurement; run it again");
  }
}

}  // namespace reports
