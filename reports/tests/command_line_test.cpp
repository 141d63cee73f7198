// SPDX-License-Identifier: MIT
//
// What the program as a whole promises: exit codes, and one line for whatever goes wrong.
#include <algorithm>
#include <catch2/catch.hpp>

#include "reports/tests/support/program.h"

namespace reports {

TEST_CASE("the program says its version", "[reports][command_line]") {
  const ProgramResult result = run_reports("--version");

  CHECK(result.exit_code == 0);
  CHECK(result.standard_output.rfind("reports 0.", 0) == 0);
}

TEST_CASE("a usage error is one line on standard error and exit 2", "[reports][command_line]") {
  const char* arguments = GENERATE("", "--no-such-option", "no-such-command", "'\x1b[31m'");
  CAPTURE(arguments);

  const ProgramResult result = run_reports(arguments);

  CHECK(result.exit_code == 2);
  CHECK(result.standard_output.empty());
  CHECK(std::count(result.standard_error.begin(), result.standard_error.end(), '\n') == 1);
  CHECK(result.standard_error.find("--help") != std::string::npos);
  CHECK(result.standard_error.find('\x1b') == std::string::npos);
}

}  // namespace reports
