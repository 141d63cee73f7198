// SPDX-License-Identifier: MIT
//
// `reports measure` as its user meets it: the real program starts real processes, whose times are
// scripted (inputs/scripted_bench).
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "reports/files/read_file.h"
#include "reports/tests/support/program.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

using Catch::Contains;

const std::string bench = "inputs/scripted_bench ";

struct Measured {
  TemporaryFolder temporary;
  std::string folder = (temporary.path() / "measured").string();

  ProgramResult run(const std::string& base, const std::string& candidate,
                    const std::string& options = "", const std::string& environment = "") {
    return run_reports("measure --base '" + bench + base + "' --new '" + bench + candidate +
                           "' -o '" + folder + "' " + options,
                       environment);
  }

  std::ptrdiff_t files() const {
    std::ptrdiff_t count = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      count += entry.is_regular_file();
    }
    return count;
  }
};

std::ptrdiff_t lines(const std::string& text) {
  return std::count(text.begin(), text.end(), '\n');
}

}  // namespace

TEST_CASE("two programs are measured and compared", "[reports][measure]") {
  Measured measured;

  const ProgramResult slower = measured.run("100", "120", "--launches 8");

  CHECK_THAT(slower.standard_output, Contains("8 launches") && Contains("100 ns   120 ns  1.200"));
  CHECK(measured.files() == 17);
  CHECK_THAT(slower.standard_error, Contains("launch 13 of 16: block 4 of 4"));
  CHECK(lines(slower.standard_error) == 5);  // where to, and one for each block

  const std::string sides = "'" + measured.folder + "/base' '" + measured.folder + "/new'";
  const ProgramResult compared = run_reports("compare " + sides);
  const ProgramResult again = measured.run("100", "120", "--launches 8");
  CHECK(compared.standard_output == slower.standard_output);
  CHECK(compared.exit_code == slower.exit_code);
  CHECK(again.standard_output == slower.standard_output);
  CHECK(again.standard_error == "reports: all 16 launches are there; nothing was started\n");
}

TEST_CASE("the outputs of compare are those of measure", "[reports][measure]") {
  Measured measured;

  const ProgramResult result =
      measured.run("100", "100.5", "--launches 8 --format json --margin 10%");

  const auto json = nlohmann::json::parse(result.standard_output);
  CHECK(json.at("benchmarks").at(0).at("name") == "BM_work");
  CHECK(json.at("parameters").at("margin") == 0.1);
}

TEST_CASE("a finished measurement is shown with its date", "[reports][measure]") {
  Measured measured;
  const std::string dated = " --benchmark_context=date=2026-01-28T01:51:00+00:00";
  measured.run("100" + dated, "120" + dated, "--launches 8");

  const ProgramResult again = measured.run("100" + dated, "120" + dated, "--launches 8");

  CHECK_THAT(again.standard_error, Contains("are there, of 2026-01-28; nothing was started"));
}

TEST_CASE("a counter that no benchmark reports costs the exit code, and not the comparison",
          "[reports][measure]") {
  Measured measured;

  const ProgramResult result = measured.run("100", "120", "--launches 8 --exact no_such_counter");

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_output, Contains("100 ns   120 ns  1.200"));
  CHECK_THAT(result.standard_error, Contains("--exact no_such_counter: no benchmark"));
}

TEST_CASE("compare names the sides of what measure filled", "[reports][measure]") {
  Measured measured;
  measured.run("100", "120", "--launches 2");

  const ProgramResult result = run_reports("compare " + measured.folder + " " + measured.folder);

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_error,
             Contains("name " + measured.folder + "/base and " + measured.folder + "/new"));
}

TEST_CASE("an interrupted session says so, exits 3, and goes on", "[reports][measure]") {
  Measured measured;
  const std::string options = "--launches 8 --cpus all";

  const ProgramResult interrupted =
      measured.run("100", "120", options, "SCRIPTED_TURN=10 SCRIPTED_FAILURE=interrupted");

  CHECK(interrupted.exit_code == 3);
  CHECK(interrupted.standard_output.empty());
  CHECK_THAT(interrupted.standard_error,
             Catch::EndsWith("interrupted after 9 of 16 launches; the same command goes on from "
                             "here\n"));
  CHECK(measured.files() == 10);

  const ProgramResult resumed = measured.run("100", "120", options);
  CHECK_THAT(resumed.standard_output, Contains("8 launches"));
  CHECK_THAT(resumed.standard_error, Contains("launch 10 of 16"));
  CHECK_THAT(resumed.standard_error, !Contains("launch 9 of 16"));
}

TEST_CASE("a failed launch is one line that shows what the program said", "[reports][measure]") {
  Measured measured;

  const ProgramResult failed = measured.run("100", "120", "--launches 8 --cpus all",
                                            "SCRIPTED_TURN=1 SCRIPTED_FAILURE=failed");

  CHECK(failed.exit_code == 2);
  CHECK_THAT(failed.standard_error,
             Contains("inputs/scripted_bench exited with 4 and said: no device\\x1b[2J\n"));
  CHECK(measured.files() == 1);
}

TEST_CASE("a session that may stop early stops at the look that decides everything",
          "[reports][measure]") {
  Measured measured;

  const ProgramResult result = measured.run("100", "150", "--stop-early");

  CHECK_THAT(result.standard_output, Contains("8 launches"));
  CHECK_THAT(result.standard_error, Contains("stopped after 16 of 24 launches (--stop-early)") &&
                                        Contains("block 4 may use 20 % of the error rate"));
}

TEST_CASE("doubts are said before time is spent", "[reports][measure]") {
  Measured measured;

  const ProgramResult same = measured.run("100", "100", "--launches 2");
  const ProgramResult other = Measured().run("100", "100 BM_other", "--launches 2");

  CHECK(same.exit_code == 3);
  CHECK_THAT(same.standard_error, Contains("warning: 2 launches a side are too few") &&
                                      Contains("warning: BASE and NEW are the same program"));
  CHECK_THAT(other.standard_error, Contains("warning: only BASE has 1 of the benchmarks"));
}

TEST_CASE("what cannot be measured is refused before a folder is made", "[reports][measure]") {
  const auto [options, words] = GENERATE(table<const char*, const char*>({
      {"--launches 7", "must be even"},
      {"--launches 0", "must be even"},
      {"--launches 2147483646", "must be at most 10000"},
      {"--format json=/nosuch/x", "--format json=/nosuch/x: cannot be written"},
      {"--margin 0", "--margin"},
      {"--format nonsense", "nonsense"},
      {"--cpus x", "--cpus x"},
      {"--new '/no/such/program'", "--new"},
  }));
  Measured measured;

  const ProgramResult result =
      run_reports("measure --base '" + bench + "100' " +
                  (std::string(options).starts_with("--new") ? "" : "--new '" + bench + "100' ") +
                  "-o '" + measured.folder + "' " + options);

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_error, Contains(words));
  CHECK(lines(result.standard_error) <= 2);
  CHECK_FALSE(std::filesystem::exists(measured.folder));
}

}  // namespace reports
