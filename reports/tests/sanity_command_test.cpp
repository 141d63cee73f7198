// SPDX-License-Identifier: MIT
//
// The real program, real git, real processes: run, then sanity, then verify.
#include <catch2/catch.hpp>
#include <cstdlib>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/tests/support/good_chain.h"
#include "reports/tests/support/program.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

namespace fs = std::filesystem;

constexpr const char* junit =
    "<testsuites><testsuite name=\"t\"><testcase name=\"one\"/></testsuite></testsuites>";

/// A committed checkout with a plan of one line, and its evidence.
struct Project {
  TemporaryFolder folder;
  fs::path evidence = folder.path() / "build/evidence";
  fs::path report = folder.path() / "build/report";

  Project() {
    write_file(folder.path() / "tests.xml", junit);
    write_file(folder.path() / "plan.yaml",
               "schema_version: 1\ntitle: A project\nchecks:\n- {id: tests, title: The tests, "
               "type: tests, evidence: tests, file: out.xml, at_least: 1}\n");
    write_file(folder.path() / ".gitignore", "build/\n");
    fs::create_directory(folder.path() / "build");
    in_folder("git init -q . && git add -A && git -c user.name=A -c user.email=a@b commit -qm one");
  }

  void in_folder(const std::string& script) const {
    REQUIRE(std::system(("cd '" + folder.path().string() + "' && " + script).c_str()) == 0);
  }

  ProgramResult run(const std::string& options, const std::string& command) const {
    return run_reports("run --id tests -o '" + evidence.string() + "' " + options + " -- " +
                       command);
  }

  /// Evidence is of the checkout in which the command runs.
  void record() const {
    in_folder("'" REPORTS_PROGRAM
              "' run --id tests -o build/evidence --artifact build/out.xml -- "
              "cp tests.xml build/out.xml");
  }

  ProgramResult sanity() const {
    return run_reports("sanity --plan '" + (folder.path() / "plan.yaml").string() +
                       "' --evidence '" + evidence.string() + "' -o '" + report.string() + "'");
  }

  ProgramResult verify() const {
    return run_reports("verify '" + (report / "report.json").string() + "'");
  }

  void edit(const fs::path& file, const std::string& from, const std::string& to) const {
    write_file(report / file, replaced(read_file(report / file), from, to));
  }
};

}  // namespace

TEST_CASE("run passes on the command's output and exit code", "[reports][sanity_command]") {
  const Project project;

  const ProgramResult result = project.run("", "sh -c 'echo seen; exit 7'");

  CHECK(result.exit_code == 7);
  CHECK(result.standard_output == "seen\n");
}

TEST_CASE("run hands every argument on as it is", "[reports][sanity_command]") {
  const ProgramResult result = Project().run("", "printf '%s|' '[a,b]' -- --id -o ''");

  CHECK(result.standard_output == "[a,b]|--|--id|-o||");
}

TEST_CASE("run says how a command that did not exit ended", "[reports][sanity_command]") {
  const auto [options, command, exit_code, said] =
      GENERATE(table<std::string, std::string, int, std::string>({
          {"--timeout 0.2", "sleep 1000", 124, "killed at its time limit of 0.2 s"},
          {"", "/no/such/program", 127, "cannot be started: No such file or directory"},
          {"", "sh -c 'kill -TERM $$'", 143, ""},
          {"--artifact /no/such/file", "true", 0, "the command wrote no /no/such/file"},
      }));
  CAPTURE(command);

  const ProgramResult result = Project().run(options, command);

  CHECK(result.exit_code == exit_code);
  CHECK_THAT(result.standard_error, Catch::Contains(said));
}

TEST_CASE("run refuses what it cannot do, with exit 2", "[reports][sanity_command]") {
  const std::string arguments =
      GENERATE("run -o x -- true", "run --id a -- true", "run --id a -o x", "run --id a -o x true",
               "run --id ../a -o x -- true", "run --id a -o x --timeout 0 -- true",
               "run --id a -o /proc/none -- true", "run --id a -o x --frobnicate -- true");
  CAPTURE(arguments);

  const ProgramResult result = run_reports(arguments);

  CHECK(result.exit_code == 2);
  CHECK(result.standard_output.empty());
}

TEST_CASE("a run that is interrupted is recorded as one", "[reports][sanity_command]") {
  const Project project;

  const ProgramResult result = project.run("", "sh -c 'kill -INT $PPID; exec sleep 1000'");

  CHECK(result.exit_code == 130);
  CHECK_THAT(read_file(project.evidence / "tests.json"), Catch::Contains("\"signal\": 2"));
}

TEST_CASE("a run that is killed leaves a record that says it did not end",
          "[reports][sanity_command]") {
  const Project project;
  project.record();

  project.run("", "sh -c 'kill -KILL $PPID'");
  const ProgramResult result = project.sanity();

  CHECK(result.exit_code == 3);
  CHECK_THAT(result.standard_output, Catch::Contains("did not end: the run was killed"));
}

TEST_CASE("sound evidence PASSES, and the report verifies wherever it is moved",
          "[reports][sanity_command]") {
  const Project project;
  project.record();

  const ProgramResult result = project.sanity();
  fs::remove_all(project.evidence);
  const ProgramResult verified = project.verify();

  CHECK(result.exit_code == 0);
  CHECK_THAT(result.standard_output, Catch::Contains("PASSED: every required line PASSED\n"));
  CHECK_THAT(result.standard_output, Catch::Contains("report.html"));
  CHECK(verified.exit_code == 0);
  CHECK_THAT(verified.standard_output, Catch::Contains("verified:"));
}

TEST_CASE("each verdict has its exit code, also when verified", "[reports][sanity_command]") {
  const Project project;

  SECTION("FAILED is 1") {
    project.run("--artifact out.xml", "false");
    CHECK(project.sanity().exit_code == 1);
    CHECK(project.verify().exit_code == 1);
  }
  SECTION("NOT RUN is 3") {
    fs::create_directories(project.evidence);
    CHECK(project.sanity().exit_code == 3);
    CHECK(project.verify().exit_code == 3);
  }
  SECTION("INCONCLUSIVE is 3") {
    write_file(project.folder.path() / "new.txt", "not committed");
    project.record();
    CHECK(project.sanity().exit_code == 3);
    CHECK_THAT(project.sanity().standard_output, Catch::Contains("uncommitted changes"));
  }
}

TEST_CASE("bad input to sanity is one line, exit 2, and no report", "[reports][sanity_command]") {
  const Project project;
  project.record();
  const std::string plan = project.folder.path() / "plan.yaml";
  std::string cause;

  SECTION("an unknown key") {
    write_file(plan, read_file(plan) + "colour: red\n");
    cause = "plan.yaml:5: unknown key 'colour'";
  }
  SECTION("no plan") {
    fs::remove(plan);
    cause = "plan.yaml";
  }
  SECTION("no folder of evidence") {
    fs::remove_all(project.evidence);
    cause = "no folder of evidence";
  }
  SECTION("the output holds other things") {
    fs::create_directory(project.report);
    write_file(project.report / "thesis.txt", "precious");
    cause = "neither empty nor an earlier report";
  }

  const ProgramResult result = project.sanity();

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_error, Catch::Contains(cause));
  CHECK_FALSE(fs::exists(project.report / "report.json"));
  CHECK(std::distance(fs::directory_iterator(project.report.parent_path()), {}) <= 3);
}

TEST_CASE("a new report takes the place of the old one as a whole", "[reports][sanity_command]") {
  const Project project;
  project.record();
  project.sanity();
  write_file(project.report / "stale.html", "of yesterday");

  CHECK(project.sanity().exit_code == 0);

  CHECK_FALSE(fs::exists(project.report / "stale.html"));
}

TEST_CASE("whatever is edited in a report's folder is found", "[reports][sanity_command]") {
  const Project project;
  project.run("--artifact out.xml", "false");
  project.sanity();
  std::string cause;

  SECTION("the verdict") {
    project.edit("report.json", "\"verdict\": \"failed\"", "\"verdict\": \"passed\"");
    cause = "report.json: /verdict is \"passed\"; derived: \"failed\"";
  }
  SECTION("spaces in the report") {
    write_file(project.report / "report.json", read_file(project.report / "report.json") + " ");
    cause = "its bytes do not";
  }
  SECTION("the page") {
    write_file(project.report / "report.html", "<h1>PASSED</h1>");
    cause = "report.html: is not the page of this evidence";
  }
  SECTION("the other page") {
    write_file(project.report / "report.md", "PASSED");
    cause = "report.md: is not the page of this evidence";
  }
  SECTION("the evidence") {
    project.edit("evidence/tests.json", "\"exit_code\": 1", "\"exit_code\": 0");
    cause = "/checks/0/evidence/0/exit_code is 1; derived: 0";
  }
  SECTION("the output") {
    write_file(project.report / "evidence/tests/output.txt", "all good\n");
    cause = "output.txt was changed after it was recorded";
  }
  SECTION("the plan") {
    project.edit("plan/plan.yaml", "at_least: 1", "at_least: 1, required: false");
    cause = "/plan/0/sha256";
  }

  const ProgramResult result = project.verify();

  CHECK(result.exit_code == 1);
  CHECK_THAT(result.standard_output, Catch::Contains("NOT VERIFIED"));
  CHECK_THAT(result.standard_output, Catch::Contains(cause));
}

TEST_CASE("verify refuses what is no report", "[reports][sanity_command]") {
  const TemporaryFolder folder;
  const auto [text, cause] = GENERATE(table<std::string, std::string>({
      {"", "is empty"},
      {"{}", "not a report.json"},
      {"{\"schema_version\": 1", "cut off"},
      {"[]", "not a report.json"},
  }));
  write_file(folder.path() / "report.json", text);

  const ProgramResult result = run_reports("verify " + (folder.path() / "report.json").string());

  CHECK(result.exit_code == 2);
  CHECK_THAT(result.standard_error, Catch::Contains(cause));
}

}  // namespace reports
