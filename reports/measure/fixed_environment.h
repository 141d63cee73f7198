// SPDX-License-Identifier: MIT
//
// Programs that see the same environment on every machine and for every user. Its size moves the
// stack, and with it what functions like memcpy execute; its contents move what programs do.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "reports/evidence/process_runner.h"

namespace reports {

/// All that the programs see of the environment.
constexpr std::array<std::string_view, 4> fixed_environment = {"PATH=/usr/local/bin:/usr/bin:/bin",
                                                               "HOME=/", "LANG=C", "TZ=UTC"};

/// Thrown where a signal asked us to stop.
struct Interrupted {};

struct FinishedProcess {
  ProcessEnd end;
  std::string output;
};

/// Starts it and waits. Throws Interrupted if a signal came meanwhile.
FinishedProcess run_in_fixed_environment(const std::vector<std::string>& command,
                                         ProcessRunner& runner);

/// Throws Error, which begins with `what`, unless the process exited with 0. It says how the
/// process ended, and what it may have lacked.
void require_success(const FinishedProcess& finished, const std::string& what);

}  // namespace reports
