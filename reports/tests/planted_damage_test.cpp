// SPDX-License-Identifier: MIT
//
// Every way in which a chain of evidence was seen, or imagined, to say more than it knows. Each is
// planted alone into a good chain. None may end in PASSED, and the line must name the cause.
#include <catch2/catch.hpp>
#include <fstream>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/tests/support/good_chain.h"

namespace reports {
namespace {

const auto failed = CheckState::failed;
const auto not_run = CheckState::not_run;
const auto inconclusive = CheckState::inconclusive;

/// Text of one file or plan, replaced before anything is recorded.
struct Edit {
  const char* id;  ///< of the evidence and of the line
  const char* from;
  const char* to;
  CheckState state;
  const char* cause;
};

void expect(const SanityReport& report, const std::string& id, CheckState state,
            const std::string& cause) {
  CHECK(report.verdict != CheckState::passed);
  CHECK(word(line(report, id).state) == word(state));
  CHECK_THAT(line(report, id).reason, Catch::Contains(cause));
}

void append(const std::filesystem::path& path, const std::string& text) {
  std::ofstream(path, std::ios::app) << text;
}

}  // namespace

TEST_CASE("a chain without damage PASSES, and each line says why", "[reports][planted]") {
  GoodChain chain;

  const SanityReport report = chain.run();

  CHECK(report.verdict == CheckState::passed);
  CHECK(report.reason == "every required line PASSED");
  for (const JudgedCheck& check : report.checks) {
    CAPTURE(check.planned.id, check.reason);
    CHECK(check.state == CheckState::passed);
    CHECK(check.findings.empty());
  }
  CHECK(line(report, "tests").evidence.at(0).executed == 7);
  CHECK(line(report, "layout").reason == "2 contracts of 1 type PROVED, at lines of 64, 128 bytes");
}

TEST_CASE("damage in what a command wrote is found", "[reports][planted]") {
  const auto edit = GENERATE(values<Edit>({
      // layout
      {"layout", "\"incomplete\": false", "\"incomplete\": true", not_run, "incomplete"},
      {"layout", "\"failed\": []", "\"failed\": [\"ring.cpp: 'x.h' not found\"]", not_run,
       "'x.h' not found"},
      {"layout", "\"proved\": 2", "\"proved\": 3", not_run,
       "counts 3 contracts as proved and lists 2"},
      {"layout", "\"findings\": []",
       "\"findings\": [{\"rule\": \"atomic-straddle\", \"severity\": \"error\", "
       "\"message\": \"head_ crosses a line\"}]",
       failed, "atomic-straddle: head_ crosses a line"},
      {"layout", "\"coverage\"", "\"coverage_of_another_version\"", not_run, "coverage"},
      {"layout", "\"not_checked\": 0", "\"not_checked\": 1", not_run, "1 contract NOT CHECKED"},
      // tests
      {"tests", "name=\"one adds\" time=\"0.000\" status=\"run\"/>",
       "name=\"one adds\"><failure message=\"1 == 2\"/></testcase>", failed,
       "'one adds' failed: 1 == 2"},
      {"tests", "name=\"one adds\" time=\"0.000\" status=\"run\"/>",
       "name=\"one adds\"><error>\nFAILED:\n  threw\nat t.cpp:8</error></testcase>", failed,
       "'one adds' failed: threw"},
      {"tests", "name=\"one adds\" time=\"0.000\" status=\"run\"/>",
       "name=\"one adds\"><skipped/></testcase>", not_run, "not executed: 'one adds'"},
      {"tests", "name=\"one adds\" time=\"0.000\" status=\"run\"/>",
       "name=\"one adds\" status=\"disabled\"/>", not_run, "not executed: 'one adds'"},
      {"tests", "name=\"one adds\"", "name=\"one more\"", not_run,
       "1 of 5 named tests not executed: 'one adds'"},
      {"tests", "failures=\"0\"", "failures=\"1\"", failed,
       "counts 1 failure of tests that it does not list"},
      {"tests", "</testsuites>", "", not_run, "tests.xml: damaged or cut off"},
      {"tests", "<testsuites>", "<suites>", not_run, "tests.xml: damaged"},
      // benchmarks
      {"benchmarks", "\"run_name\": \"BM_Add/8\"", "\"run_name\": \"BM_Sub/8\"", not_run,
       "not measured: 'BM_Add/8'"},
      {"benchmarks", "\"run_name\": \"BM_New\",",
       "\"run_name\": \"BM_New\", \"error_occurred\": true, \"error_message\": \"no socket\",",
       failed, "'BM_New' failed: error: no socket"},
      {"benchmarks", "\"benchmarks\": [", "\"others\": [", not_run, "not Google Benchmark's"},
      // comparison
      {"comparison", "\"verdict\": \"no_change\", \"reason\": \"\"",
       "\"verdict\": \"regressed\", \"reason\": \"1.2 times\"", failed,
       "REGRESSED: 'BM_New' by real_time: 1.2 times"},
      {"comparison", "\"verdict\": \"no_change\", \"reason\": \"\"",
       "\"verdict\": \"inconclusive\", \"reason\": \"3 launches\"", inconclusive, "3 launches"},
      {"comparison", "\"verdict\": \"no_change\", \"reason\": \"\"",
       "\"verdict\": \"not_run\", \"reason\": \"vanished\"", not_run, "vanished"},
      {"comparison", "[12, 12]", "[1, 12]", inconclusive, "from a single launch"},
      {"comparison", "\"verdict\": \"no_change\",\n", "\"verdict\": \"inconclusive\",\n",
       inconclusive, "the comparison as a whole is INCONCLUSIVE"},
      {"comparison", "\"verdict\": \"no_change\",\n", "\"verdict\": \"fine\",\n", not_run,
       "the verdict \"fine\" has no meaning here"},
  }));
  CAPTURE(edit.id, edit.from, edit.to);
  GoodChain chain;
  std::string& content = chain.commands[edit.id].content;
  content = replaced(content, edit.from, edit.to);

  expect(chain.run(), edit.id, edit.state, edit.cause);
}

TEST_CASE("a file that was cut off is NOT RUN", "[reports][planted]") {
  const std::string id = GENERATE("layout", "tests", "benchmarks", "comparison");
  const std::size_t part = GENERATE(0, 1, 2);  // of three
  CAPTURE(id, part);
  GoodChain chain;
  std::string& content = chain.commands[id].content;
  content.resize(content.size() * part / 3);

  expect(chain.run(), id, not_run, chain.commands[id].file + ": ");
}

TEST_CASE("an allocation over the limit is FAILED", "[reports][planted]") {
  GoodChain chain;
  chain.plan = replaced(chain.plan, "{BM_Add/8: 1}", "{BM_New: 1}");

  expect(chain.run(), "benchmarks", failed,
         "'BM_New' allocates 1.062 times an iteration, at most 1");
}

TEST_CASE("a contract that is not PROVED keeps its word and its witness", "[reports][planted]") {
  const auto [verdict, state, cause] = GENERATE(table<std::string, CheckState, std::string>({
      {"violated", failed,
       "VIOLATED: net::Ring at 64-byte lines (x86_64-linux-gnu): head_ and tail_"},
      {"unknown", inconclusive, "UNKNOWN: net::Ring at 64-byte lines"},
      {"not_checked", not_run, "NOT CHECKED: net::Ring at 64-byte lines"},
  }));
  GoodChain chain;
  std::string& json = chain.commands["layout"].content;
  const auto claims = [](const std::string& word, const std::string& witness) {
    return "\"line_size\": 64,\n      \"storage_bytes\": 128,\n"
           "      \"assumption\": \"objects are aligned to 128 bytes, as the type asks\",\n"
           "      \"verdict\": \"" +
           word +
           "\",\n      \"pairs\": [{ \"fields\": "
           "[\"head_\", \"tail_\"], \"verdict\": \"" +
           word +
           "\", \"placement\": \"every\",\n"
           "                  \"witness\": " +
           witness;
  };
  json = replaced(json, claims("proved", "null"),
                  claims(verdict, R"({"base": 56, "line": 0, "failing": 7, "placements": 8})"));
  json = replaced(json, "\"proved\": 2", "\"proved\": 1");
  json = replaced(json, "\"" + verdict + "\": 0", "\"" + verdict + "\": 1");

  const SanityReport report = chain.run();

  expect(report, "layout", state, cause);
  CHECK_THAT(line(report, "layout").reason,
             Catch::Contains("line 0 at base 56, in 7 of 8 placements"));
}

TEST_CASE("a plan that wants more than there is gets NOT RUN", "[reports][planted]") {
  const auto [id, from, to,
              cause] = GENERATE(table<std::string, std::string, std::string, std::string>({
      {"layout", "at_least: 2", "at_least: 3", "2 contracts checked, the plan wants at least 3"},
      {"layout", "[64, 128]", "[64, 256]", "no contract of net::Ring was checked at 256-byte"},
      {"layout", "'net::Ring'", "'net::Rong'", "no contract of net::Rong"},
      {"layout", "Linux x86_64", "Darwin arm64",
       "not run on Darwin arm64: the evidence was produced on Linux x86_64"},
      {"tests", "listed_by: list", "at_least: 8", "7 tests executed, the plan wants at least 8"},
      {"tests", "listed_by: list", "listed_by: nothing",
       "list of tests 'nothing': there is no evidence"},
      {"tests", "file: tests.xml", "file: others.xml", "the run keeps no file others.xml"},
      {"tests", "evidence: tests", "evidence: others", "there is no evidence 'others'"},
      {"benchmarks", "[BM_New, BM_Add/8]", "[BM_New, BM_Post]", "not measured: 'BM_Post'"},
      {"benchmarks", "{BM_Add/8: 1}", "{BM_Post: 1}", "allocations of 'BM_Post' were not"},
      {"comparison", "evidence: comparison", "evidence: compare", "no baseline was compared"},
  }));
  CAPTURE(id, to);
  GoodChain chain;
  chain.plan = replaced(chain.plan, from, to);

  expect(chain.run(), id, not_run, cause);
}

TEST_CASE("zero tests are NOT RUN, however the program exits", "[reports][planted]") {
  GoodChain chain;
  chain.commands["tests"].content = std::string(
      "<testsuites><testsuite name=\"t\" errors=\"0\" failures=\"0\" tests=\"0\"/></testsuites>");

  expect(chain.run(), "tests", not_run, "no test was executed");
}

TEST_CASE("a program that lists no test proves nothing by passing all of them",
          "[reports][planted]") {
  GoodChain chain;
  chain.commands["list"].output = std::string("\n");

  expect(chain.run(), "tests", not_run, "list of tests 'list': it lists no test");
}

TEST_CASE("a test does not stand in for another whose name it extends", "[reports][planted]") {
  GoodChain chain;
  chain.commands["list"].output += "with both/left\n";  // a test of its own, by this list
  std::string& xml = chain.commands["tests"].content;
  xml = replaced(xml, "name=\"with both\"", "name=\"another\"");

  expect(chain.run(), "tests", not_run, "1 of 6 named tests not executed: 'with both'");
}

TEST_CASE("how a command ended outweighs what it wrote", "[reports][planted]") {
  const auto [end, state, cause] = GENERATE(table<ProcessEnd, CheckState, std::string>({
      {{RunEnd::exited, 1, {}, "", 5}, failed, "the command exited with 1"},
      {{RunEnd::exited, 3, {}, "", 5}, failed, "the command exited with 3"},
      {{RunEnd::signaled, {}, 11, "", 5}, failed, "ended by signal 11 (Segmentation fault)"},
      {{RunEnd::timed_out, {}, 9, "", 2500}, failed, "killed at its time limit, after 2.5 s"},
      {{RunEnd::not_started, {}, {}, "No such file", 0}, not_run, "not be started: No such file"},
  }));
  const std::string id = GENERATE("layout", "tests", "benchmarks", "comparison");
  CAPTURE(id, cause);
  GoodChain chain;
  chain.commands[id].end = end;

  expect(chain.run(), id, state, cause);
}

TEST_CASE("exit code 3 of a tool that says UNKNOWN adds nothing to it", "[reports][planted]") {
  GoodChain chain;
  chain.commands["comparison"].end.exit_code = 3;
  chain.commands["comparison"].content =
      replaced(chain.commands["comparison"].content, "\"verdict\": \"no_change\", \"reason\": \"\"",
               "\"verdict\": \"inconclusive\", \"reason\": \"3 launches\"");

  expect(chain.run(), "comparison", inconclusive, "3 launches");
}

TEST_CASE("a file that this run did not write is not evidence", "[reports][planted]") {
  const std::string id = GENERATE("layout", "tests", "benchmarks", "comparison");
  CAPTURE(id);
  GoodChain chain;
  GoodChain::Recorded& command = chain.commands[id];
  command.writes = false;

  SECTION("there is none: exit 0 without running") {
    expect(chain.run(), id, not_run, "the command wrote no " + command.file);
  }
  SECTION("it is left over from an earlier run") {
    write_file(chain.folder.path() / command.file, command.content);
    expect(chain.run(), id, not_run, command.file + " was there before the command");
  }
  SECTION("nobody ran the command") {
    command.runs = false;
    expect(chain.run(), id, not_run, "there is no evidence '" + id + "'");
  }
}

TEST_CASE("evidence that changed after it was recorded is FAILED", "[reports][planted]") {
  GoodChain chain;
  chain.record_all();
  const auto kept = chain.evidence() / "tests";

  SECTION("an artefact was edited") {
    append(kept / "tests.xml", "\n");
    expect(chain.judge(), "tests", failed, "tests.xml was changed after it was recorded");
  }
  SECTION("the output was edited") {
    append(kept / "output.txt", "all good\n");
    expect(chain.judge(), "tests", failed, "output.txt was changed after it was recorded");
  }
  SECTION("the list of tests was edited") {
    write_file(chain.evidence() / "list/output.txt", "one adds\n");
    expect(chain.judge(), "tests", failed, "list of tests 'list': output.txt was changed");
  }
  SECTION("the file of another run was put in its place") {
    write_file(kept / "tests.xml", read_file(chain.evidence() / "layout/layout.json"));
    expect(chain.judge(), "tests", failed, "tests.xml was changed after it was recorded");
  }
  SECTION("the record of another run was put in its place") {
    write_file(chain.evidence() / "tests.json", read_file(chain.evidence() / "layout.json"));
    expect(chain.judge(), "tests", failed, "of evidence 'layout': it was swapped");
  }
}

TEST_CASE("evidence that was lost after it was recorded is NOT RUN", "[reports][planted]") {
  GoodChain chain;
  chain.record_all();
  const auto record = chain.evidence() / "tests.json";

  SECTION("an artefact was deleted") {
    std::filesystem::remove(chain.evidence() / "tests/tests.xml");
    expect(chain.judge(), "tests", not_run, "tests.xml was recorded, but is gone");
  }
  SECTION("the record was deleted") {
    std::filesystem::remove(record);
    expect(chain.judge(), "tests", not_run, "there is no evidence 'tests'");
  }
  SECTION("the record was cut off") {
    write_file(record, read_file(record).substr(0, 100));
    expect(chain.judge(), "tests", not_run, "tests.json: not a record");
  }
  SECTION("the record names a file elsewhere") {
    write_file(record, replaced(read_file(record), "\"name\": \"tests.xml\"",
                                "\"name\": \"../layout/layout.json\""));
    expect(chain.judge(), "tests", not_run, "'../layout/layout.json' is no file name");
  }
  SECTION("the record has an unknown end") {
    write_file(record, replaced(read_file(record), "\"exited\"", "\"well\""));
    expect(chain.judge(), "tests", not_run, "the word \"well\" has no meaning here");
  }
}

TEST_CASE("a run that was killed is one that did not end", "[reports][planted]") {
  GoodChain chain;
  chain.record_all();
  const auto record = chain.evidence() / "tests.json";
  write_file(record, replaced(read_file(record), "\"exited\"", "\"started\""));

  expect(chain.judge(), "tests", not_run, "started at 2026-03-01T12:00:00Z and did not end");
}

TEST_CASE("evidence of other sources does not decide", "[reports][planted]") {
  GoodChain chain;

  SECTION("one piece is of another commit") {
    chain.record_all();
    chain.machine.sources.commit.id = "fedcba9876543210fedc";
    chain.record("tests");
    expect(chain.judge(), "tests", inconclusive,
           "the evidence is of commit fedcba987654, the plan's checkout is at 0123456789ab");
  }
  SECTION("all of it is of another commit") {
    chain.frame.subject.id = "fedcba9876543210fedc";
    expect(chain.run(), "layout", inconclusive, "the plan's checkout is at fedcba987654");
  }
  SECTION("the tree was dirty") {
    chain.machine.sources.commit.dirty = true;
    expect(chain.run(), "tests", inconclusive,
           "uncommitted changes when the evidence was recorded");
  }
  SECTION("the plan is not committed") {
    chain.frame.subject.dirty = true;
    expect(chain.run(), "tests", inconclusive, "the plan's checkout has uncommitted changes");
  }
  SECTION("the commit is not known") {
    chain.machine.sources.commit = {"", false, "not a git repository"};
    expect(chain.run(), "tests", inconclusive, "is not known: not a git repository");
  }
  SECTION("the plan's commit is not known") {
    chain.frame.subject = {"", false, "not a git repository"};
    expect(chain.run(), "tests", inconclusive, "plan's checkout is not known: not a git");
  }
  SECTION("the evidence is younger than the report") {
    chain.frame.generated_at = "2026-03-01T11:00:00Z";
    expect(chain.run(), "tests", inconclusive, "after the report's time");
  }
}

}  // namespace reports
