// SPDX-License-Identifier: MIT
#include "reports/evidence/local_process_runner.h"

#include <catch2/catch.hpp>

namespace reports {
namespace {

struct Ran {
  ProcessEnd end;
  std::string output;
};

Ran shell(const std::string& script, std::optional<std::chrono::milliseconds> timeout = {}) {
  Ran ran;
  LocalProcessRunner runner;
  ran.end =
      runner.run({"sh", "-c", script}, timeout, [&](std::string_view text) { ran.output += text; });
  return ran;
}

}  // namespace

TEST_CASE("both outputs arrive in the order in which they were written", "[reports][evidence]") {
  const Ran ran = shell("echo one; echo two >&2; echo three");

  CHECK(ran.output == "one\ntwo\nthree\n");
  CHECK(ran.end.end == RunEnd::exited);
  CHECK(ran.end.exit_code == 0);
}

TEST_CASE("an exit code is passed on", "[reports][evidence]") {
  CHECK(shell("exit 42").end.exit_code == 42);
}

TEST_CASE("much output arrives whole", "[reports][evidence]") {
  CHECK(shell("head -c 1000000 /dev/zero").output.size() == 1000000);
}

TEST_CASE("death by a signal is not an exit code", "[reports][evidence]") {
  const Ran ran = shell("kill -SEGV $$");

  CHECK(ran.end.end == RunEnd::signaled);
  CHECK(ran.end.signal == 11);
  CHECK_FALSE(ran.end.exit_code);
}

TEST_CASE("the time limit kills the command and what it started", "[reports][evidence]") {
  // The pipe would stay open, and this test hang, if the inner shell lived on.
  const Ran ran =
      shell("sh -c 'echo started; exec sleep 1000'; true", std::chrono::milliseconds(300));

  CHECK(ran.end.end == RunEnd::timed_out);
  CHECK(ran.output == "started\n");
}

TEST_CASE("a command that ended is not waited for because of what it left behind",
          "[reports][evidence]") {
  const Ran ran = shell("sleep 1000 & echo $!");

  CHECK(ran.end.exit_code == 0);
  shell("kill " + ran.output);
}

TEST_CASE("what does not exist is not started, and says why", "[reports][evidence]") {
  LocalProcessRunner runner;

  const ProcessEnd end = runner.run({"/no/such/program"}, {}, [](std::string_view) {});

  CHECK(end.end == RunEnd::not_started);
  CHECK(end.error == "No such file or directory");
}

TEST_CASE("standard input is empty", "[reports][evidence]") {
  CHECK(shell("cat; echo done").output == "done\n");
}

}  // namespace reports
