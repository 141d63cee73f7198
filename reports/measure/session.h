// SPDX-License-Identifier: MIT
//
// Two programs, started in turn in random order, one file for each process.
#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "reports/evidence/process_runner.h"
#include "reports/measure/progress.h"
#include "reports/model/looks.h"
#include "reports/model/machine.h"

namespace reports {

/// What to measure. Everything in it is noted in the folder, and must be the same when a session
/// that was interrupted goes on.
struct SessionPlan {
  std::array<std::vector<std::string>, 2> commands;          ///< BASE's and NEW's arguments
  std::array<std::string, 2> origins = {"--base", "--new"};  ///< of these, as Errors call them
  int launches = 12;                                         ///< a side, even: two in each block
  std::vector<Look> looks;  ///< the last one after launches / 2 blocks
  std::string filter;       ///< --benchmark_filter; empty: every benchmark
  std::vector<int> cpus;    ///< on which both run; empty: on any
};

enum class SessionEnd {
  complete,     ///< every launch of the plan is there
  decided,      ///< a look found nothing left to decide
  interrupted,  ///< by a signal; what was finished is kept
};

/// Starts what is still missing in `folder`, which gets base/NN.json and new/NN.json, as Google
/// Benchmark writes them, and session.json. `is_decided` is asked at each look but the last.
/// Throws Error if the folder holds another session, if a program changed since it began, or if a
/// launch fails; the message shows how it ended and what it said.
SessionEnd run_session(const SessionPlan& plan, const std::filesystem::path& folder,
                       const Machine& machine, ProcessRunner& runner, Progress& progress,
                       const std::function<bool()>& is_decided);

/// How many launches of both sides are there.
int finished_launches(const std::filesystem::path& folder);

/// Whether both sides start the same bytes with the same arguments.
bool is_same_program(const SessionPlan& plan);

}  // namespace reports
