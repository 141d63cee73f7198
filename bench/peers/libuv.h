// SPDX-License-Identifier: MIT
//
// libuv as its users write it. It has no post(): the usual way to hand work to a loop is a mutex,
// a vector that the loop swaps out, and uv_async_send, which may be called from any thread and
// merges calls that come before the loop wakes.
#pragma once

#include <uv.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace bench {

class LibuvLoop {
 public:
  LibuvLoop() {
    uv_loop_init(&loop_);
    uv_async_init(&loop_, &wake_, &LibuvLoop::run_posted);
    wake_.data = this;
  }

  ~LibuvLoop() {
    uv_close(reinterpret_cast<uv_handle_t*>(&wake_), nullptr);
    uv_run(&loop_, UV_RUN_DEFAULT);
    uv_loop_close(&loop_);
  }

  LibuvLoop(const LibuvLoop&) = delete;
  LibuvLoop& operator=(const LibuvLoop&) = delete;

  template <class Callable>
  void post(Callable&& callable) {
    {
      const std::lock_guard lock(mutex_);
      posted_.emplace_back(std::forward<Callable>(callable));
    }
    uv_async_send(&wake_);
  }

  /// Turns until `done()`, waiting where there is nothing to do.
  template <class Done>
  void run_until(Done done) {
    while (!done()) uv_run(&loop_, UV_RUN_ONCE);
  }

  uv_loop_t* get() { return &loop_; }

 private:
  static void run_posted(uv_async_t* wake) {
    auto& self = *static_cast<LibuvLoop*>(wake->data);
    {
      const std::lock_guard lock(self.mutex_);
      self.running_.swap(self.posted_);
    }
    for (std::function<void()>& task : self.running_) task();
    self.running_.clear();
  }

  uv_loop_t loop_;
  uv_async_t wake_;
  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;
  std::vector<std::function<void()>> running_;  // its capacity is kept from drain to drain
};

/// Timers that live in their owner, as libuv's do: the handle is the user's memory.
class LibuvTimers {
 public:
  explicit LibuvTimers(std::size_t count) : handles_(count) {
    for (uv_timer_t& handle : handles_) {
      uv_timer_init(loop_.get(), &handle);
      handle.data = this;
    }
  }

  ~LibuvTimers() {
    for (uv_timer_t& handle : handles_) {
      uv_close(reinterpret_cast<uv_handle_t*>(&handle), nullptr);
    }
    uv_run(loop_.get(), UV_RUN_NOWAIT);
  }

  LibuvTimers(const LibuvTimers&) = delete;
  LibuvTimers& operator=(const LibuvTimers&) = delete;

  void set(std::size_t slot, std::uint64_t delay_ms) {
    uv_timer_start(&handles_[slot], &LibuvTimers::count_one, delay_ms, 0);
  }

  void cancel(std::size_t slot) { uv_timer_stop(&handles_[slot]); }

  /// Starting a timer that is active stops it first.
  void rearm(std::size_t slot, std::uint64_t delay_ms) { set(slot, delay_ms); }

  /// Calls `body()` in a callback of the loop, where programs set their timers.
  template <class Body>
  void inside(Body&& body) {
    bool is_over = false;
    loop_.post([&] {
      body();
      is_over = true;
    });
    loop_.run_until([&] { return is_over; });
  }

  /// uv_stop from the last callback, since a turn that ran its timers goes on to wait for more.
  /// The turn that set timers without delay has run them already.
  void run_until_fired(std::uint64_t count) {
    goal_ = count;
    if (fired_ < goal_) uv_run(loop_.get(), UV_RUN_DEFAULT);
  }

  std::uint64_t fired() const { return fired_; }

 private:
  static void count_one(uv_timer_t* handle) {
    auto& self = *static_cast<LibuvTimers*>(handle->data);
    if (++self.fired_ == self.goal_) uv_stop(handle->loop);
  }

  LibuvLoop loop_;
  std::vector<uv_timer_t> handles_;
  std::uint64_t fired_ = 0;
  std::uint64_t goal_ = 0;
};

}  // namespace bench
