// SPDX-License-Identifier: MIT
#include "reports/ingest/callgrind.h"

#include <catch2/catch.hpp>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/ingest/launches.h"
#include "reports/ingest/uncounted.h"
#include "reports/model/error.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

using Catch::Contains;

const std::string inputs = REPORTS_TESTS "/inputs/callgrind/";

std::string profile(const std::string& command, const std::string& parts) {
  return "# callgrind format\nversion: 1\ncreator: callgrind-3.19.0\npid: 7\ncmd: " + command +
         "\n" + parts;
}

std::string part(const std::string& thread, const std::string& trigger, const std::string& total) {
  return "part: 1\nthread: " + thread + "\ndesc: Trigger: " + trigger +
         "\npositions: line\nevents: Ir\nsummary: " + total + "\n\nfn=(1) main\n5 " + total +
         "\n\ntotals: " + total + "\n";
}

const std::string command = "./b --benchmark_filter=^BM_a/8/iterations:10$";
const std::string at_loop_end = "--dump-before=benchmark::State::FinishKeepRunning()";
const std::string at_exit = "Program termination";

InstructionTotal read(const std::string& bytes) {
  return read_callgrind(bytes, "x.callgrind");
}

}  // namespace

TEST_CASE("a file of valgrind 3.19 gives the instructions of the timed loop", "[reports][ingest]") {
  const InstructionTotal total =
      read_callgrind(read_file(inputs + "one_thread.callgrind"), "one_thread");

  // What `grep totals: one_thread.callgrind | head -1` shows.
  CHECK(total.instructions == 32710);
  CHECK(total.benchmark == "add_up");
  CHECK(total.iterations == 100);
  CHECK(total.threads == 1);
}

TEST_CASE("what a file of valgrind 3.19 quotes in its command is undone", "[reports][ingest]") {
  const InstructionTotal total =
      read_callgrind(read_file(inputs + "special_characters.callgrind"), "special_characters");

  CHECK(total.benchmark == "BM_v1.2(x|y)\\z");
  CHECK(total.iterations == 100);
}

TEST_CASE("a file of valgrind 3.19 tells how many threads ran", "[reports][ingest]") {
  CHECK(read_callgrind(read_file(inputs + "two_threads.callgrind"), "two_threads").threads == 2);
}

TEST_CASE("without a dump at the end of the loop all parts count", "[reports][ingest]") {
  const InstructionTotal total =
      read(profile(command, part("1", "user", "1000") + part("1", at_exit, "234")));

  CHECK(total.instructions == 1234);
}

TEST_CASE("a loop that ran again, to count allocations, counts once", "[reports][ingest]") {
  const InstructionTotal total =
      read(profile(command, part("1", at_loop_end, "1000") + part("1", at_loop_end, "50") +
                                part("1", at_exit, "234")));

  CHECK(total.instructions == 1000);
}

TEST_CASE("threads are unknown where callgrind was not asked for them", "[reports][ingest]") {
  CHECK(read(profile(command, "events: Ir\ntotals: 5\n")).threads == 0);
}

TEST_CASE("Ir is found among other events", "[reports][ingest]") {
  CHECK(read(profile(command, "events: Dr Ir Dw\ntotals: 1 22 3\n")).instructions == 22);
}

TEST_CASE("the filter's escapes are undone", "[reports][ingest]") {
  const std::string filter =
      "./b --x --benchmark_filter=^BM<a\\.b\\(\\)>/\\$1/iterations:20/real_time$ --y=$z";

  const InstructionTotal total = read(profile(filter, part("1", at_exit, "5")));

  CHECK(total.benchmark == "BM<a.b()>/$1/real_time");
  CHECK(total.iterations == 20);
}

TEST_CASE("a command that names no single benchmark with its iterations is refused",
          "[reports][ingest]") {
  const std::string filter = GENERATE(
      "./b", "./b --benchmark_filter=^BM_.*/iterations:10$", "./b --benchmark_filter=^BM_a$",
      "./b --benchmark_filter=BM_a/iterations:10", "./b --benchmark_filter=^BM_a/iterations:10",
      "./b --benchmark_filter=^BM_a/iterations:0$", "./b --benchmark_filter=^BM_a/iterations:-1$",
      "./b --benchmark_filter=^BM_a/iterations:99999999999999999999$",
      "./b --benchmark_filter=^BM_a/iterations:10\\");

  CHECK_THROWS_WITH(read(profile(filter, part("1", at_exit, "5"))),
                    Contains("x.callgrind: its cmd does not say which benchmark ran how often"));
}

TEST_CASE("what is no callgrind profile, or not whole, says so and where", "[reports][ingest]") {
  const std::string whole = profile(command, part("1", at_loop_end, "7") + part("1", at_exit, "5"));
  CHECK(read(whole).instructions == 7);

  CHECK_THROWS_WITH(read(""), Contains("x.callgrind: is empty"));
  CHECK_THROWS_WITH(read(" \n\n"), Contains("is empty"));
  CHECK_THROWS_WITH(read("{\"context\": {}}"), Contains("no line 'creator: callgrind'"));
  CHECK_THROWS_WITH(read("creator: cachegrind\nevents: Ir\ntotals: 1\n"), Contains("no line"));
  CHECK_THROWS_WITH(read(profile(command, "")), Contains("cut off at line 5"));
  CHECK_THROWS_WITH(read(profile(command, part("1", at_loop_end, "7"))), Contains("cut off"));
  CHECK_THROWS_WITH(read(whole.substr(0, whole.size() - 2)), Contains("cut off at line 27"));
  CHECK_THROWS_WITH(read(profile(command, "cmd: other\n")), Contains("line 6: two commands"));
  CHECK_THROWS_WITH(read(profile(command, "totals: 5\n")), Contains("line 6: totals, but no ev"));
  CHECK_THROWS_WITH(read(profile(command, "events: Dr Dw\n")), Contains("line 6: no event Ir"));
  CHECK_THROWS_WITH(read(profile(command, "events: Dr Ir\ntotals: 5\n")), Contains("is missing"));
}

TEST_CASE("a total that is no count of instructions is refused", "[reports][ingest]") {
  const std::string total =
      GENERATE("-1", "1e9", "0x10", "nan", "99999999999999999999", "9000000000000001", "5,000");

  CHECK_THROWS_WITH(read(profile(command, part("1", at_exit, total))),
                    Contains("'" + total + "', which is no count of instructions"));
}

TEST_CASE("totals that add up to more than any process executes are refused", "[reports][ingest]") {
  const std::string half = part("1", at_exit, "5000000000000000");

  CHECK_THROWS_WITH(read(profile(command, half + half)), Contains("no count of instructions"));
}

TEST_CASE("a real profile that is cut anywhere is refused", "[reports][ingest]") {
  const std::string bytes = read_file(inputs + "two_threads.callgrind");
  for (std::size_t size = 0; size < bytes.size(); size += 997) {
    CHECK_THROWS_AS(read(bytes.substr(0, size)), Error);
  }
}

TEST_CASE("a directory may hold nothing but counts of instructions", "[reports][ingest]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "2.callgrind", profile(command, part("1", at_exit, "22")));
  write_file(folder.path() / "1.callgrind", profile(command, part("1", at_exit, "11")));

  const Run run = read_launches(folder.path());

  CHECK(run.launches.empty());
  CHECK(run.warnings.empty());
  REQUIRE(run.instructions.size() == 2);
  CHECK(run.instructions[0].instructions == 11);
  CHECK(run.instructions[1].instructions == 22);
}

TEST_CASE("a directory may hold launches and counts of instructions", "[reports][ingest]") {
  const TemporaryFolder folder;
  write_file(folder.path() / "1.callgrind", profile(command, part("1", at_exit, "11")));
  write_file(folder.path() / "1.json",
             read_file(REPORTS_TESTS "/inputs/google_benchmark/base/01.json"));

  const Run run = read_launches(folder.path());

  CHECK(run.launches.size() == 1);
  CHECK(run.instructions.size() == 1);
}

TEST_CASE("a directory may say why a benchmark has no count", "[reports][ingest]") {
  const TemporaryFolder folder;
  InstructionTotal written;
  written.benchmark = "BM_a";
  written.iterations = 100;
  written.failure = "error: \"wrong\" result";
  write_file(folder.path() / "1.uncounted", show_uncounted(written));

  const Run run = read_launches(folder.path());

  CHECK(run.warnings.empty());
  REQUIRE(run.instructions.size() == 1);
  CHECK(run.instructions[0].benchmark == "BM_a");
  CHECK(run.instructions[0].iterations == 100);
  CHECK(run.instructions[0].failure == written.failure);
}

TEST_CASE("a file that does not say why there is no count is refused", "[reports][ingest]") {
  const auto [bytes, reason] = GENERATE(table<std::string, std::string>({
      {"", "is empty"},
      {"[]", "schema_version is not 1"},
      {R"({"schema_version": 2})", "schema_version is not 1"},
      {R"({"schema_version": 1, "reason": "x", "iterations": 1})", "lacks the text benchmark"},
      {R"({"schema_version": 1, "benchmark": "B", "reason": "", "iterations": 1})", "text reason"},
      {R"({"schema_version": 1, "benchmark": "B", "reason": "x", "iterations": -1})", "no count"},
      {R"({"schema_version": 1, "benchmark": "B", "reason": "x"})", "no count"},
  }));

  CHECK_THROWS_WITH(read_uncounted(bytes, "x.uncounted"),
                    Contains("x.uncounted") && Contains(reason));
}

TEST_CASE("counts of instructions are not compared with themselves", "[reports][ingest]") {
  const TemporaryFolder folder;
  const TemporaryFolder other;
  for (const TemporaryFolder* side : {&folder, &other}) {
    write_file(side->path() / "1.callgrind", profile(command, part("1", at_exit, "11")));
  }
  const Run run = read_launches(folder.path());

  CHECK_THROWS_WITH(refuse_shared_launches(run, run), Contains("is both sides"));
  CHECK_NOTHROW(refuse_shared_launches(run, read_launches(other.path())));
}

}  // namespace reports
