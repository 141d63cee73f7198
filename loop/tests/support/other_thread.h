// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <thread>
#include <type_traits>

namespace loop {

/// A thread that does what it is given, while the one that gives it waits: for calls "from
/// elsewhere" at exactly one point. Handing over makes no system call that tests count, and
/// allocates nothing.
class OtherThread {
 public:
  OtherThread() : thread_([this] { work(); }) {}
  OtherThread(const OtherThread&) = delete;
  OtherThread& operator=(const OtherThread&) = delete;
  ~OtherThread() {
    hand_over(nullptr, nullptr);
    thread_.join();
  }

  /// Calls `action()` over there; returns when that has returned. It must not throw.
  template <typename Action>
  void run(Action&& action) {
    hand_over(
        [](void* stored) noexcept { (*static_cast<std::remove_reference_t<Action>*>(stored))(); },
        &action);
  }

 private:
  using Function = void (*)(void*) noexcept;

  void hand_over(Function function, void* argument) noexcept {
    function_ = function;
    argument_ = argument;
    is_full_.store(true);
    is_full_.notify_one();
    is_full_.wait(true);
  }

  void work() noexcept {
    for (bool is_over = false; !is_over;) {
      is_full_.wait(false);
      is_over = function_ == nullptr;
      if (!is_over) function_(argument_);
      is_full_.store(false);
      is_full_.notify_one();
    }
  }

  Function function_ = nullptr;
  void* argument_ = nullptr;
  std::atomic<bool> is_full_{false};
  std::thread thread_;
};

}  // namespace loop
