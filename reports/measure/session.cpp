// SPDX-License-Identifier: MIT
#include "reports/measure/session.h"

#include <algorithm>
#include <set>

#include "reports/files/read_file.h"
#include "reports/ingest/google_benchmark.h"
#include "reports/measure/folder_lock.h"
#include "reports/measure/launch.h"
#include "reports/measure/programs.h"
#include "reports/measure/schedule.h"
#include "reports/measure/session_record.h"
#include "reports/model/error.h"

namespace reports {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 2> folder_names = {"base", "new"};
constexpr std::array<const char*, 2> side_names = {"BASE", "NEW"};

/// Beside base/ and new/, so that it is never taken for a launch.
constexpr const char* unfinished_name = "unfinished.json";

std::size_t index(const PlannedLaunch& launch) {
  return static_cast<std::size_t>(launch.side);
}

/// "base/07.json"
fs::path file_of(const PlannedLaunch& launch) {
  const std::string number = std::to_string(launch.number);
  return fs::path(folder_names[index(launch)]) /
         ((number.size() < 2 ? "0" : "") + number + ".json");
}

/// One program with two sets of arguments: its hash would tell readers that nothing differs.
bool differ_in_arguments(const SessionPlan& plan) {
  const auto& [base, candidate] = plan.commands;
  return !std::equal(base.begin() + 1, base.end(), candidate.begin() + 1, candidate.end());
}

class Session {
 public:
  Session(const SessionPlan& plan, const fs::path& folder, const Machine& machine)
      : plan_(plan),
        folder_(folder),
        machine_(machine),
        programs_{programs_sha256(plan.commands[0]), programs_sha256(plan.commands[1])},
        id_(begin_or_resume(plan, programs_, folder)),
        turns_(schedule(id_.seed, plan.launches)) {
    for (const char* name : folder_names) fs::create_directory(folder_ / name);
  }

  SessionEnd run(ProcessRunner& runner, Progress& progress,
                 const std::function<bool()>& is_decided) const {
    for (std::size_t done = count_kept(); done < turns_.size(); ++done) {
      if (is_look(done) && is_decided()) return SessionEnd::decided;
      progress.at(static_cast<int>(done), static_cast<int>(turns_.size()), name_of(turns_[done]));
      const LaunchEnd end = launch(request_for(turns_[done]), runner);
      const bool is_last = end.kept && done + 1 == turns_.size();
      if (end.interrupted && !is_last) return SessionEnd::interrupted;
    }
    return SessionEnd::complete;
  }

 private:
  /// "block 2 of 6, BASE"
  std::string name_of(const PlannedLaunch& turn) const {
    return "block " + std::to_string(turn.block) + " of " + std::to_string(plan_.launches / 2) +
           ", " + side_names[index(turn)];
  }

  LaunchRequest request_for(const PlannedLaunch& turn) const {
    LaunchRequest request;
    request.title = "launch " + std::to_string(turn.number) + " of " + side_names[index(turn)];
    request.command = plan_.commands[index(turn)];
    request.filter = plan_.filter;
    request.place = place_of(turn);
    request.machine = machine_;
    const std::string& hash = programs_[index(turn)];
    const bool would_mislead = programs_[0] == programs_[1] && differ_in_arguments(plan_);
    if (!hash.empty() && !would_mislead) request.machine.binary_sha256 = hash;
    request.unfinished = fs::absolute(folder_ / unfinished_name);
    request.file = folder_ / file_of(turn);
    return request;
  }

  SessionPlace place_of(const PlannedLaunch& turn) const {
    return {id_.text(), turn.block, turn.turn, show_looks(plan_.looks)};
  }

  /// Whether the numbers may be looked at after so many launches. The last look is the caller's.
  bool is_look(std::size_t done) const {
    return std::any_of(plan_.looks.begin(), plan_.looks.end(), [&](const Look& look) {
      return static_cast<std::size_t>(look.blocks) * launches_in_a_block == done;
    });
  }

  /// How many launches are there. They must be the first ones of the order, and nothing else.
  std::size_t count_kept() const {
    std::set<fs::path> others;
    for (const char* name : folder_names) {
      for (const auto& entry : fs::directory_iterator(folder_ / name)) others.insert(entry.path());
    }
    std::size_t kept = 0;
    std::string failure;
    for (; kept < turns_.size(); ++kept) {
      const fs::path path = folder_ / file_of(turns_[kept]);
      failure = others.contains(path) ? refusal_of(turns_[kept])
                                      : path.string() + ": is missing, and is the next in order";
      if (!failure.empty()) break;
      others.erase(path);
    }
    if (others.empty()) return kept;
    std::string names;
    for (const fs::path& path : others) names += " " + path.string();
    throw Error((failure.empty() ? "" : failure + "; ") + "to go on after the first " +
                std::to_string(kept) + " launches of this session, remove" + names +
                ", or choose another -o");
  }

  /// Why the file of a launch cannot be kept; empty if it can.
  std::string refusal_of(const PlannedLaunch& turn) const {
    const fs::path path = folder_ / file_of(turn);
    try {
      const auto place = read_google_benchmark(read_file(path), path.string()).place;
      if (place && place->session == id_.text() && place->turn == turn.turn) return {};
    } catch (const Error& failure) {
      return failure.what();
    }
    return path.string() + ": is not of this session";
  }

  const SessionPlan& plan_;
  const fs::path& folder_;
  const Machine& machine_;
  const ProgramHashes programs_;
  const SessionId id_;
  const std::vector<PlannedLaunch> turns_;
};

}  // namespace

SessionEnd run_session(const SessionPlan& plan, const fs::path& folder, const Machine& machine,
                       ProcessRunner& runner, Progress& progress,
                       const std::function<bool()>& is_decided) {
  expect_whole_blocks(plan.launches);
  const FolderLock lock(folder);
  const SessionEnd end = Session(plan, folder, machine).run(runner, progress, is_decided);
  std::error_code ignored;
  fs::remove(folder / unfinished_name, ignored);
  progress.finish();
  return end;
}

int finished_launches(const fs::path& folder) {
  int count = 0;
  std::error_code ignored;
  for (const char* name : folder_names) {
    for (const auto& entry : fs::directory_iterator(folder / name, ignored)) {
      if (entry.path().extension() == ".json") ++count;
    }
  }
  return count;
}

bool is_same_program(const SessionPlan& plan) {
  const std::string hash = programs_sha256(plan.commands[0]);
  return !hash.empty() && hash == programs_sha256(plan.commands[1]) && !differ_in_arguments(plan);
}

}  // namespace reports
