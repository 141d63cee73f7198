// SPDX-License-Identifier: MIT
#include "reports/ingest/session_place.h"

#include <charconv>

#include "reports/model/error.h"
#include "reports/model/looks.h"

namespace reports {
namespace {

/// Every value of --benchmark_context is a text.
std::string text_at(const nlohmann::json& context, const char* key) {
  const auto found = context.find(key);
  return found != context.end() && found->is_string() ? found->get<std::string>() : "";
}

/// From 1 on; 0 for everything else.
int place_at(const nlohmann::json& context, const char* key) {
  const std::string text = text_at(context, key);
  int number = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failure == std::errc{} && end == text.data() + text.size() && number > 0 ? number : 0;
}

bool is_looks(const std::string& text) {
  try {
    parse_looks(text);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

std::optional<SessionPlace> session_place_of(const nlohmann::json& context, const std::string& file,
                                             std::vector<Warning>& warnings) {
  bool says_something = false;
  for (const char* key : {"measure_session", "measure_block", "measure_turn", "measure_looks"}) {
    says_something = says_something || context.contains(key);
  }
  if (!says_something) return std::nullopt;

  SessionPlace place{text_at(context, "measure_session"), place_at(context, "measure_block"),
                     place_at(context, "measure_turn"), text_at(context, "measure_looks")};
  if (!place.session.empty() && place.block > 0 && place.turn > 0 && is_looks(place.looks)) {
    return place;
  }
  warnings.push_back({file +
                      ": its measure_session, measure_block, measure_turn and measure_looks are "
                      "not as reports measure writes them, so that it counts as not interleaved"});
  return std::nullopt;
}

}  // namespace reports
