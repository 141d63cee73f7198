// SPDX-License-Identifier: MIT
//
// Every rule has an input of its name, tests/inputs/<id with underscores>.cpp, which says what must
// be reported; all other lines must stay silent, so each input also guards against false alarms.

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>

#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/rules/check.h"
#include "layoutcheck/rules/rule.h"
#include "layoutcheck/tests/expectations.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

const std::string inputs = LAYOUTCHECK_SOURCE_DIR "/layoutcheck/tests/inputs/";

std::string input_of(const Rule& rule) {
  std::string name(rule.id);
  std::replace(name.begin(), name.end(), '-', '_');
  return inputs + name + ".cpp";
}

Program read_input(const std::string& path) {
  Program program =
      extract({command_with_flags(path, {"-std=c++20", "-I" LAYOUTCHECK_SOURCE_DIR})});
  program.target.line_sizes = {64};
  return program;
}

/// The lock that lies beside the input, if there is one.
std::optional<LayoutLock> read_lock_beside(const std::string& path) {
  const std::string file = std::filesystem::path(path).replace_extension("lock");
  if (!std::filesystem::exists(file)) return std::nullopt;
  return read_lock(read_text(file), file);
}

}  // namespace

TEST_CASE("every rule reports exactly what its input expects", "[layoutcheck][rules]") {
  const Rule& rule = *GENERATE(from_range(all_rules().begin(), all_rules().end()));
  const std::string path = input_of(rule);
  CAPTURE(path);
  const std::vector<Expectation> expected = read_expectations(path);
  const Program program = read_input(path);
  REQUIRE(program.units.at(0).reason == "");

  const Bindings bindings = bind(program);
  CheckInput input{.program = program, .bindings = bindings, .extent = Extent::whole};
  REQUIRE(input.rules.change(rule.id) == "");
  const std::optional<LayoutLock> lock_beside = read_lock_beside(path);
  if (lock_beside) input.lock = &*lock_beside;

  const CheckResult result = check(input);

  CHECK(compare(expected, result.findings) == std::vector<std::string>{});
  const std::string signature = std::string("[").append(rule.id).append("]");
  CHECK(std::any_of(expected.begin(), expected.end(), [&](const Expectation& expectation) {
    return expectation.text.ends_with(signature);
  }));
}

TEST_CASE("every rule explains itself", "[layoutcheck][rules]") {
  const Rule& rule = *GENERATE(from_range(all_rules().begin(), all_rules().end()));
  CAPTURE(rule.id);

  CHECK(rule.explanation.size() > 80);
  CHECK(rule.explanation.ends_with("."));
  CHECK(rule.remedy.ends_with("."));
  CHECK((rule.judge_contract != nullptr) + (rule.judge_program != nullptr) +
            (rule.judge_findings != nullptr) ==
        1);
}

TEST_CASE("rules are added and removed by name", "[layoutcheck][rules]") {
  RuleSelection rules;
  REQUIRE(rules.has(budget));

  CHECK(rules.change("-budget") == "");
  CHECK(!rules.has(budget));
  CHECK(rules.change("budget") == "");
  CHECK(rules.has(budget));
  CHECK(rules.change("no-such-rule") ==
        "there is no rule 'no-such-rule'; see layoutcheck list-rules");
  CHECK(rules.change("-vacuous-contract").ends_with("what checks nothing must not pass"));
  CHECK(rules.has(vacuous_contract));
}

}  // namespace layoutcheck
