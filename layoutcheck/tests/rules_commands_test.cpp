// SPDX-License-Identifier: MIT
#include <sstream>

#include <catch2/catch.hpp>

#include "layoutcheck/tests/program_run.h"

namespace layoutcheck {

TEST_CASE("list-rules names every rule, its severity and whether it is on",
          "[layoutcheck][rules]") {
  const ProgramRun run = run_program({"list-rules"});

  CHECK(run.exit_code == 0);
  CHECK(run.output.find("isolation            error    on   Fields of different") !=
        std::string::npos);
  CHECK(run.output.find("padding              warning  off") != std::string::npos);
  CHECK(run.output.find("unsupported          note     on") != std::string::npos);
  std::istringstream lines(run.output);
  for (std::string line; std::getline(lines, line);) CHECK(line.size() <= 100);
}

TEST_CASE("explain says what a rule reports, how to fix it and how to allow it",
          "[layoutcheck][rules]") {
  const ProgramRun run = run_program({"explain", "isolation-intent"});

  CHECK(run.exit_code == 0);
  CHECK(run.output.starts_with("isolation-intent: warning, on by default\n"));
  CHECK(run.output.find("\nTo fix it: ") != std::string::npos);
  CHECK(run.output.find("\nTo allow it: LAYOUT_ALLOW(isolation-intent, \"why\")") !=
        std::string::npos);
}

TEST_CASE("explain knows what cannot be allowed", "[layoutcheck][rules]") {
  CHECK(run_program({"explain", "unbound-directive"}).output.find("cannot be allowed") !=
        std::string::npos);
  CHECK(run_program({"explain", "line-constant"}).output.find("LAYOUT_ALLOW") == std::string::npos);
}

TEST_CASE("for a rule that does not exist, explain offers the nearest", "[layoutcheck][rules]") {
  const ProgramRun slip = run_program({"explain", "isolatoin"});
  CHECK(slip.exit_code == 2);
  CHECK(slip.output == "");
  CHECK(slip.errors.starts_with(
      "layoutcheck: there is no rule 'isolatoin'; the nearest are isolation, "));

  const ProgramRun part = run_program({"explain", "straddle"});
  CHECK(part.errors.find("the nearest are atomic-straddle, ") != std::string::npos);
  CHECK(run_program({"explain"}).exit_code == 2);
}

}  // namespace layoutcheck
