// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "reports/evidence/process_runner.h"

namespace reports {

/// Programs of Google Benchmark that do not run: each launch writes the file that the real one
/// would write for these arguments, unless a test says what goes wrong with it.
struct FakeBenchmarks : ProcessRunner {
  enum class Act {
    measures,
    reports_an_error,  ///< the benchmark, in a file that is good
    exits_3,
    crashes,
    cannot_be_started,
    writes_nothing,
    writes_an_empty_file,
    writes_half_a_file,
    ignores_its_context,
    is_interrupted,           ///< ends by the signal that was sent to us
    measures_while_signaled,  ///< goes on in spite of it
    is_killed_with_us,        ///< before it wrote anything
    is_killed_when_written,   ///< and we with it
  };
  /// What a kill of this process looks like from inside: nothing after it happens.
  struct Killed {};

  /// What one process was started with.
  struct Started {
    std::vector<std::string> argv;
    std::map<std::string, std::string> context;  ///< the first value of each key, as it has it

    std::string option(const std::string& name) const;  ///< the last value; "" without one
  };

  std::map<std::string, std::string> listed;  ///< by program: what it prints
  std::map<std::size_t, Act> acts;            ///< by place in `started`
  std::function<void()> during = [] {};       ///< while a launch runs
  std::string output = "a console table\nlast line\n";
  std::vector<Started> started;  ///< launches only

  ProcessEnd run(const std::vector<std::string>& argv, std::optional<std::chrono::milliseconds>,
                 const OnOutput& on_output) override;
};

}  // namespace reports
