// SPDX-License-Identifier: MIT
#include "reports/measure/instructions.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <system_error>

#include "reports/files/write_file.h"
#include "reports/ingest/uncounted.h"
#include "reports/measure/callgrind_launch.h"
#include "reports/measure/fixed_environment.h"
#include "reports/measure/folder_lock.h"
#include "reports/measure/instruction_plan.h"
#include "reports/measure/instruction_record.h"
#include "reports/model/error.h"
#include "reports/render/escape.h"

namespace reports {
namespace {

using std::filesystem::path;
using Arguments = std::vector<std::string>;
using Commands = std::array<Arguments, 2>;
using Plans = std::array<InstructionPlan, 2>;

constexpr std::array<const char*, 2> side_names = {"base", "new"};

/// With what the progress says around a name, and 3 digits, a line of 99 columns.
constexpr std::size_t longest_name_shown = 36;

/// The names that the program lists.
std::vector<std::string> names_of(const Arguments& command, const std::string& filter,
                                  ProcessRunner& runner) {
  Arguments listing = command;
  listing.emplace_back("--benchmark_list_tests");
  if (!filter.empty()) listing.push_back("--benchmark_filter=" + filter);
  const FinishedProcess finished = run_in_fixed_environment(listing, runner);
  // The library says so, and its main exits as it likes.
  if (finished.output.find("Failed to match any benchmarks") != std::string::npos) return {};
  require_success(finished, command[0] + " --benchmark_list_tests");
  std::vector<std::string> names;
  std::istringstream lines(finished.output);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty()) names.push_back(line);
  }
  return names;
}

bool is_counted(const PlannedCount& count) {
  return count.obstacle.empty();
}

/// Nothing of the other side could be compared, either.
void require_a_pair(const InstructionPlan& plan, const Arguments& command,
                    const std::string& filter) {
  if (std::any_of(plan.counts.begin(), plan.counts.end(), is_counted)) return;
  throw Error(command[0] + ": no benchmark" +
              (filter.empty() ? "" : " that " + filter + " matches") +
              " is registered with N and with 2N iterations; register it twice, with "
              "->Iterations(1000) and with ->Iterations(2000)");
}

void warn_of_uncounted(const Plans& plans, std::vector<Warning>& warnings) {
  std::set<std::string> names;
  for (const InstructionPlan& plan : plans) {
    names.insert(plan.without_iterations.begin(), plan.without_iterations.end());
  }
  if (names.empty()) return;
  warnings.push_back({std::to_string(names.size()) +
                      (names.size() == 1 ? " benchmark is" : " benchmarks are") +
                      " not counted, without fixed iterations: " + *names.begin() +
                      (names.size() == 1 ? "" : ", ...")});
}

/// On one line, the middle left out.
std::string shown(const std::string& name) {
  const std::string text = escape_terminal(name);
  std::vector<std::size_t> characters;  // where each begins
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) characters.push_back(i);
  }
  if (characters.size() <= longest_name_shown) return text;
  constexpr std::string_view gap = "...";
  const std::size_t head = (longest_name_shown - gap.size()) / 2;
  const std::size_t tail = longest_name_shown - gap.size() - head;
  return text.substr(0, characters[head]) + std::string(gap) +
         text.substr(characters[characters.size() - tail]);
}

class Counting {
 public:
  Counting(const Commands& commands, const path& folder, ProcessRunner& runner, Progress& progress)
      : commands_(commands), folder_(folder), runner_(runner), progress_(progress) {}

  void run(const Plans& plans) {
    const Arguments valgrind = find_valgrind(runner_);
    const path unfinished = std::filesystem::absolute(folder_) / "unfinished";
    const std::size_t all = plans[0].counts.size() + plans[1].counts.size();
    std::size_t done = 0;
    for (const std::size_t side : {0U, 1U}) {
      for (std::size_t place = 0; place < plans[side].counts.size(); ++place, ++done) {
        const PlannedCount& count = plans[side].counts[place];
        const path file = folder_ / file_of_count(side, place);
        if (is_kept(count, file)) continue;
        if (!is_counted(count)) {
          note_obstacle(count, file);
          continue;
        }
        progress_.at(static_cast<int>(done), static_cast<int>(all),
                     std::string(side_names[side]) + " " + shown(count.name));
        launch_callgrind({valgrind, commands_[side], count, unfinished, file}, runner_);
      }
    }
  }

 private:
  static void note_obstacle(const PlannedCount& count, path file) {
    write_file(file += uncounted_kind,
               show_uncounted({"", count.benchmark, count.iterations, 0, 1, count.obstacle}));
  }

  const Commands& commands_;
  const path& folder_;
  ProcessRunner& runner_;
  Progress& progress_;
};

}  // namespace

SessionEnd run_instructions(const Commands& commands, const path& folder, const std::string& filter,
                            ProcessRunner& runner, Progress& progress,
                            std::vector<Warning>& warnings) {
  SessionEnd end = SessionEnd::complete;
  try {
    Plans plans;
    for (const std::size_t side : {0U, 1U}) {
      plans[side] = plan_counts(names_of(commands[side], filter, runner));
      require_a_pair(plans[side], commands[side], filter);
    }
    warn_of_uncounted(plans, warnings);
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);  // what is wrong with it, the lock says
    const FolderLock lock(folder);
    begin_or_resume_counts(commands, filter, folder);
    expect_nothing_else(plans, folder);
    Counting(commands, folder, runner, progress).run(plans);
  } catch (const Interrupted&) {
    end = SessionEnd::interrupted;
  }
  progress.finish();
  return end;
}

}  // namespace reports
