// SPDX-License-Identifier: MIT
#include "loop/tests/support/fault_scenarios.h"

#include <array>
#include <chrono>
#include <csignal>
#include <future>
#include <stdexcept>

#include "loop/pollers/signal_inbox.h"
#include "loop/task_node.h"
#include "loop/tests/support/signal_action.h"

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

/// From elsewhere, one that repeats; and one that comes sooner than it was set, twice.
void post_repeating_timers_and_rearm(Loop& loop, FaultRun& run) {
  TimerId posted{};
  TimerId own{};
  run.offer([&](Counted task) { posted = loop.post_timer(1h, Large{std::move(task)}); });
  run.offer([&](Counted task) { own = loop.add_timer(1h, Large{std::move(task)}); });
  for (const TimerId id : {posted, own}) {
    run.step([&] { loop.rearm_timer(id, 1min); });
    run.step([&] { loop.rearm_timer(id, 0ns); });
  }
  int left = 3;
  TimerId repeating{};
  run.from_elsewhere([&] {
    repeating = run.step([&] {
      return loop.post_repeating_timer(1ns, [&left, large = Large{Counted(run.counts)}] {
        if (left > 0) --left;
      });
    });
  });
  while (left > 0) run.step([&] { loop.run_once(); });
  run.step([&] { loop.cancel_timer(repeating); });
  run_all(loop, run);
}

/// The handler makes the loop alive again, once.
void stay_alive_before_the_exit(Loop& loop, FaultRun& run) {
  bool is_first = true;
  run.step([&] {
    loop.set_before_exit_handler([&, large = Large{Counted(run.counts)}] {
      if (!is_first) return;
      run.offer([&](Counted task) { loop.post(Large{std::move(task)}); });
      run.offer([&](Counted task) { loop.add_timer(1ns, std::move(task)); });
      is_first = false;
    });
  });
  run.offer([&](Counted task) { loop.post(std::move(task)); });
  while (run.step([&] { return loop.run_while_alive(); }) && is_first) {
  }
  run_all(loop, run);
  run.step([&] { loop.set_before_exit_handler({}); });
}

void require(FaultRun& run, bool is_true, const char* what) {
  if (!is_true) run.note(std::make_exception_ptr(std::logic_error(what)));
}

bool is_ignored(int signal) {
  struct sigaction action {};
  ::sigaction(signal, nullptr, &action);
  return action.sa_handler == SIG_IGN;
}

/// Two watches of one signal and one of another, which arrive once each.
void watch_and_unwatch_signals(Loop& loop, FaultRun& run) {
  const UserSignalsIgnored ignored;
  std::array<int, 3> calls{};
  std::array<SignalId, 3> ids{};
  for (std::size_t i = 0; i < ids.size(); ++i) {
    ids[i] = run.step([&] {
      return loop.watch_signal(i == 2 ? SIGUSR2 : SIGUSR1,
                               [&, i, large = Large{Counted(run.counts)}](int) { ++calls[i]; });
    });
  }
  ::raise(SIGUSR1);
  ::raise(SIGUSR2);
  while (calls != std::array{1, 1, 1}) run.step([&] { loop.run_once(); });

  loop.unwatch_signal(ids[0]);
  require(run, !is_ignored(SIGUSR1), "the other watch has ended");
  for (const SignalId id : ids) loop.unwatch_signal(id);
  require(run, is_ignored(SIGUSR1) && is_ignored(SIGUSR2), "an action is not restored");
}

/// Gives up at the first refusal: then it must be as if nobody had ever asked.
void watch_a_signal_in_vain(Loop& loop, FaultRun& run) {
  const UserSignalsIgnored ignored;
  int calls = 0;
  SignalId id{};
  try {
    id = loop.watch_signal(SIGUSR1, [&, large = Large{Counted(run.counts)}](int) { ++calls; });
  } catch (...) {
    run.note(std::current_exception());
    require(run, is_ignored(SIGUSR1), "the signal is watched");
    require(run, !run.step([&] { return loop.is_alive(); }), "the loop has a watch");
  }
  ::raise(SIGUSR1);
  run.step([&] { loop.post([] {}); });
  run.step([&] { loop.run_once(); });
  require(run, calls == (id == SignalId::none ? 0 : 1), "the signal came to the wrong place");
}

std::size_t taken_inboxes = 0;

/// Takes an inbox for ever, so that the loop needs one that is not there yet.
void watch_a_signal_on_more_loops_than_ever(Loop& loop, FaultRun& run) {
  const UserSignalsIgnored ignored;
  run.step([] { return &SignalInbox::acquire([](void*) noexcept {}, nullptr); });
  ++taken_inboxes;
  run.step([&] { return loop.watch_signal(SIGUSR1, [](int) {}); });
}

constexpr FaultScenario scenarios[] = {
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
    {"post repeating timers, and rearm", post_repeating_timers_and_rearm},
    {"stay alive before the exit", stay_alive_before_the_exit},
    {"watch and unwatch signals", watch_and_unwatch_signals},
    {"watch a signal in vain", watch_a_signal_in_vain},
    {"watch a signal on more loops than ever", watch_a_signal_on_more_loops_than_ever},
    {"let errors out of callbacks", let_errors_out_of_callbacks},
    {"hand errors to the handler", hand_errors_to_the_handler},
};

}  // namespace

std::span<const FaultScenario> fault_scenarios() {
  return scenarios;
}

std::size_t taken_inbox_count() {
  return taken_inboxes;
}

}  // namespace loop
