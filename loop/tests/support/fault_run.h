// SPDX-License-Identifier: MIT
#pragma once

#include <unistd.h>

#include <array>
#include <cstddef>
#include <exception>
#include <new>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include "loop/loop.h"
#include "loop/tests/support/counted.h"
#include "loop/tests/support/intercepted_calls.h"
#include "loop/tests/support/other_thread.h"

namespace loop {

/// One run of a scenario in which at most one call fails, on one loop that ends with it.
///
/// A step that fails is done once more: what failed must have had no effect, and so the scenario
/// goes on as if nothing had happened, and every count must come out the same.
class FaultRun {
 public:
  FaultRun() = default;
  FaultRun(const FaultRun&) = delete;
  FaultRun& operator=(const FaultRun&) = delete;
  ~FaultRun() {
    on_wait.reset();
    for (const int end : pipe_) ::close(end);
  }

  /// Makes a loop with what `options()` says, plays the scenario on it, and ends the loop.
  template <typename Options, typename Scenario>
  void play(Options&& options, Scenario&& scenario) {
    std::optional<Loop> loop;
    step([&] { loop.emplace(options()); });
    scenario(*loop, *this);
    loop->close();
    discarded_ += total(loop->discarded());
  }

  /// Does `action`, and does it again if it throws. Any thread, one at a time.
  template <typename Action>
  auto step(Action&& action) {
    try {
      return action();
    } catch (...) {
      note(std::current_exception());
    }
    return action();
  }

  /// A step in which `give` passes on a callback that the loop must account for.
  template <typename Give>
  void offer(Give&& give) {
    step([&] {
      give(Counted(counts));
      ++counts.accepted;
    });
  }

  /// Notes what was thrown because of the fault.
  void note(std::exception_ptr error) noexcept {
    ++errors_;
    error_ = std::move(error);
  }

  /// When the loop waits for the first time, another thread calls `action`.
  template <typename Action>
  void while_asleep(Action&& action) {
    on_wait = [this, action, is_done = false](Duration) mutable {
      if (!std::exchange(is_done, true)) other_.run(action);
    };
  }

  template <typename Action>
  void from_elsewhere(Action&& action) {
    other_.run(std::forward<Action>(action));
  }

  /// A descriptor that is readable, and one that is writable.
  int readable() const noexcept { return pipe_[0]; }
  int writable() const noexcept { return pipe_[1]; }

  int errors() const noexcept { return errors_; }

  /// Whether the only error was the one that this failing call must cause.
  bool has_seen(Call call, int error) const {
    if (errors_ != 1) return false;
    try {
      std::rethrow_exception(error_);
    } catch (const std::bad_alloc&) {
      return call == Call::allocation;
    } catch (const std::system_error& seen) {
      return seen.code() == std::error_code(error, std::generic_category()) &&
             std::string(seen.what()).find(name_of(call)) != std::string::npos;
    }
  }

  /// Every accepted callback ran, was cancelled or is reported discarded, and all are destroyed.
  bool is_conserved() const noexcept {
    return counts.accepted == counts.ran + counts.cancelled + discarded_ &&
           counts.made == counts.destroyed;
  }

  Counts counts;

 private:
  static std::array<int, 2> make_readable_pipe() {
    std::array<int, 2> ends{};
    if (::pipe(ends.data()) != 0 || ::write(ends[1], "x", 1) != 1) std::terminate();
    return ends;
  }

  OtherThread other_;
  std::array<int, 2> pipe_ = make_readable_pipe();
  std::size_t discarded_ = 0;
  int errors_ = 0;
  std::exception_ptr error_;
};

}  // namespace loop
