// SPDX-License-Identifier: MIT
//
// Who goes on at a point: by chance, by changing priorities, or as a test has written it down.
#pragma once

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <random>
#include <span>
#include <vector>

#include "loop/interleaving.h"

namespace loop {

using Random = std::mt19937_64;

/// Who may go on. At least one of the lists is not empty.
struct Choice {
  std::size_t running;                 ///< who has come to a point, has to wait, or has ended
  std::span<const std::size_t> ready;  ///< who can go on at once
  std::span<const std::size_t> timed;  ///< who can go on if its deadline comes now
  std::span<const Point> points;       ///< what each thread is about to do
};

class Picker {
 public:
  Picker() = default;
  Picker(const Picker&) = delete;
  Picker& operator=(const Picker&) = delete;
  virtual ~Picker() = default;

  virtual std::size_t pick(const Choice& choice) = 0;
};

/// Each thread with the same chance; in some runs the one that runs has a better one.
class UniformPicker final : public Picker {
 public:
  explicit UniformPicker(Random& random)
      : random_(random), loyalty_((std::uint64_t{1} << random() % 5) - 1) {}

  std::size_t pick(const Choice& choice) override;

 private:
  Random& random_;
  std::uint64_t loyalty_;
};

/// The ready thread of the highest priority; the one that runs falls to the lowest at a few steps
/// that are drawn beforehand. It finds what needs few but unlikely changes of threads. Half of the
/// steps are drawn as "the third that closes an ingress", so that rare ones get their share. After
/// Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with Probabilistic
/// Guarantees of Finding Bugs, ASPLOS 2010.
class PriorityPicker final : public Picker {
 public:
  PriorityPicker(Random& random, std::size_t thread_count);

  std::size_t pick(const Choice& choice) override;

 private:
  struct Change {
    std::optional<Point> at;  // null: any
    std::uint64_t countdown;
  };

  void lower(std::size_t thread) noexcept { priorities_[thread] = --lowest_; }

  std::vector<int> priorities_;
  std::vector<Change> changes_;
  std::uint64_t turns_of_one_ = 0;  // in a row
  int lowest_ = 0;
};

/// One line of a script: this thread goes on until it is about to do that, or to its end.
struct Line {
  std::size_t thread;
  std::optional<Point> until;
};

/// Follows a script, and then lets everybody run to the end, the last thread first. A thread that
/// must wait or ends before its point ends the line too.
class ScriptedPicker final : public Picker {
 public:
  ScriptedPicker(std::initializer_list<Line> lines) : lines_(lines) {}

  std::size_t pick(const Choice& choice) override;

 private:
  std::vector<Line> lines_;
  std::size_t current_ = 0;
  bool has_begun_ = false;  // the current line, so that it takes at least one step
};

}  // namespace loop
