// SPDX-License-Identifier: MIT
#pragma once

#include "reports/evidence/process_runner.h"
#include "reports/evidence/surroundings.h"

namespace reports {

/// A machine on which nothing changes unless a test says so.
struct FakeSurroundings : Surroundings {
  std::string time = "2026-03-01T12:00:00Z";
  Host machine{"host-1", "A CPU", 8, "x86_64", "Linux 6.1", "Debian 12", "performance"};
  Checkout sources{{"0123456789abcdef0123", false, ""}, ""};

  std::string now() override { return time; }
  Host host() override { return machine; }
  Checkout checkout(const std::filesystem::path&) override { return sources; }
};

/// A command that does what `act` does, prints `output` and ends as `end` says.
struct FakeRunner : ProcessRunner {
  std::function<void()> act = [] {};
  std::string output;
  ProcessEnd end{RunEnd::exited, 0, std::nullopt, "", 5};

  ProcessEnd run(const std::vector<std::string>&, std::optional<std::chrono::milliseconds>,
                 const OnOutput& on_output) override {
    act();
    on_output(output);
    return end;
  }
};

}  // namespace reports
