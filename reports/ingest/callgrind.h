// SPDX-License-Identifier: MIT
//
// The totals of a profile that valgrind's callgrind wrote; where they arose is left to its own
// tools. The format: The Valgrind Developers, "Valgrind User Manual", chapter "Callgrind Format
// Specification".
#pragma once

#include <string>
#include <string_view>

#include "reports/model/run.h"

namespace reports {

/// Google Benchmark calls them, in the user's function, when the timed loop begins and ends.
/// Callgrind, told to start from zero at the one and to dump at the other, counts the loop alone.
constexpr std::string_view loop_begin = "benchmark::State::StartKeepRunning()";
constexpr std::string_view loop_end = "benchmark::State::FinishKeepRunning()";

/// A file with a part that was dumped at `loop_end` gives the instructions of the first such part,
/// any other those of all its parts. Which benchmark it was, and its iterations, are read from
/// `--benchmark_filter=^NAME/iterations:N$` in the command. `file` is its name in Errors, which are
/// thrown for bytes that are no such profile, or not a whole one.
InstructionTotal read_callgrind(std::string_view bytes, const std::string& file);

}  // namespace reports
