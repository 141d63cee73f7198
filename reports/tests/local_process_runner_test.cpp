// SPDX-License-Identifier: MIT
#include "reports/evidence/local_process_runner.h"

#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>

#include "reports/evidence/held_signals.h"

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

TEST_CASE("both outputs can be had apart", "[reports][evidence]") {
  std::string output;
  std::string error;
  LocalProcessRunner runner;

  const ProcessEnd end = runner.run_apart(
      {"sh", "-c", "echo one; echo two >&2; echo three; exit 7"},
      [&](std::string_view text) { output += text; },
      [&](std::string_view text) { error += text; });

  CHECK(output == "one\nthree\n");
  CHECK(error == "two\n");
  CHECK(end.exit_code == 7);
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

TEST_CASE("a signal that reaches us is handed on, and the caller knows", "[reports][evidence]") {
  const Ran ran = shell("kill -TERM $PPID; exec sleep 1000");

  CHECK(ran.end.signal == 15);
  CHECK(ran.end.forwarded_signal == 15);
}

TEST_CASE("a command that goes on in spite of a handed-on signal ends as it likes",
          "[reports][evidence]") {
  const Ran ran = shell("trap 'exit 7' TERM; kill -TERM $PPID; while :; do sleep 0.01; done");

  CHECK(ran.end.exit_code == 7);
  CHECK(ran.end.forwarded_signal == 15);
}

TEST_CASE("a second SIGINT kills what ignored the first", "[reports][evidence]") {
  const auto before = std::signal(SIGINT, [](int) {});  // one more may come when the command ended
  int calls = 0;
  LocalProcessRunner runner([&] { ++calls; });

  const ProcessEnd end =
      runner.run({"sh", "-c", "trap '' INT; while :; do kill -INT $PPID; sleep 0.01; done"}, {},
                 [](std::string_view) {});
  std::signal(SIGINT, before);

  CHECK(end.signal == SIGKILL);
  CHECK(end.forwarded_signal == SIGINT);
  CHECK(calls == 1);
}

TEST_CASE("a command's own death by a signal was not handed on", "[reports][evidence]") {
  CHECK_FALSE(shell("kill -TERM $$").end.forwarded_signal);
}

TEST_CASE("a signal that we were told to ignore is none", "[reports][evidence]") {
  const auto before = std::signal(SIGHUP, SIG_IGN);
  const Ran ran = shell("kill -HUP $PPID; exit 7");
  std::signal(SIGHUP, before);

  CHECK(ran.end.exit_code == 7);
  CHECK_FALSE(ran.end.forwarded_signal);
}

TEST_CASE("a signal between two commands waits for the second", "[reports][evidence]") {
  const HeldSignals held;
  CHECK_FALSE(shell("exit 0").end.forwarded_signal);

  ::kill(::getpid(), SIGTERM);  // would end this test
  const Ran ran = shell("exec sleep 1000");

  CHECK(ran.end.signal == 15);
  CHECK(ran.end.forwarded_signal == 15);
}

}  // namespace reports
