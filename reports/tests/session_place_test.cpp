// SPDX-License-Identifier: MIT
#include "reports/ingest/session_place.h"

#include <catch2/catch.hpp>

namespace reports {
namespace {

const nlohmann::json good = {{"measure_session", "0123456789abcdef"},
                             {"measure_block", "3"},
                             {"measure_turn", "11"},
                             {"measure_looks", "4x0.2+6x0.8"},
                             {"executable", "./bench"}};

}  // namespace

TEST_CASE("a launch says where in its session it stands", "[reports][ingest]") {
  std::vector<Warning> warnings;

  const auto place = session_place_of(good, "1.json", warnings);

  REQUIRE(place);
  CHECK(place->session == "0123456789abcdef");
  CHECK(place->block == 3);
  CHECK(place->turn == 11);
  CHECK(place->looks == "4x0.2+6x0.8");
  CHECK(warnings.empty());
}

TEST_CASE("a launch outside a session says nothing, without a warning", "[reports][ingest]") {
  std::vector<Warning> warnings;

  CHECK_FALSE(session_place_of({{"executable", "./bench"}}, "1.json", warnings));
  CHECK(warnings.empty());
}

TEST_CASE("a place without a meaning is unknown, with a warning that names the file",
          "[reports][ingest]") {
  const auto [key, value] = GENERATE(table<std::string, nlohmann::json>({
      {"measure_session", ""},
      {"measure_session", 7},
      {"measure_block", "0"},
      {"measure_block", "-1"},
      {"measure_block", "3x"},
      {"measure_block", "99999999999"},
      {"measure_block", 3},
      {"measure_turn", ""},
      {"measure_turn", "eleven"},
      {"measure_looks", ""},
      {"measure_looks", "4x0.9+6x0.8"},
      {"measure_looks", nullptr},
  }));
  nlohmann::json context = good;
  SECTION("malformed") {
    context[key] = value;
  }
  SECTION("missing") {
    context.erase(key);
  }
  std::vector<Warning> warnings;

  CHECK_FALSE(session_place_of(context, "1.json", warnings));
  REQUIRE(warnings.size() == 1);
  CHECK_THAT(warnings[0].text, Catch::StartsWith("1.json: "));
}

}  // namespace reports
