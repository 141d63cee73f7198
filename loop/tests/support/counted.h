// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <utility>

#include "loop/loop.h"

namespace loop {

/// What became of the callbacks of a test. Any thread.
struct Counts {
  std::atomic<std::size_t> made{0};
  std::atomic<std::size_t> accepted{0};
  std::atomic<std::size_t> ran{0};
  std::atomic<std::size_t> cancelled{0};
  std::atomic<std::size_t> destroyed{0};
};

/// A callback that counts that it is made, how often it runs, and that it is destroyed, wherever
/// it is moved to.
class Counted {
 public:
  explicit Counted(Counts& counts) noexcept : counts_(&counts) { ++counts.made; }
  Counted(Counted&& other) noexcept : counts_(std::exchange(other.counts_, nullptr)) {}
  Counted& operator=(Counted&&) = delete;
  ~Counted() {
    if (counts_ != nullptr) ++counts_->destroyed;
  }
  void operator()() const noexcept { ++counts_->ran; }

 private:
  Counts* counts_;
};

/// How many callbacks that happen once were discarded.
inline std::size_t total(const Discarded& discarded) noexcept {
  return discarded.tasks + discarded.microtasks + discarded.timers + discarded.immediates +
         discarded.close_callbacks + discarded.work;
}

}  // namespace loop
