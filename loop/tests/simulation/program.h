// SPDX-License-Identifier: MIT
//
// A generated program: what a loop's thread and the threads around it do in one run. The seed
// decides everything, the interleaving included.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <future>
#include <memory>
#include <string>
#include <vector>

#include "loop/clock.h"
#include "loop/loop.h"
#include "loop/tests/simulation/ledger.h"
#include "loop/tests/simulation/picker.h"
#include "loop/tests/simulation/scheduler.h"
#include "loop/tests/simulation/simulated_poller.h"

namespace loop {

inline constexpr std::size_t most_threads = 4;
inline constexpr std::size_t most_workers = 2;
inline constexpr std::size_t scheduled_threads = most_threads + most_workers;

class Program {
 public:
  /// `scheduler` has scheduled_threads threads.
  Program(Scheduler& scheduler, std::uint64_t seed);

  /// Runs it, and says which promise was broken; empty: none.
  std::string run();

  /// What the loop reported, after run().
  const Discarded& discarded() const noexcept { return discarded_; }

 private:
  /// A timer that may be cancelled.
  struct Pending {
    TimerId id;
    Ledger::Number number;
  };

  static constexpr Ledger::Origin inside = scheduled_threads;

  // The loop's thread, outside of callbacks.
  void run_loop();
  void run_somehow();

  // The other threads.
  void produce(bool must_stop);
  bool offer();
  bool offer_timer();
  bool offer_work();
  bool note_answer(Ledger::Number number, bool is_accepted);
  void ask_to_cancel();
  void rest();
  void send_signal();
  void settle();
  void stop();

  // Callbacks.
  Ledger::Origin origin() const noexcept;
  Task make(Kind kind, Ledger::Number& number);
  std::shared_ptr<void> last_words();
  void call_back(Ledger::Number number);
  void act();
  void queue(Kind kind);
  void set_timer(Kind kind);
  void cancel_timer();
  void watch_signal();

  void audit();
  bool has_woken_twice() const;
  bool spend();
  bool chance(std::uint64_t one_in) { return random_() % one_in == 0; }

  Scheduler& scheduler_;
  std::uint64_t seed_;
  Random random_;
  Ledger ledger_;
  FakeClock clock_;
  SimulatedPoller* poller_;
  std::unique_ptr<Loop> loop_;
  std::size_t signal_calls_ = 0;
  bool has_signal_watch_ = false;
  bool is_signal_owed_ = false;  // it came, and its handler has not run since
  std::vector<Pending> pending_;
  std::vector<std::pair<Ledger::Number, std::future<bool>>> answers_;  // about cancelled timers
  std::size_t budget_ = 40;  // how much more callbacks may queue, so that a run ends
  std::uint64_t run_mode_;
  Discarded discarded_;
  bool may_discard_ = false;  // closed, or the wait for workers has a limit
};

/// The command that runs one seed again, with its trace.
std::string replay_command(std::uint64_t seed);

}  // namespace loop
