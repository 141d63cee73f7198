// SPDX-License-Identifier: MIT
#include "reports/ingest/json_document.h"

#include <algorithm>
#include <array>
#include <set>
#include <vector>

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

/// Whether a string stops being one at the last byte: by a control character, or by a byte that
/// does not go on with the UTF-8 before it.
bool is_no_text(std::string_view bytes) {
  const auto is_control = [](char byte) { return static_cast<unsigned char>(byte) < ' '; };
  const auto is_beyond_ascii = [](char byte) { return static_cast<unsigned char>(byte) > '~'; };
  const std::string_view last = bytes.substr(bytes.size() - std::min<std::size_t>(bytes.size(), 2));
  return is_control(bytes.back()) || std::any_of(last.begin(), last.end(), is_beyond_ascii);
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
  throw Error(file + ": not JSON from " + place + " on" +
              (is_no_text(bytes.substr(0, byte + 1))
                   ? ", where a name holds a control character or is no UTF-8; rename it"
                   : "; this must be what " + std::string(writer) + " writes"));
}

/// Refuses what the parser takes: nesting without end, and a key that an object has twice, of which
/// it would keep the last.
class Restrictions {
 public:
  Restrictions(const std::string& file, std::string_view writer) : file_(file), writer_(writer) {}

  void see(int depth, nlohmann::json::parse_event_t event, const nlohmann::json& value) {
    using Event = nlohmann::json::parse_event_t;
    if (depth > most_nested_values) {
      refuse("nests more than " + std::to_string(most_nested_values) + " values");
    }
    if (event == Event::object_start) keys_.emplace_back();
    if (event == Event::object_end) keys_.pop_back();
    if (event != Event::key) return;
    const auto& key = value.get_ref<const std::string&>();
    if (!keys_.back().insert(key).second) refuse("has \"" + key + "\" twice in one object");
  }

 private:
  [[noreturn]] void refuse(const std::string& what) const {
    throw Error(file_ + ": " + what + "; this must be what " + std::string(writer_) + " writes");
  }

  const std::string& file_;
  std::string_view writer_;
  std::vector<std::set<std::string>> keys_;  ///< of the objects that are open
};

}  // namespace

nlohmann::json parse_json(std::string bytes, const std::string& file, std::string_view writer) {
  if (bytes.find_first_not_of(" \t\r\n") == std::string::npos) {
    throw Error(file +
                ": is empty: the program that should have written it did not finish, or the disk "
                "is full; run it again");
  }
  blank_non_numbers(bytes);
  Restrictions restrictions(file, writer);
  const auto see = [&](int depth, nlohmann::json::parse_event_t event,
                       const nlohmann::json& value) {
    restrictions.see(depth, event, value);
    return true;
  };
  try {
    return nlohmann::json::parse(bytes, see);
  } catch (const nlohmann::json::parse_error& error) {
    throw_damaged(file, bytes, error, writer);
  } catch (const nlohmann::json::out_of_range&) {
    throw Error(file + ": holds a number that is too large for any measurement; run it again");
  }
}

}  // namespace reports
