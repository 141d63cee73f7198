// SPDX-License-Identifier: MIT
//
// What `reports compare` does where nothing vouches for its verdicts. The folder in which it runs
// here has a calibration, which the files match.
#include <catch2/catch.hpp>
#include <cmath>
#include <nlohmann/json.hpp>
#include <regex>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/tests/support/program.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

using Catch::Contains;

const std::string sides = "compare inputs/google_benchmark/base inputs/google_benchmark/new ";
const std::string passing =
    "compare inputs/google_benchmark/passing/base inputs/google_benchmark/passing/new ";

/// The calibration of this folder with one member replaced, as the value of --calibration.
class ChangedCalibration {
 public:
  ChangedCalibration(const std::string& pointer, const nlohmann::json& value) {
    auto document = nlohmann::json::parse(read_file(REPORTS_TESTS "/calibration/calibration.json"));
    document[nlohmann::json::json_pointer(pointer)] = value;
    write_file(file_, document.dump());
  }

  std::string option() const { return "--calibration " + file_.string(); }

 private:
  TemporaryFolder folder_;
  std::filesystem::path file_ = folder_.path() / "calibration.json";
};

}  // namespace

TEST_CASE("a calibration of this machine arms the gate, and its noise is shown",
          "[reports][compare]") {
  const ProgramResult result = run_reports(passing);

  CHECK(result.exit_code == 0);
  CHECK_THAT(
      result.standard_output,
      Contains(
          "noise calibrated on 2026-11-20: identical programs may differ by 2.2 % here; 0 of 8"));
}

TEST_CASE("without a calibration the gate is disarmed, and says how to arm it",
          "[reports][compare]") {
  const std::string missing = "--calibration nowhere.json";

  for (const std::string& command : {sides, passing}) {
    const ProgramResult result = run_reports(command + missing + " --allow BM_noisy");
    CAPTURE(result.standard_output);
    // 1 all the same where allocations grew: counting them needs no quiet machine.
    CHECK(result.exit_code == (command == sides ? 1 : 3));
    CHECK_THAT(result.standard_output, Contains("the gate is DISARMED: there is no nowhere.json"));
    CHECK_THAT(result.standard_output, Contains("to arm the gate: reports calibrate"));
  }
}

TEST_CASE("every output shows that the gate is disarmed", "[reports][compare]") {
  const auto [format, text] = GENERATE(table<const char*, const char*>({
      {"text", "INCONCLUSIVE: the gate is disarmed; judged 3 of 3: 3 no change"},
      {"json", "\"armed\": false"},
      {"markdown", "the gate is DISARMED: there is no nowhere.json"},
      {"github", "::error title=INCONCLUSIVE::the gate is DISARMED"},
      {"junit", "<error message=\"the gate is DISARMED"},
  }));

  const ProgramResult result =
      run_reports(passing + "--calibration nowhere.json --format " + format);

  CHECK(result.exit_code == 3);
  CHECK_THAT(result.standard_output, Contains(text));
}

TEST_CASE("the user may go without a control, and every reader sees that", "[reports][compare]") {
  const ProgramResult result = run_reports(passing + "--calibration none");

  CHECK(result.exit_code == 0);
  CHECK_THAT(result.standard_output, Contains("noise not measured (--calibration none): nothing"));
}

TEST_CASE("a stale, a foreign and a failed control disarm the gate", "[reports][compare]") {
  const auto [pointer, value, reason] = GENERATE(table<const char*, nlohmann::json, const char*>({
      {"/date", "2026-10-01", "it is of 2026-10-01, 52 days from"},
      {"/machine/cpu_model", "Another CPU", "it is of another machine: cpu_model"},
      {"/identical_programs/interleaved/alarms",
       {"BM_steady/1/manual_time"},
       "called different, on BM_steady/1"},
  }));
  const ChangedCalibration calibration(pointer, value);

  const ProgramResult result = run_reports(passing + calibration.option());

  CHECK(result.exit_code == 3);
  const std::string words =
      std::regex_replace(result.standard_output, std::regex("\n +"), " ");  // unwrapped
  CHECK_THAT(words, Contains("the gate is DISARMED") && Contains(reason));
}

TEST_CASE("a damaged calibration is bad input", "[reports][compare]") {
  const ChangedCalibration calibration("/noise_floors", nlohmann::json::array());

  const ProgramResult result = run_reports(passing + calibration.option());

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_error, Contains("it holds no noise floor; calibrate again"));
}

TEST_CASE("noise above the margin keeps a regression from a verdict", "[reports][compare]") {
  const ChangedCalibration calibration("/noise_floors/3/stored_sets", 0.08);

  const ProgramResult result = run_reports(sides + calibration.option() + " --format json");

  const auto row = nlohmann::json::parse(result.standard_output)["benchmarks"][3];
  CHECK(row["name"] == "BM_slower/manual_time");
  CHECK(row["margin"] == 0.05);
  CHECK(row["noise"].get<double>() == Approx(2 * std::sqrt(1.2) * 0.08));
  CHECK(row["verdict"] == "inconclusive");
}

}  // namespace reports
