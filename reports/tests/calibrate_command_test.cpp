// SPDX-License-Identifier: MIT
//
// `reports calibrate` as its user meets it: the real program measures inputs/scripted_bench, whose
// times are scripted, against a copy.
#include <catch2/catch.hpp>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/measure/folder_lock.h"
#include "reports/measure/session.h"
#include "reports/tests/support/program.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

using Catch::Contains;
namespace fs = std::filesystem;

struct Calibrated {
  TemporaryFolder temporary;
  fs::path folder = temporary.path() / "calibration";
  fs::path program = temporary.path() / "bench";

  Calibrated() { fs::copy_file(REPORTS_TESTS "/inputs/scripted_bench", program); }

  ProgramResult run(const std::string& date, const std::string& options = "--launches 8",
                    const std::string& environment = "") const {
    return run_reports("calibrate -o '" + folder.string() + "' " + options + " -- '" +
                           program.string() + "' 100 --benchmark_context=date=" + date,
                       environment);
  }

  std::string date() const {
    return nlohmann::json::parse(read_file(folder / "calibration.json")).at("date");
  }
};

}  // namespace

TEST_CASE("a calibration that is complete is replaced by a new one", "[reports][calibrate]") {
  const Calibrated calibrated;

  const ProgramResult first = calibrated.run("2026-01-01");
  const ProgramResult second = calibrated.run("2026-02-02");

  CHECK(first.exit_code == 0);
  CHECK_THAT(first.standard_error, !Contains("anew"));
  CHECK_THAT(first.standard_output, Contains("next: reports measure and compare find it"));
  CHECK(second.exit_code == 0);
  CHECK_THAT(second.standard_error, Contains("calibrates anew") && Contains("launch 1 of 16"));
  CHECK(calibrated.date() == "2026-02-02");
  CHECK(finished_launches(calibrated.folder / "launches" / "control") == 16);
  CHECK_FALSE(fs::exists(calibrated.folder / "unfinished"));
}

TEST_CASE("a program that was rebuilt can be calibrated again", "[reports][calibrate]") {
  const Calibrated calibrated;
  calibrated.run("2026-01-01");
  write_file(calibrated.program, read_file(calibrated.program) + "# rebuilt\n");
  fs::permissions(calibrated.program, fs::perms::owner_all);

  CHECK(calibrated.run("2026-02-02").exit_code == 0);
  CHECK(calibrated.date() == "2026-02-02");
}

TEST_CASE("an interrupted calibration goes on, and the one before stays until then",
          "[reports][calibrate]") {
  const Calibrated calibrated;
  calibrated.run("2026-01-01");

  const ProgramResult interrupted =
      calibrated.run("2026-02-02", "--launches 8", "SCRIPTED_TURN=5 SCRIPTED_FAILURE=interrupted");

  CHECK(interrupted.exit_code == 3);
  CHECK_THAT(interrupted.standard_error, Contains("the same command goes on from here"));
  CHECK(calibrated.date() == "2026-01-01");
  CHECK(finished_launches(calibrated.folder / "launches" / "control") == 16);

  const ProgramResult resumed = calibrated.run("2026-02-02");

  CHECK(resumed.exit_code == 0);
  CHECK_THAT(resumed.standard_error, Contains("goes on with") && Contains("launch 5 of 16"));
  CHECK(calibrated.date() == "2026-02-02");
}

TEST_CASE("what is measured is a copy of the program, whatever lay there", "[reports][calibrate]") {
  const Calibrated calibrated;
  fs::create_directories(calibrated.folder / "unfinished/copy");
  write_file(calibrated.folder / "unfinished/copy/bench", "half of it");

  CHECK(calibrated.run("2026-01-01").exit_code == 0);
  CHECK(read_file(calibrated.folder / "launches/copy/bench") == read_file(calibrated.program));
}

TEST_CASE("a second calibration in one folder copies nothing", "[reports][calibrate]") {
  const Calibrated calibrated;
  const FolderLock lock(calibrated.folder);

  const ProgramResult second = calibrated.run("2026-01-01");

  CHECK(second.exit_code == 2);
  CHECK_THAT(second.standard_error, Contains("is using this folder"));
  CHECK(fs::is_empty(calibrated.folder));
}

TEST_CASE("launches without a meaning are refused before anything is copied or said",
          "[reports][calibrate]") {
  const auto [launches, words] = GENERATE(table<const char*, const char*>(
      {{"7", "must be even"}, {"2147483646", "must be at most 10000"}}));
  const Calibrated calibrated;

  const ProgramResult result = calibrated.run("2026-01-01", "--launches " + std::string(launches));

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_error, Catch::StartsWith("reports: --launches") && Contains(words));
  CHECK_FALSE(fs::exists(calibrated.folder));
}

TEST_CASE("every program is asked before the first is measured", "[reports][calibrate]") {
  const Calibrated calibrated;

  const ProgramResult result =
      calibrated.run("2026-01-01", "--launches 8 --relinked ./no_such_bench");

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_error,
             Contains("reports: --relinked ./no_such_bench: ") && Contains("cannot be started"));
  CHECK(finished_launches(calibrated.folder / "unfinished" / "control") == 0);
}

TEST_CASE("too few launches are told of before and judge nothing", "[reports][calibrate]") {
  const Calibrated calibrated;

  const ProgramResult result = calibrated.run("2026-01-01", "--launches 2");

  CHECK(result.exit_code == 3);
  CHECK_THAT(result.standard_error,
             Catch::StartsWith("reports: warning: 2 launches a side are too few"));
  CHECK_THAT(result.standard_output,
             Contains("INCONCLUSIVE") && !Contains("next: reports measure"));
}

TEST_CASE("launches of somebody else are not replaced", "[reports][calibrate]") {
  const Calibrated calibrated;
  fs::create_directories(calibrated.folder / "launches");

  const ProgramResult result = calibrated.run("2026-01-01");

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_error, Contains("launches: is not of a calibration"));
  CHECK_FALSE(fs::exists(calibrated.folder / "unfinished"));
}

TEST_CASE("an unfinished calibration of another program is named as the user knows it",
          "[reports][calibrate]") {
  const Calibrated calibrated;
  calibrated.run("2026-01-01", "--launches 8", "SCRIPTED_TURN=5 SCRIPTED_FAILURE=interrupted");

  const ProgramResult result = calibrated.run("2026-02-02");

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_error, Contains("another measurement: the command after '--' was"));
  CHECK_THAT(result.standard_error, !Contains("--base"));
}

}  // namespace reports
