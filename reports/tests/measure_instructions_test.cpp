// SPDX-License-Identifier: MIT
#include "reports/measure/instructions.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <csignal>

#include "reports/evidence/local_process_runner.h"
#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/ingest/launches.h"
#include "reports/measure/folder_lock.h"
#include "reports/model/error.h"
#include "reports/tests/support/temporary_folder.h"
#include "reports/verdict/instructions.h"

namespace reports {
namespace {

using Catch::Contains;
using Arguments = std::vector<std::string>;

std::string value_of(const Arguments& argv, std::string_view option) {
  for (const std::string& argument : argv) {
    if (argument.starts_with(option)) return argument.substr(option.size());
  }
  return {};
}

/// As callgrind writes arguments.
std::string quoted(const std::string& argument) {
  std::string text;
  for (const char character : argument)
    text += character == '\\' ? "\\\\" : std::string(1, character);
  return text;
}

std::string results(const std::string& rows) {
  return "{\"context\": {}, \"benchmarks\": [" + rows + "]}";
}

/// Valgrind and two programs. Each profile says that the loop executed 1000 instructions.
struct FakeValgrind : ProcessRunner {
  std::string listing = "BM_a.b/iterations:10\nBM_a.b/iterations:20\nBM_c\n";
  std::string only_in_new;
  std::string rows = R"({"name": "BM_a.b/iterations:10", "real_time": 0})";
  std::vector<Arguments> counted;
  std::size_t most_counts = 1000;  ///< during the next a signal comes
  ProcessEnd end_by_signal = {RunEnd::signaled, {}, SIGINT, "", 0};
  bool is_installed = true;
  bool may_setarch = true;
  bool writes = true;
  bool reaches_the_loop = true;
  int listing_exit_code = 0;
  int exit_code = 0;

  ProcessEnd run(const Arguments& argv, std::optional<std::chrono::milliseconds>,
                 const OnOutput& on_output) override {
    CHECK(argv[0] == "env");
    CHECK(argv[1] == "-i");
    const auto has = [&](std::string_view argument) {
      return std::find(argv.begin(), argv.end(), argument) != argv.end();
    };
    if (has("setarch") && !may_setarch) return {RunEnd::exited, 1, {}, "", 0};
    if (has("--version")) return {RunEnd::exited, is_installed ? 0 : 127, {}, "", 0};
    if (has("--benchmark_list_tests")) {
      on_output(has("./new") ? listing + only_in_new : listing);
      return {RunEnd::exited, listing_exit_code, {}, "", 0};
    }
    if (counted.size() == most_counts) return end_by_signal;
    counted.push_back(argv);
    on_output("one\ntwo words\n");
    write_file(value_of(argv, "--callgrind-out-file="), writes ? profile(argv) : "");
    write_file(value_of(argv, "--benchmark_out="), results(rows));
    return {RunEnd::exited, exit_code, {}, "", 0};
  }

  std::string profile(const Arguments& argv) const {
    const std::string dump = std::string("--dump-before=") + std::string(loop_end());
    return "creator: callgrind-3.19.0\ncmd: " + quoted(argv.back()) + "\npart: 1\nthread: 1\n" +
           "desc: Trigger: " + (reaches_the_loop ? dump : "other") +
           "\nevents: Ir\ntotals: 1000\npart: 2\nthread: 1\ndesc: Trigger: Program termination\n" +
           "events: Ir\ntotals: 7\n";
  }

  static std::string_view loop_end() { return "benchmark::State::FinishKeepRunning()"; }
};

struct Steps : Progress {
  std::vector<std::string> texts;
  void at(int done, int all, const std::string& next) override {
    texts.push_back(std::to_string(done) + " of " + std::to_string(all) + ": " + next);
  }
  void finish() override { texts.emplace_back("finished"); }
};

struct Counting {
  TemporaryFolder folder;
  FakeValgrind valgrind;
  Steps steps;
  std::array<Arguments, 2> commands = {{{"./base"}, {"./new", "--x"}}};
  std::string filter;
  std::vector<Warning> warnings;

  SessionEnd run() {
    return run_instructions(commands, folder.path(), filter, valgrind, steps, warnings);
  }

  std::vector<BenchmarkComparison> rows() const {
    return compare_instructions(read_launches(folder.path() / "base"),
                                read_launches(folder.path() / "new"));
  }
};

}  // namespace

TEST_CASE("each of a pair is counted twice on each side, and can be read", "[reports][measure]") {
  Counting counting;

  CHECK(counting.run() == SessionEnd::complete);

  CHECK(counting.valgrind.counted.size() == 8);
  for (const char* side : {"base", "new"}) {
    const Run run = read_launches(counting.folder.path() / side);
    CHECK(run.warnings.empty());
    REQUIRE(run.instructions.size() == 4);
    CHECK_THAT(run.instructions[0].file, Catch::EndsWith("001.callgrind"));
    CHECK(run.instructions[0].benchmark == "BM_a.b");
    CHECK(run.instructions[0].iterations == 10);
    CHECK(run.instructions[3].iterations == 20);
    CHECK(run.instructions[3].instructions == 1000);
  }
  CHECK(counting.steps.texts.front() == "0 of 8: base BM_a.b/iterations:10");
  CHECK(counting.steps.texts.back() == "finished");
}

TEST_CASE("programs see the environment that is written down, and one benchmark",
          "[reports][measure]") {
  Counting counting;
  counting.run();

  const Arguments& argv = counting.valgrind.counted.back();
  CHECK(Arguments(argv.begin(), argv.begin() + 9) ==
        Arguments{"env", "-i", "PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/", "LANG=C", "TZ=UTC",
                  "setarch", "-R", "valgrind"});
  CHECK(Arguments(argv.end() - 5, argv.end() - 3) == Arguments{"./new", "--x"});
  CHECK(argv.back() == "--benchmark_filter=^BM_a\\.b/iterations:20$");
}

TEST_CASE("where address randomisation may not be switched off, it stays", "[reports][measure]") {
  Counting counting;
  counting.valgrind.may_setarch = false;

  CHECK(counting.run() == SessionEnd::complete);
  CHECK(counting.valgrind.counted[0][6] == "valgrind");
}

TEST_CASE("an interrupted count goes on where it was", "[reports][measure]") {
  Counting counting;
  counting.valgrind.most_counts = 3;

  CHECK(counting.run() == SessionEnd::interrupted);
  CHECK(read_launches(counting.folder.path() / "base").instructions.size() == 3);

  counting.valgrind.most_counts = 1000;
  CHECK(counting.run() == SessionEnd::complete);
  CHECK(counting.valgrind.counted.size() == 8);
}

TEST_CASE("a signal that was handed on interrupts, however the program ended",
          "[reports][measure]") {
  Counting counting;
  counting.valgrind.most_counts = 0;
  const int exit_code = GENERATE(0, 1, 130);
  counting.valgrind.end_by_signal = {RunEnd::exited, exit_code, {}, "", 0, SIGINT};

  CHECK(counting.run() == SessionEnd::interrupted);
  CHECK(std::filesystem::is_empty(counting.folder.path() / "base"));
}

TEST_CASE("two counts do not share a folder", "[reports][measure]") {
  Counting counting;
  const FolderLock lock(counting.folder.path());

  CHECK_THROWS_WITH(counting.run(), Contains("another measurement"));
  CHECK(counting.valgrind.counted.empty());
}

TEST_CASE("counts of another command are not taken for this one's", "[reports][measure]") {
  Counting counting;
  counting.run();
  counting.commands[1] = {"./new"};

  CHECK_THROWS_WITH(counting.run(), Contains("instructions.json: tells of other commands"));
}

TEST_CASE("a program that changed behind another is not taken for the old one",
          "[reports][measure]") {
  Counting counting;
  const TemporaryFolder programs;
  const std::filesystem::path program = programs.path() / "bench";
  const auto build = [&](const char* text) {
    write_file(program, text);
    std::filesystem::permissions(program, std::filesystem::perms::owner_all);
  };
  build("old");
  counting.commands[1] = {"nice", program.string()};
  counting.run();
  build("new");

  CHECK_THROWS_WITH(counting.run(), Contains("instructions.json: tells of other commands"));
}

TEST_CASE("a folder with anything else in it is refused and left as it was", "[reports][measure]") {
  Counting counting;
  const std::string name = GENERATE("session.json", "base/001.callgrind", "notes.txt");
  const std::filesystem::path file = counting.folder.path() / name;
  std::filesystem::create_directories(file.parent_path());
  write_file(file, "whatever");

  CHECK_THROWS_WITH(counting.run(), Contains("there is no instructions.json beside it"));
  CHECK(counting.valgrind.counted.empty());
  CHECK(read_file(file) == "whatever");
  CHECK_FALSE(std::filesystem::exists(counting.folder.path() / "instructions.json"));
}

TEST_CASE("a file that this count did not leave is refused", "[reports][measure]") {
  Counting counting;
  counting.run();
  const std::filesystem::path base = counting.folder.path() / "base";

  SECTION("one too many") {
    std::filesystem::copy_file(base / "001.callgrind", base / "005.callgrind");
    CHECK_THROWS_WITH(counting.run(), Contains("005.callgrind: is not of this count"));
  }
  SECTION("one with other iterations") {
    std::filesystem::rename(base / "004.callgrind", base / "001.callgrind");
    CHECK_THROWS_WITH(counting.run(), Contains("001.callgrind: is not of this count"));
  }
  SECTION("one of another kind") {
    write_file(base / "001.json", "{}");
    CHECK_THROWS_WITH(counting.run(), Contains("001.json: is not of this count"));
  }
  CHECK(counting.valgrind.counted.size() == 8);
}

TEST_CASE("what a benchmark reports of itself is kept in the place of its count",
          "[reports][measure]") {
  Counting counting;
  const auto [row, reason] = GENERATE(table<std::string, std::string>({
      {R"({"error_occurred": true, "error_message": "wrong"})", "BASE: error: wrong"},
      {R"({"skipped": true, "skip_message": "no device"})", "BASE: skipped: no device"},
      {R"({"name": "first repetition"}, {"error_occurred": true})",
       "BASE: error: without a message"},
  }));
  counting.valgrind.rows = row;
  counting.valgrind.reaches_the_loop = GENERATE(true, false);

  CHECK(counting.run() == SessionEnd::complete);

  REQUIRE(counting.rows().size() == 1);
  CHECK(counting.rows()[0].name == "BM_a.b");
  CHECK(counting.rows()[0].verdict == Verdict::not_run);
  CHECK(counting.rows()[0].reason == reason);
  CHECK(counting.run() == SessionEnd::complete);
  CHECK(counting.valgrind.counted.size() == 8);  // as many as before
}

TEST_CASE("fixed iterations without a partner are not counted, and said", "[reports][measure]") {
  Counting counting;
  counting.valgrind.listing +=
      "BM_typo/iterations:201\nBM_typo/iterations:100\nBM_once/iterations:7/threads:2\nBM_d\n";

  counting.run();

  const auto rows = counting.rows();
  REQUIRE(rows.size() == 3);
  CHECK(rows[1].name == "BM_typo");
  CHECK(rows[1].verdict == Verdict::not_run);
  CHECK(rows[1].reason == "BASE: has 100, 201; lacks N and 2N iterations");
  CHECK(rows[2].name == "BM_once/threads:2");
  CHECK(rows[2].reason == "BASE: has 7; lacks N and 2N iterations");
  CHECK(counting.valgrind.counted.size() == 8);
  REQUIRE(counting.warnings.size() == 1);
  CHECK(counting.warnings[0].text ==
        "2 benchmarks are not counted, without fixed iterations: BM_c, ...");
  CHECK(counting.run() == SessionEnd::complete);
}

TEST_CASE("a name that would break the progress line is escaped and shortened",
          "[reports][measure]") {
  Counting counting;
  const std::string name = "BM_\x1b[31m" + std::string(100, 'x') + "\xc3\xa4/iterations:";
  counting.valgrind.listing = name + "10\n" + name + "20\n";

  counting.run();

  CHECK(counting.steps.texts.front() ==
        "0 of 8: base BM_\\x1b[31mxxxxx...xx\xc3\xa4/iterations:10");
}

TEST_CASE("threads are counted once, to tell that there are some", "[reports][measure]") {
  Counting counting;
  counting.valgrind.listing =
      "BM_a/iterations:10/threads:2\nBM_a/iterations:20/threads:2\n"
      "BM_b/iterations:10/threads:1\nBM_b/iterations:20/threads:1\n";

  counting.run();

  CHECK(counting.valgrind.counted.size() == 2 * (1 + 4));
}

TEST_CASE("a benchmark that only one side has is counted there", "[reports][measure]") {
  Counting counting;
  counting.valgrind.only_in_new = "BM_d/iterations:5\nBM_d/iterations:10\n";

  counting.run();

  const auto rows = compare_instructions(read_launches(counting.folder.path() / "base"),
                                         read_launches(counting.folder.path() / "new"));
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].name == "BM_a.b");
  CHECK(rows[1].name == "BM_d");
  CHECK(rows[1].reason == "new: BASE does not have it");
}

TEST_CASE("without a pair of iterations the error says how to register one", "[reports][measure]") {
  Counting counting;
  counting.valgrind.listing = "BM_a/iterations:10\nBM_b/iterations:20\nBM_c\n";

  CHECK_THROWS_WITH(counting.run(), Contains("->Iterations(1000) and with ->Iterations(2000)"));
}

TEST_CASE("without a pair on one side nothing is counted on the other", "[reports][measure]") {
  Counting counting;
  counting.valgrind.listing = "BM_c\n";
  counting.valgrind.only_in_new = "BM_d/iterations:5\nBM_d/iterations:10\n";

  CHECK_THROWS_WITH(counting.run(), Contains("./base: no benchmark is registered with N"));
  CHECK(counting.valgrind.counted.empty());
}

TEST_CASE("without valgrind the error names the package", "[reports][measure]") {
  Counting counting;
  counting.valgrind.is_installed = false;

  CHECK_THROWS_WITH(counting.run(), Contains("install the package valgrind"));
}

TEST_CASE("a program that fails under callgrind leaves no count", "[reports][measure]") {
  Counting counting;

  counting.valgrind.exit_code = 1;
  CHECK_THROWS_WITH(counting.run(), Contains("exited with 1 and said: one | two words"));
  counting.valgrind.exit_code = 0;
  counting.valgrind.reaches_the_loop = false;
  CHECK_THROWS_WITH(counting.run(), Contains("the timed loop of BM_a.b/iterations:10 did not end"));
  CHECK(std::filesystem::is_empty(counting.folder.path() / "base"));
  counting.valgrind.writes = false;
  CHECK_THROWS_WITH(counting.run(), Contains("callgrind wrote nothing"));
}

TEST_CASE("the error of a program that fails names its environment and how to give it more",
          "[reports][measure]") {
  Counting counting;
  counting.valgrind.listing_exit_code = 127;

  CHECK_THROWS_WITH(counting.run(),
                    Contains("./base --benchmark_list_tests: exited with 127") &&
                        Contains("but PATH=/usr/local/bin:/usr/bin:/bin HOME=/ LANG=C TZ=UTC:") &&
                        Contains("'env LD_LIBRARY_PATH=/DIRECTORY /PATH/PROGRAM'"));
}

TEST_CASE("instructions of a real program repeat exactly", "[.valgrind]") {
  Counting counting;
  LocalProcessRunner runner;
  counting.commands = {
      {{REPORTS_COUNTED_PROGRAM}, {"env", "X=y", "nice", REPORTS_COUNTED_PROGRAM}}};

  CHECK(run_instructions(counting.commands, counting.folder.path(), "", runner, counting.steps,
                         counting.warnings) == SessionEnd::complete);

  const auto rows = counting.rows();
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].name == "add_up");
  CHECK(rows[0].verdict == Verdict::no_change);
  CHECK(rows[0].base == rows[0].candidate);
  CHECK(rows[0].base > 100);
  CHECK(rows[1].name == "add_up/threads:2");
  CHECK(rows[1].reason == "runs 2 threads; instruction counts are for one");
  CHECK(rows[2].name == "v1.2");
  CHECK(rows[2].verdict == Verdict::no_change);
  CHECK(rows[3].name == "fail");
  CHECK(rows[3].reason == "BASE: error: wrong result");
}

}  // namespace reports
