// SPDX-License-Identifier: MIT
#include "loop/tests/simulation/picker.h"

#include <algorithm>
#include <numeric>

namespace loop {
namespace {

bool holds(std::span<const std::size_t> threads, std::size_t thread) {
  return std::find(threads.begin(), threads.end(), thread) != threads.end();
}

}  // namespace

std::size_t UniformPicker::pick(const Choice& choice) {
  const bool is_loyal = loyalty_ != 0 && random_() % (loyalty_ + 1) != 0;
  if (is_loyal && holds(choice.ready, choice.running)) return choice.running;
  const std::size_t chosen = random_() % (choice.ready.size() + choice.timed.size());
  if (chosen < choice.ready.size()) return choice.ready[chosen];
  return choice.timed[chosen - choice.ready.size()];
}

PriorityPicker::PriorityPicker(Random& random, std::size_t thread_count)
    : priorities_(thread_count) {
  constexpr std::uint64_t usual_steps = 150;
  constexpr std::uint64_t usual_steps_of_a_kind = 6;
  std::iota(priorities_.begin(), priorities_.end(), 1);
  for (std::size_t i = thread_count; i > 1; --i) {
    std::swap(priorities_[i - 1], priorities_[random() % i]);
  }
  for (std::uint64_t count = 1 + random() % 8; count != 0; --count) {
    if (random() % 2 == 0) {
      changes_.push_back({std::nullopt, 1 + random() % usual_steps});
    } else {
      const auto kind = static_cast<Point>(random() % point_count);
      changes_.push_back({kind, 1 + random() % usual_steps_of_a_kind});
    }
  }
}

/// Time passes only when nothing else can happen: a loop of high priority that repeats a timer
/// would keep out everybody else for ever. So would one that waits by asking again and again.
std::size_t PriorityPicker::pick(const Choice& choice) {
  constexpr std::uint64_t patience_steps = 300;
  const Point point = choice.points[choice.running];
  for (Change& change : changes_) {
    if (change.at.value_or(point) == point && --change.countdown == 0) lower(choice.running);
  }
  const std::span<const std::size_t> threads = choice.ready.empty() ? choice.timed : choice.ready;
  const std::size_t chosen = *std::max_element(
      threads.begin(), threads.end(),
      [this](std::size_t a, std::size_t b) { return priorities_[a] < priorities_[b]; });
  turns_of_one_ = chosen == choice.running ? turns_of_one_ + 1 : 0;
  if (turns_of_one_ == patience_steps) lower(chosen);
  return chosen;
}

std::size_t ScriptedPicker::pick(const Choice& choice) {
  for (; current_ < lines_.size(); ++current_, has_begun_ = false) {
    const Line& line = lines_[current_];
    const bool is_there = has_begun_ && line.until == choice.points[line.thread];
    if (is_there || !holds(choice.ready, line.thread)) continue;
    has_begun_ = true;
    return line.thread;
  }
  return choice.ready.empty() ? choice.timed.back() : choice.ready.back();
}

}  // namespace loop
