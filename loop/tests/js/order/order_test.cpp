// SPDX-License-Identifier: MIT
//
// What programs print in Node stands in the files of programs/; here they print it on a loop.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "loop/tests/js/order/interpreter.h"
#include "loop/tests/support/test_loop.h"

namespace loop::js {
namespace {

using Lines = std::vector<std::string>;

std::map<std::string, Json> read_programs() {
  std::map<std::string, Json> programs;
  for (const auto& entry : std::filesystem::directory_iterator(LOOP_ORDER_PROGRAMS)) {
    programs[entry.path().stem()] = Json::parse(std::ifstream(entry.path()));
  }
  return programs;
}

/// By name, in order.
const std::map<std::string, Json>& programs() {
  static const std::map<std::string, Json> all = read_programs();
  return all;
}

Lines prints_on_a_loop(const Json& program) {
  TestLoop test;
  Interpreter interpreter(test.loop);
  test.loop.post([&] { interpreter.run(program); });
  test.loop.run_while_alive();
  return interpreter.prints();
}

std::ptrdiff_t generated_programs() {
  return std::ranges::count_if(
      programs(), [](const auto& program) { return program.first.starts_with("generated_"); });
}

}  // namespace

TEST_CASE("programs print on a loop what they print in Node", "[loop][js][order]") {
  for (const auto& [name, file] : programs()) {
    DYNAMIC_SECTION(name << ": " << file.at("title").get<std::string>()) {
      CHECK(prints_on_a_loop(file.at("program")) == file.at("prints").get<Lines>());
    }
  }
}

TEST_CASE("there are as many programs as the order of Node needs", "[loop][js][order]") {
  CHECK(generated_programs() >= 20);
  CHECK(std::ssize(programs()) - generated_programs() >= 14);
}

}  // namespace loop::js
