// SPDX-License-Identifier: MIT
#include "reports/ingest/launches.h"

#include <catch2/catch.hpp>
#include <filesystem>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/model/error.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

using Catch::Contains;

const std::filesystem::path inputs = REPORTS_TESTS "/inputs/google_benchmark";

}  // namespace

TEST_CASE("a directory holds one launch in each file, in order of name", "[reports][ingest]") {
  const Run run = read_launches(inputs / "base");

  REQUIRE(run.launches.size() == 10);
  CHECK_THAT(run.launches[0].file, Catch::EndsWith("base/01.json"));
  CHECK_THAT(run.launches[9].file, Catch::EndsWith("base/10.json"));
  REQUIRE(run.benchmarks.size() == 10);
  CHECK(run.benchmarks[1].name == "BM_steady/8/manual_time");
  CHECK(run.benchmarks[1].family == "BM_steady");
  CHECK(run.benchmarks[1].samples.size() == 10);
  CHECK(run.benchmarks[1].samples[7].launch == 7);
  CHECK(run.warnings.empty());
}

TEST_CASE("a file is one launch, however many repetitions it holds", "[reports][ingest]") {
  const Run run = read_launches(inputs / "version_1_7.json");

  CHECK(run.launches.size() == 1);
  CHECK(run.benchmarks[0].samples.size() == 1);
}

TEST_CASE("a benchmark that failed in one launch keeps both its times and its failures",
          "[reports][ingest]") {
  const TemporaryFolder folder;
  const std::string bytes = read_file(inputs / "base/01.json");
  write_file(folder.path() / "1.json", bytes);
  write_file(folder.path() / "2.json", read_file(inputs / "new/01.json"));

  const Run run = read_launches(folder.path());

  const Benchmark& breaks = run.benchmarks[8];
  REQUIRE(breaks.name == "BM_breaks/manual_time");
  CHECK(breaks.samples.size() == 1);
  REQUIRE(breaks.failures.size() == 1);
  CHECK(breaks.failures[0].launch == 1);
}

TEST_CASE("what is no JSON file is named and not read", "[reports][ingest]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "1.json", read_file(inputs / "base/01.json"));
  write_file(folder.path() / "notes.txt", "quiet night");

  const Run run = read_launches(folder.path());

  REQUIRE(run.warnings.size() == 1);
  CHECK_THAT(run.warnings[0].text, Contains("notes.txt: not read"));
}

TEST_CASE("a copy of a file is not another launch", "[reports][ingest]") {
  const TemporaryFolder folder;
  std::filesystem::copy(inputs / "base/01.json", folder.path() / "1.json");
  std::filesystem::copy(inputs / "base/01.json", folder.path() / "2.json");

  CHECK_THROWS_WITH(read_launches(folder.path()), Contains("a copy is not another launch"));

  // Written anew by some tool it is still the same launch.
  write_file(folder.path() / "2.json", read_file(inputs / "base/01.json") + "\n\n");
  CHECK_THROWS_WITH(read_launches(folder.path()), Contains("a copy is not another launch"));
}

TEST_CASE("a side without files is an error that says what belongs there", "[reports][ingest]") {
  const TemporaryFolder folder;

  CHECK_THROWS_WITH(read_launches(folder.path()), Contains("holds no *.json"));
  CHECK_THROWS_WITH(read_launches(folder.path() / "gone"), Contains("cannot be read"));
  CHECK_THROWS_AS(read_launches(inputs / "damaged"), Error);
}

}  // namespace reports
