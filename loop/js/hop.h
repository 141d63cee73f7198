// SPDX-License-Identifier: MIT
#pragma once

#include <coroutine>
#include <system_error>
#include <utility>

#include "loop/js/abort.h"
#include "loop/loop.h"

namespace loop::js {

/// What `co_await post(loop)` waits for. Whoever destroys the coroutine while it waits, on the
/// loop's thread, takes it out of the task.
class [[nodiscard]] Hop {
 public:
  explicit Hop(Loop& loop) noexcept : loop_(loop) {}
  Hop(const Hop&) = delete;
  Hop& operator=(const Hop&) = delete;
  ~Hop() {
    if (resumption_ != nullptr) resumption_->forget();
  }

  static constexpr bool await_ready() noexcept { return false; }

  /// Must not touch the frame once the loop has the task: the coroutine may run there already, or
  /// may have ended.
  bool await_suspend(std::coroutine_handle<> coroutine) {
    coroutine_ = coroutine;
    const Offer offer(*this);
    const bool is_accepted = loop_.post(Resumption(*this));
    if (!is_accepted) is_refused_ = true;
    return is_accepted;
  }

  void await_resume() const {
    if (is_refused_) throw std::system_error(Errc::terminated);
  }

 private:
  /// While a thread offers a coroutine to a loop, a refused task must not destroy it.
  class Offer {
   public:
    explicit Offer(const Hop& hop) noexcept { offered_ = &hop; }
    Offer(const Offer&) = delete;
    Offer& operator=(const Offer&) = delete;
    ~Offer() { offered_ = nullptr; }
  };

  /// The task. If the loop discards it, the coroutine is destroyed. One thread at a time has it,
  /// and the coroutine with it.
  class Resumption {
   public:
    explicit Resumption(Hop& hop) noexcept : hop_(&hop) { hop.resumption_ = this; }
    Resumption(Resumption&& other) noexcept : hop_(std::exchange(other.hop_, nullptr)) {
      if (hop_ != nullptr) hop_->resumption_ = this;
    }
    Resumption& operator=(Resumption&&) = delete;
    ~Resumption() {
      if (hop_ == nullptr) return;
      const bool is_refused = hop_ == offered_;
      const std::coroutine_handle<> coroutine = leave();
      if (!is_refused) coroutine.destroy();
    }
    void operator()() {
      if (hop_ != nullptr) leave().resume();
    }
    void forget() noexcept { hop_ = nullptr; }

   private:
    std::coroutine_handle<> leave() noexcept {
      hop_->resumption_ = nullptr;
      return std::exchange(hop_, nullptr)->coroutine_;
    }

    Hop* hop_;
  };

  static constinit inline thread_local const Hop* offered_ = nullptr;

  Loop& loop_;
  std::coroutine_handle<> coroutine_;
  Resumption* resumption_ = nullptr;
  bool is_refused_ = false;
};

/// `co_await post(loop)` goes on as a task of post(): on the loop's thread, in the tasks phase. May
/// be awaited on any thread. Throws Errc::terminated, on the thread where it was, if the loop was
/// told to stop. If the loop is closed before the task runs, the coroutine is destroyed there.
inline Hop post(Loop& loop) noexcept {
  return Hop(loop);
}

/// What `co_await post(loop, signal)` waits for.
class [[nodiscard]] AbortableHop : public Hop {
 public:
  AbortableHop(Loop& loop, AbortSignal signal) noexcept : Hop(loop), signal_(std::move(signal)) {}

  void await_resume() const {
    Hop::await_resume();
    signal_.throw_if_aborted();
  }

 private:
  AbortSignal signal_;
};

/// As post(loop), and throws the reason if the signal, one of this loop, is aborted when the task
/// runs. The task runs no sooner for that: it is in the queue already.
inline AbortableHop post(Loop& loop, AbortSignal signal) noexcept {
  return AbortableHop(loop, std::move(signal));
}

}  // namespace loop::js
