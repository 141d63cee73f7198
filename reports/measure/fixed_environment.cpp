// SPDX-License-Identifier: MIT
#include "reports/measure/fixed_environment.h"

#include <csignal>
#include <optional>

#include "reports/measure/launch.h"
#include "reports/model/error.h"

namespace reports {
namespace {

bool asks_to_stop(const ProcessEnd& end) {
  return end.forwarded_signal || end.signal == SIGINT || end.signal == SIGTERM ||
         end.signal == SIGHUP;
}

std::string environment_shown() {
  std::string text;
  for (const std::string_view variable : fixed_environment) {
    text += (text.empty() ? "" : " ") + std::string(variable);
  }
  return text;
}

}  // namespace

FinishedProcess run_in_fixed_environment(const std::vector<std::string>& command,
                                         ProcessRunner& runner) {
  std::vector<std::string> argv = {"env", "-i"};
  argv.insert(argv.end(), fixed_environment.begin(), fixed_environment.end());
  argv.insert(argv.end(), command.begin(), command.end());
  FinishedProcess finished;
  finished.end =
      runner.run(argv, std::nullopt, [&](std::string_view text) { finished.output += text; });
  if (asks_to_stop(finished.end)) throw Interrupted();
  return finished;
}

void require_success(const FinishedProcess& finished, const std::string& what) {
  if (finished.end.end == RunEnd::exited && finished.end.exit_code == 0) return;
  throw Error(what + ": " + how_it_ended(finished.end, finished.output) +
              "; it sees nothing of your environment but " + environment_shown() +
              ": name it by its path, and what else it needs as in 'env "
              "LD_LIBRARY_PATH=/DIRECTORY /PATH/PROGRAM'");
}

}  // namespace reports
