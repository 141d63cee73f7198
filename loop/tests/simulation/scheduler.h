// SPDX-License-Identifier: MIT
//
// Runs threads one at a time: at every point of interleaving.h a picker says who goes on. The
// threads are real, because the loop asks on which thread it is, and they pass one baton.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <iosfwd>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "loop/interleaving.h"
#include "loop/tests/simulation/picker.h"

namespace loop {

/// What ends a wait, if what it waits for does not happen.
enum class Patience {
  endless,   ///< nothing
  quiet,     ///< that nobody else can go on, unless time passes
  deadline,  ///< that time passes
  stuck,     ///< that nobody else can ever go on
};

/// Why a wait ended.
enum class Resumed { ready, quiet, timed_out, stuck };

/// Threads that take turns. Made once, used for many runs, by one thread.
class Scheduler {
 public:
  struct Step {
    std::size_t thread;
    Point point;
  };

  explicit Scheduler(std::size_t thread_count);
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler();

  /// Runs one program on each of the first threads, and returns when all have ended. `replay` is
  /// printed if the process dies meanwhile; so it does if all threads wait for each other.
  void run(const std::vector<std::function<void()>>& programs, Picker& picker, std::string replay);

  /// What the threads of the last run did, in order.
  const std::vector<Step>& trace() const noexcept { return trace_; }
  void print_trace(std::ostream& out) const;

  /// The scheduler of the calling thread; null if it is not one of a scheduler's.
  static Scheduler* current() noexcept { return current_; }

  // --- For its own threads ---

  /// Which of the threads calls.
  static std::size_t thread_number() noexcept { return number_; }

  /// Starts one of the threads that run() gave no program, and returns its number.
  std::size_t start(std::function<void()> program);

  bool has_ended(std::size_t thread) const noexcept { return workers_[thread]->has_ended; }

  void reach(Point point);

  /// Waits until `is_ready()`, which any of the threads may be asked.
  Resumed block(Point point, Patience patience, const std::function<bool()>& is_ready);

 private:
  /// What one thread waits for when it is not its turn.
  class Baton {
   public:
    void give();
    void take();

   private:
    std::mutex mutex_;
    std::condition_variable given_;
    bool is_here_ = false;
  };

  struct Worker {
    Baton baton;
    std::function<void()> program;
    const std::function<bool()>* is_ready = nullptr;  // null: it does not wait
    Patience patience = Patience::endless;
    Resumed resumed = Resumed::ready;
    bool has_ended = true;
    std::thread thread;
  };

  void serve(std::size_t number);
  Resumed pause(Point point);
  bool list_ready();
  void list_waiting(std::vector<std::size_t>& list, Patience patience, Resumed resumed);
  Worker* choose();
  [[noreturn]] void die(const char* reason) const;
  static void print_before_death();

  static constinit thread_local Scheduler* current_;
  static constinit thread_local std::size_t number_;

  std::vector<std::unique_ptr<Worker>> workers_;
  std::vector<Point> points_;
  std::vector<std::size_t> ready_;
  std::vector<std::size_t> timed_;
  std::vector<Step> trace_;
  std::string replay_;
  Picker* picker_ = nullptr;
  std::size_t started_ = 0;  // threads in this run
  Baton all_ended_;
  bool is_over_ = false;  // no further run will come
};

}  // namespace loop
