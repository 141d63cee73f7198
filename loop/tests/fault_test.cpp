// SPDX-License-Identifier: MIT
//
// Every allocation and every system call fails in turn: the error reaches the caller, nothing is
// lost, nothing leaks, and the loop goes on. Each scenario is played again and again, the n-th
// call of one kind failing, until a run has fewer calls than that.
#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <filesystem>
#include <future>
#include <iostream>
#include <iterator>
#include <stdexcept>

#include "loop/loop.h"
#include "loop/task_node.h"
#include "loop/tests/support/fault_run.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// More than one block of a ring, one chunk of a table, and one slab of nodes hold.
constexpr std::size_t many = 150;

/// A callback whose captures are too large to be stored in place.
struct Large {
  Counted counted;
  std::array<char, 64> bytes{};
  void operator()() const { counted(); }
};

/// Takes turns until every accepted callback has run, or was cancelled.
void run_all(Loop& loop, FaultRun& run) {
  const Counts& counts = run.counts;
  while (counts.ran + counts.cancelled < counts.accepted) run.step([&] { loop.run_once(); });
}

// --- Scenarios ---

void post_from_everywhere(Loop& loop, FaultRun& run) {
  for (std::size_t i = 0; i < many; ++i) {
    run.offer([&](Counted task) { loop.post(std::move(task)); });
    run.offer([&](Counted task) { loop.post_internal(Large{std::move(task)}); });
  }
  run.from_elsewhere([&] { run.offer([&](Counted task) { loop.post(std::move(task)); }); });
  run.offer([&](Counted task) {
    loop.post([&, task = std::move(task)] {
      for (std::size_t i = 0; i < many; ++i) {
        run.offer([&](Counted inner) { loop.post(Large{std::move(inner)}); });
        run.offer([&](Counted inner) { loop.post_internal(std::move(inner)); });
      }
      task();
    });
  });
  run_all(loop, run);
}

/// Posts until all nodes of the process are in use and a slab of new ones is allocated.
void post_more_than_ever(Loop& loop, FaultRun& run) {
  const std::size_t slabs = TaskNodePool::slab_count();
  while (TaskNodePool::slab_count() == slabs) {
    run.offer([&](Counted task) { loop.post(std::move(task)); });
  }
  run_all(loop, run);
}

void fill_every_queue(Loop& loop, FaultRun& run) {
  for (std::size_t i = 0; i < many; ++i) {
    run.offer([&](Counted task) { loop.next_tick(std::move(task)); });
    run.offer([&](Counted task) { loop.queue_microtask(std::move(task)); });
    run.offer([&](Counted task) { loop.set_immediate(std::move(task)); });
    run.offer([&](Counted task) { loop.add_close_callback(std::move(task)); });
  }
}

void run_every_queue(Loop& loop, FaultRun& run) {
  fill_every_queue(loop, run);
  run_all(loop, run);
}

/// The loop ends with all of it undone.
void discard_everything(Loop& loop, FaultRun& run) {
  fill_every_queue(loop, run);
  for (std::size_t i = 0; i < many; ++i) {
    run.offer([&](Counted task) { loop.post(std::move(task)); });
    run.offer([&](Counted task) { loop.add_timer(1h, Large{std::move(task)}); });
  }
  run.step([&] { loop.watch(run.readable(), Readiness::read, [](Readiness) {}); });
}

void set_fire_repeat_and_cancel_timers(Loop& loop, FaultRun& run) {
  std::array<TimerId, many> ids{};
  for (TimerId& id : ids) {
    run.offer([&](Counted task) { loop.add_timer(0ns, std::move(task)); });
    run.offer([&](Counted task) { id = loop.add_timer(1h, Large{std::move(task)}); });
  }
  for (const TimerId id : ids) {
    if (loop.cancel_timer(id)) ++run.counts.cancelled;
  }
  int left = 3;
  const TimerId repeating = run.step([&] {
    return loop.add_repeating_timer(1ns, [&] {
      if (left > 0) --left;
    });
  });
  while (left > 0) run.step([&] { loop.run_once(); });
  loop.cancel_timer(repeating);
}

/// From elsewhere, more than a chunk of the table holds; some are cancelled from there, too.
void post_timers(Loop& loop, FaultRun& run) {
  TimerId cancelled{};
  run.offer([&](Counted task) { cancelled = loop.post_timer(1h, Large{std::move(task)}); });
  run.from_elsewhere([&] {
    for (std::size_t i = 0; i < many; ++i) {
      run.offer([&](Counted task) { loop.post_timer(0ns, std::move(task)); });
    }
  });
  std::future<bool> answer = run.step([&] { return loop.post_cancel_timer(cancelled); });
  while (answer.wait_for(0s) != std::future_status::ready) run.step([&] { loop.run_once(); });
  // The fault may have come between the question and the answer, which is no then.
  if (answer.get() || run.step([&] { return loop.cancel_timer(cancelled); })) {
    ++run.counts.cancelled;
  }
  run_all(loop, run);
}

void offload_work(Loop& loop, FaultRun& run) {
  for (std::size_t i = 0; i < 3; ++i) {
    run.offer([&](Counted receive) {
      loop.offload([] { return 1; }, [receive = std::move(receive)](Outcome<int>) { receive(); });
    });
  }
  run.step([&] { loop.run_while_alive(); });
  run_all(loop, run);
}

/// Work that nobody waits for.
void discard_work(Loop& loop, FaultRun& run) {
  run.offer([&](Counted receive) {
    loop.offload([] {}, [receive = std::move(receive)](Outcome<void>) { receive(); });
  });
}

/// Waits in nanoseconds: until a deadline, which a post makes irrelevant.
void sleep_until_woken(Loop& loop, FaultRun& run) {
  run.offer([&](Counted task) { loop.add_timer(1h, std::move(task)); });
  run.while_asleep([&] {
    for (std::size_t i = 0; i < many; ++i) {
      run.offer([&](Counted task) { loop.post(std::move(task)); });
    }
    run.step([&] { loop.post([&] { loop.shutdown(); }); });
  });
  run.step([&] { loop.run(); });
}

/// Waits without a deadline, and is stopped from elsewhere.
void sleep_until_stopped(Loop& loop, FaultRun& run) {
  run.while_asleep([&] { loop.shutdown(); });
  run.step([&] { loop.run(); });
}

void watch_modify_and_unwatch(Loop& loop, FaultRun& run) {
  int readable = 0;
  int writable = 0;
  const WatchId reader = run.step(
      [&] { return loop.watch(run.readable(), Readiness::read, [&](Readiness) { ++readable; }); });
  const WatchId writer = run.step([&] {
    return loop.watch(
        run.writable(), Readiness::write, [&](Readiness) { ++writable; }, Trigger::one_shot);
  });
  while (readable == 0 || writable == 0) run.step([&] { loop.run_once(); });
  run.step([&] { loop.modify(writer, Readiness::write, Trigger::one_shot); });
  while (writable == 1) run.step([&] { loop.run_once(); });
  loop.unwatch(reader);
  loop.unwatch(writer);
  readable = 0;
  run.offer([&](Counted task) { loop.post(std::move(task)); });
  for (int turn = 0; turn < 3; ++turn) {
    run.step([&] { loop.post([] {}); });
    run.step([&] { loop.run_once(); });
  }
  if (readable + writable != 2) run.note(std::make_exception_ptr(std::logic_error("stale")));
}

/// Callbacks let the error go; without a handler it leaves run().
void let_errors_out_of_callbacks(Loop& loop, FaultRun& run) {
  for (int i = 0; i < 3; ++i) {
    run.offer([&](Counted task) {
      loop.post([&, task = std::move(task)] {
        task();
        loop.post(Large{Counted(run.counts)});
        ++run.counts.accepted;
      });
    });
  }
  run_all(loop, run);
}

/// The same with a handler, which replaces itself.
void hand_errors_to_the_handler(Loop& loop, FaultRun& run) {
  run.step([&] {
    loop.set_exception_handler([&](std::exception_ptr error) {
      run.note(error);
      loop.set_exception_handler([&](std::exception_ptr next) { run.note(next); });
    });
  });
  let_errors_out_of_callbacks(loop, run);
}

struct Scenario {
  const char* name;
  void (*play)(Loop& loop, FaultRun& run);
};

constexpr Scenario scenarios[] = {
    {"post from everywhere", post_from_everywhere},
    {"post more than ever", post_more_than_ever},
    {"run every queue", run_every_queue},
    {"discard everything", discard_everything},
    {"set, fire, repeat and cancel timers", set_fire_repeat_and_cancel_timers},
    {"post timers", post_timers},
    {"offload work", offload_work},
    {"discard work", discard_work},
    {"sleep until woken", sleep_until_woken},
    {"sleep until stopped", sleep_until_stopped},
    {"watch, modify and unwatch", watch_modify_and_unwatch},
    {"let errors out of callbacks", let_errors_out_of_callbacks},
    {"hand errors to the handler", hand_errors_to_the_handler},
};

// --- Faults ---

/// What the process holds. Slabs of nodes are kept for ever, and no leak.
struct Holdings {
  std::ptrdiff_t descriptors;
  std::size_t allocations;
  bool operator==(const Holdings&) const = default;
};

Holdings holdings() {
  const std::filesystem::directory_iterator open("/proc/self/fd");
  const auto descriptors = std::distance(begin(open), end(open));
  return {descriptors, live_allocation_count() - TaskNodePool::slab_count()};
}

struct Failure {
  Call call;
  int error;
};

/// Plays one scenario with each of its calls failing once. `judge` is asked after each run in
/// which one failed. Returns how many did.
template <typename Judge>
std::size_t inject(const Scenario& scenario, Failure failure, Judge&& judge) {
  for (std::size_t nth = 1;; ++nth) {
    const Holdings before = holdings();
    bool has_struck = false;
    bool is_right = false;
    bool is_conserved = false;
    {
      FaultRun run;
      {
        const Fault fault(failure.call, nth, failure.error);
        run.play(scenario.play);
        has_struck = fault.has_struck();
      }
      is_right = has_struck ? judge(run) : run.errors() == 0;
      is_conserved = run.is_conserved();
    }
    const bool is_clean = holdings() == before;

    CAPTURE(scenario.name, name_of(failure.call), failure.error, nth);
    CHECK(is_right);
    CHECK(is_conserved);
    CHECK(is_clean);
    if (!has_struck) return nth - 1;
  }
}

/// All scenarios. Says how many calls failed, and that there were some.
template <typename Judge>
void inject_everywhere(Failure failure, Judge&& judge) {
  std::size_t injected = 0;
  for (const Scenario& scenario : scenarios) injected += inject(scenario, failure, judge);
  std::cout << "made " << injected << " calls of " << name_of(failure.call) << " fail with "
            << std::generic_category().message(failure.error) << '\n';
  CHECK(injected > 0);
}

}  // namespace

TEST_CASE("an allocation that fails throws std::bad_alloc, and loses and leaks nothing",
          "[loop][faults]") {
  inject_everywhere({Call::allocation, ENOMEM},
                    [](const FaultRun& run) { return run.has_seen(Call::allocation, ENOMEM); });
}

TEST_CASE("a system call that fails throws its error and its name, and loses and leaks nothing",
          "[loop][faults]") {
  const auto [call, error] = GENERATE(values<Failure>({
      {Call::eventfd, EMFILE},
      {Call::eventfd, ENFILE},
      {Call::eventfd, ENOMEM},
      {Call::epoll_create1, EMFILE},
      {Call::epoll_create1, ENOMEM},
      {Call::epoll_ctl_add, ENOMEM},
      {Call::epoll_ctl_add, ENOSPC},
      {Call::epoll_ctl_modify, ENOMEM},
      {Call::epoll_wait, ENOMEM},
      {Call::epoll_pwait2, ENOMEM},
      {Call::pthread_create, EAGAIN},
  }));
  inject_everywhere({call, error}, [&](const FaultRun& run) { return run.has_seen(call, error); });
}

TEST_CASE("nobody sees that a system call was interrupted, or is missing where another serves",
          "[loop][faults]") {
  const auto failure = GENERATE(values<Failure>({
      {Call::epoll_wait, EINTR},
      {Call::epoll_pwait2, EINTR},
      {Call::epoll_pwait2, ENOSYS},
      {Call::epoll_pwait2, EPERM},
      {Call::write, EINTR},
      {Call::close, EINTR},
      {Call::epoll_ctl_remove, ENOENT},
  }));
  inject_everywhere(failure, [](const FaultRun& run) { return run.errors() == 0; });
}

}  // namespace loop
