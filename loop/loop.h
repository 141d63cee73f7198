// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <future>
#include <memory>
#include <mutex>
#include <span>
#include <utility>

#include "layoutcheck/annotations.h"
#include "loop/clock.h"
#include "loop/error.h"
#include "loop/fast_state.h"
#include "loop/interleaving.h"
#include "loop/layer.h"
#include "loop/lock_free_ingress.h"
#include "loop/metrics.h"
#include "loop/microtask_ring.h"
#include "loop/options.h"
#include "loop/poll_pace.h"
#include "loop/pollers/line_size.h"
#include "loop/pollers/poller.h"
#include "loop/posted_timers.h"
#include "loop/signal_table.h"
#include "loop/task.h"
#include "loop/task_ring.h"
#include "loop/timer_queue.h"
#include "loop/watch_table.h"
#include "loop/worker_pool.h"

namespace loop {

using ExceptionHandler = Callback<std::exception_ptr>;

/// Runs tasks, timers and descriptor handlers, one after the other, on the thread inside run().
///
/// The order of one turn and the threading rules stand in README.md. In short: a function of this
/// class may be called from any thread where it says so; otherwise from the loop's thread, which
/// is the one inside run(), or, while nobody runs the loop, by whoever alone uses it; called from
/// elsewhere it throws Errc::wrong_thread, and once the loop was told to stop and is not running,
/// Errc::terminated. The loop must outlive every call made on it.
///
/// A callback that throws hands its exception to the exception handler. Without one it leaves
/// run(); the loop is intact then, and run() may be called again, unless it was closed. A callback
/// must hold a function; a call that gets an empty one throws Errc::empty_callback.
class alignas(line_size_bytes) Loop {
 public:
  /// Throws std::system_error if the operating system refuses a poller.
  explicit Loop(LoopOptions options = {});
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// As close(), and waits for the work of offload() that has begun. Not while a thread is inside
  /// run(), as a callback is, and not in the function of a worker.
  ~Loop();

  // --- Life ---

  /// Takes turns until shutdown() or close(), then runs or discards what is left.
  /// Throws Errc::already_running, Errc::terminated, and what callbacks throw. If the loop was
  /// shut down before, it drains and returns.
  void run();

  /// Takes one turn, which waits only if nothing was ready when it began; a timer that it waited
  /// for runs in the next. False if the loop terminated. Throws as run().
  bool run_once();

  /// Takes turns for this time, at least one. False if the loop terminated. Throws as run().
  bool run_for(Duration duration);

  /// Takes turns as long as the loop is alive; then calls the handler of set_before_exit_handler(),
  /// and goes on if that made it alive again. False if the loop terminated. What other threads post
  /// while it returns stays for the next run. Throws as run().
  bool run_while_alive();

  /// Whether there is something to run or to wait for: callbacks of any kind that are queued, work
  /// of offload(), and the timers and watches that unref() did not exclude. Loop's thread.
  bool is_alive() const;

  /// Called when run_while_alive() finds nothing left; followed by the checkpoint, as every
  /// callback. An empty task restores the default. Loop's thread.
  void set_before_exit_handler(Task handler);

  /// Refuses new tasks, lets run() finish what was accepted, discards timers and watches, waits for
  /// the work of offload() at most `longest_wait`, counted from here, and ends the loop. Immediates
  /// and close callbacks run as long as there are tasks, and once more. Any thread, callbacks
  /// included; never blocks on the loop. Repeating it can only shorten the wait. A loop that nobody
  /// runs drains when run() is called, which then returns.
  void shutdown(Duration longest_wait = Duration::max()) noexcept;

  /// Refuses new tasks and discards everything that has not begun. The callback that runs now is
  /// finished. Any thread, callbacks included; never blocks on the loop. If nobody runs the loop,
  /// it is terminated when this returns; use wait() if somebody does.
  void close() noexcept;

  /// Blocks until the loop is terminated and the work that had begun is done: nothing of the
  /// user's runs any more, destructors of captures included. Any thread but the loop's, where it
  /// throws Errc::wrong_thread, and workers, who would wait for themselves.
  void wait();

  /// Any thread.
  State state() const noexcept { return state_.load(); }

  /// What was discarded; all zero before the loop is terminated. Any thread.
  Discarded discarded() const;

  /// Whether the calling thread is inside this loop's run().
  bool is_loop_thread() const noexcept {
    const Loop* inside = current_;
    while (inside != nullptr && inside != this) inside = inside->outer_;
    return inside == this;
  }

  /// Throws Errc::wrong_thread or Errc::terminated, unless called on the loop's thread.
  void require_loop_thread() const {
    if (!is_loop_thread()) require_unused();
  }

  /// The loop whose run() the calling thread is inside, the innermost; or null.
  static Loop* current() noexcept { return current_; }

  // --- Tasks ---

  /// Runs `task` in the tasks phase. Any thread. False, and the task is destroyed, if the loop was
  /// told to stop. Tasks that a thread posts from inside run() keep their order, and so do those
  /// that it posts from elsewhere; between the two no order is promised. Allocates nothing in
  /// steady state for captures that a Callback stores in place: see task.h. From elsewhere it wakes
  /// the loop if it sleeps; from the loop's thread it uses no atomic read-modify-write. Throws
  /// std::bad_alloc, and then it has no effect.
  bool post(Task task) { return post_to(external_, external_ingress_, std::move(task)); }

  /// As post(), into the priority lane: runs before the tasks of post().
  bool post_internal(Task task) { return post_to(internal_, internal_ingress_, std::move(task)); }

  /// Runs `task` after the current callback, when all next-ticks have run. Loop's thread.
  void queue_microtask(Task task) { microtasks_.push_microtask(checked(task)); }

  /// Runs `task` right after the current callback. Loop's thread.
  void next_tick(Task task) { microtasks_.push_next_tick(checked(task)); }

  /// Runs `task` in the next check phase, after the poller was asked. Loop's thread.
  void set_immediate(Task task) { immediates_.push(checked(task)); }

  /// Runs `task` in the next close phase, when no callback of this turn is left. Loop's thread.
  void add_close_callback(Task task) { close_callbacks_.push(checked(task)); }

  // --- Timers ---

  /// The time of this turn: read from the clock when first needed, and kept until the loop asks the
  /// kernel again. Timers count from here. While nobody runs the loop, the time of the call.
  /// Loop's thread.
  TimePoint now();

  /// Runs `task` once, in the first turn at or after now() + delay, never in the current one.
  /// Loop's thread. Throws Errc::negative_delay.
  TimerId add_timer(Duration delay, Task task);

  /// Runs `task` at every multiple of `interval` from now(), so that lateness does not add up; the
  /// multiples that are not after the time of the turn in which it runs are left out. Its id stays
  /// the same. Loop's thread. Throws Errc::negative_delay.
  TimerId add_repeating_timer(Duration interval, Task task);

  /// Makes sure that the timer does not run any more; its captures are destroyed at once, or when
  /// the callback that is running returns. False if it was cancelled, or happens once and began.
  /// Loop's thread.
  bool cancel_timer(TimerId id);

  /// Cancels all of them; for how many cancel_timer() was true. Loop's thread.
  std::size_t cancel_timers(std::span<const TimerId> ids);

  /// Lets the timer run at now() + delay instead, behind others that are due then; a repeating one
  /// goes on from there. The id stays. False where cancel_timer() is false. Loop's thread. Throws
  /// Errc::negative_delay.
  bool rearm_timer(TimerId id, Duration delay);

  /// As add_timer() and add_repeating_timer(), from any thread, and counted from the call. Nobody
  /// waits for the loop. TimerId::none, and the task is destroyed, if the loop was told to stop.
  TimerId post_timer(Duration delay, Task task);
  TimerId post_repeating_timer(Duration interval, Task task);

  /// What cancel_timer(id) says when the loop comes to it, as an internal task; false if it ends
  /// before. Any thread; the loop's own must not wait for the future.
  std::future<bool> post_cancel_timer(TimerId id);

  // --- Descriptors and signals ---

  /// Calls `handler` whenever the descriptor is ready; error and hang_up are reported whether
  /// asked for or not, and together with what was asked for, because then nothing blocks. The
  /// descriptor stays the caller's, who ends the watch before closing it: a watch that is not ended
  /// counts as alive, and where a duplicate lives epoll goes on to report it. One watch a number,
  /// for reading and writing together. Loop's thread. Throws
  /// std::system_error: bad_file_descriptor, file_exists if the number is watched already,
  /// operation_not_permitted for files that are always ready, not_supported if the poller does not
  /// know the trigger.
  WatchId watch(int descriptor, Readiness interest, ReadinessHandler handler,
                Trigger trigger = Trigger::level);

  /// Changes what is reported; also arms a one-shot watch again. False if the watch has ended.
  /// Loop's thread. Throws std::system_error if the descriptor was closed.
  bool modify(WatchId id, Readiness interest, Trigger trigger = Trigger::level);

  /// Ends a watch: its handler does not run again, not even for events already under way, and may
  /// call this itself. False if it had ended. Loop's thread.
  bool unwatch(WatchId id);

  /// Calls `handler` with the number of the signal when the process got it, in the poll phase.
  /// Every watch of every loop is called, those of one loop in the order in which they were added;
  /// signals of one number that arrive before the loop gets there are one call. The process's own
  /// action for the signal is replaced while any loop watches it, and then restored. Loop's thread.
  /// Throws std::system_error: invalid_argument if the system does not let it be caught (SIGKILL,
  /// SIGSTOP), if it reports a fault (SIGSEGV, SIGBUS, SIGFPE, SIGILL), or if it does not exist.
  SignalId watch_signal(int signal, SignalHandler handler);

  /// As unwatch(). Loop's thread.
  bool unwatch_signal(SignalId id);

  /// `id` names a timer, or a watch of a descriptor or a signal: whether run_while_alive() goes on
  /// for its sake, as it does at first. False if it has ended. Loop's thread.
  bool ref(auto id) { return set_referenced(id, true); }
  bool unref(auto id) { return set_referenced(id, false); }

  // --- Blocking work ---

  /// Calls `function()` on a worker's thread, and then, in the internal tasks phase,
  /// `receiver(Outcome<Result>)` with its result or exception. Work begins in the order in which it
  /// was accepted. Both captures are destroyed on the loop's thread, or on the worker's if the loop
  /// ends before the function. Any thread. False, and nothing is called, if the loop was told to
  /// stop. Throws std::bad_alloc, std::system_error if no worker starts, without any effect.
  template <typename Function, typename Receiver>
  bool offload(Function function, Receiver receiver) {
    return workers_.submit(
        std::make_unique<WorkOf<Function, Receiver>>(std::move(function), std::move(receiver)));
  }

  // --- What is built upon the loop, and what watches it ---

  /// Null before set_layer(), which is called once. Loop's thread.
  Layer* layer() const noexcept { return layer_.get(); }
  void set_layer(std::unique_ptr<Layer> layer);

  /// Whether a microtask is queued; next-ticks are not looked at. Loop's thread.
  bool has_microtasks() const noexcept { return microtasks_.has_microtasks(); }

  /// How the loop is doing, if LoopOptions::measure_one_in says so, or did; else zero. Any thread.
  MetricsSnapshot metrics() const;

  /// Called with what a callback threw; what it throws itself leaves run(). An empty one restores
  /// the default. The handler may call this, and lives until it returns. Loop's thread.
  void set_exception_handler(ExceptionHandler handler);

 private:
  friend struct LoopLayout;
  class Running;

  /// How long the present run goes on.
  enum class Until : std::uint8_t { told_to_stop, turn_is_over, nothing_is_alive };

  void run_turn(TimePoint latest);
  void accept_arrivals();
  void run_due_timers();
  void run_internal_tasks();
  void deliver_finished_work();
  void run_tasks(TaskRing& local, LockFreeIngress& ingress) {
    if (!local.empty() || !ingress.seems_empty()) run_lane(local, ingress);
  }
  void run_lane(TaskRing& local, LockFreeIngress& ingress);
  void poll(TimePoint latest);
  void handle_signals();
  void run_queued(TaskRing& ring);
  template <typename Queue>
  void run_claimed(Queue& queue);
  void run_first(TaskRing& ring, std::size_t count);

  template <typename Function>
  void call(Function&& function);
  void checkpoint();
  void go_on_with_checkpoint();
  void drain_microtasks();
  void run_microtasks();
  void end_checkpoint();
  void call_before_exit_handler();
  void report_exception();

  void enter(Until until);
  void leave() noexcept;
  TimePoint deadline_after(Duration delay);
  TimerId post_timer_of(Duration delay, Duration interval, Task&& task);
  TimerId own_id(TimerId id);
  bool set_referenced(TimerId id, bool is_referenced);
  bool set_referenced(WatchId id, bool is_referenced);
  bool set_referenced(SignalId id, bool is_referenced);
  bool take_turn(TimePoint latest);
  void stop() noexcept;
  void close_entrances() noexcept;
  void drain();
  bool wait_for_workers();
  void discard_waits() noexcept;
  void discard_rest() noexcept;
  bool has_tasks() const noexcept;
  bool has_callbacks() const noexcept;
  bool has_work() const noexcept;
  bool is_told_to_stop() const noexcept { return state_.load() >= State::terminating; }
  bool is_closing() const noexcept { return is_closing_.load(std::memory_order_relaxed); }

  std::span<const Event> wait_for_events(TimePoint latest);
  std::span<const Event> glance();
  std::span<const Event> sleep(TimePoint deadline);
  TimePoint read_clock() noexcept;
  TimePoint turn_time() noexcept { return is_now_stale_ ? read_clock() : now_; }
  void publish_metrics(TimePoint now) noexcept;

  bool post_to(TaskRing& local, LockFreeIngress& ingress, Task&& task) {
    require_function(task);
    // A path of its own: where the task may be exchanged, the compiler no longer knows what it is.
    if (metrics_ != nullptr && metrics_->picks_post()) {
      return measure_and_push(local, ingress, std::move(task));
    }
    return push_to(local, ingress, std::move(task));
  }
  bool push_to(TaskRing& local, LockFreeIngress& ingress, Task&& task) {
    if (!is_loop_thread()) return post_from_elsewhere(ingress, std::move(task));
    if (is_told_to_stop()) return false;
    local.push(std::move(task));
    return true;
  }
  bool measure_and_push(TaskRing& local, LockFreeIngress& ingress, Task&& task);
  bool post_from_elsewhere(LockFreeIngress& ingress, Task&& task);
  void wake_if_sleeping() noexcept;
  void announce_arrival() noexcept;

  Task&& checked(Task& task) const {
    require_function(task);
    require_loop_thread();
    return std::move(task);
  }

  /// False on the loop's thread; elsewhere it throws.
  bool has_ended() const;

  void require_unused() const;

  /// The loop whose run() the thread entered last.
  static constinit inline thread_local Loop* current_ = nullptr;

  // Producers write these, the owner's halves lie on lines of their own.
  LockFreeIngress external_ingress_;
  LockFreeIngress internal_ingress_;

  // Read by every producer that finds the ingress empty; written when the loop sleeps and wakes.
  FastState state_;

  // Read by all, written at the ends of the loop's life.
  LAYOUT_READ_MOSTLY alignas(line_size_bytes) std::atomic<bool> is_closing_{false};
  LAYOUT_READ_MOSTLY const Clock* clock_;
  LAYOUT_READ_MOSTLY std::unique_ptr<Poller> poller_;
  LAYOUT_READ_MOSTLY const std::unique_ptr<Metrics> metrics_;  // null: off

  // The loop's thread only, warmest first.
  LAYOUT_WRITTEN_BY(owner) alignas(line_size_bytes) TaskRing external_;
  LAYOUT_WRITTEN_BY(owner) MicrotaskRing microtasks_;
  LAYOUT_WRITTEN_BY(owner) TimePoint now_{};
  LAYOUT_WRITTEN_BY(owner) PollPace pace_;
  LAYOUT_WRITTEN_BY(owner) bool is_now_stale_ = true;
  LAYOUT_WRITTEN_BY(owner) Until until_ = Until::told_to_stop;
  LAYOUT_WRITTEN_BY(owner) bool has_called_ = false;  // since run_once() began
  LAYOUT_WRITTEN_BY(owner) bool owes_end_of_checkpoint_ = false;
  LAYOUT_WRITTEN_BY(owner) TaskRing internal_;
  LAYOUT_WRITTEN_BY(owner) TaskRing immediates_;
  LAYOUT_WRITTEN_BY(owner) TaskRing close_callbacks_;
  LAYOUT_WRITTEN_BY(owner) std::span<const Event> events_;
  LAYOUT_WRITTEN_BY(owner) SignalTable signals_;
  LAYOUT_WRITTEN_BY(owner) WatchTable watches_;
  LAYOUT_WRITTEN_BY(owner) TimerQueue timers_;
  LAYOUT_WRITTEN_BY(owner) WorkList finished_work_;
  LAYOUT_WRITTEN_BY(owner) std::shared_ptr<ExceptionHandler> exception_handler_;  // null: none
  LAYOUT_WRITTEN_BY(owner) std::shared_ptr<Task> before_exit_handler_;            // null: none
  LAYOUT_WRITTEN_BY(owner) std::unique_ptr<Layer> layer_;                         // null: none
  LAYOUT_WRITTEN_BY(owner) Loop* outer_ = nullptr;  // a callback of that loop runs this one

  // Any thread, rarely writes these: that something has come, and posted timers.
  LAYOUT_WRITTEN_BY(producers) alignas(line_size_bytes) std::atomic<bool> has_arrivals_{false};
  PostedTimers posted_timers_;

  // The ends of the loop's life.
  LAYOUT_COLD alignas(line_size_bytes) mutable Mutex life_mutex_;
  LAYOUT_COLD Condition terminated_;
  LAYOUT_COLD Discarded discarded_;
  LAYOUT_COLD TimePoint worker_deadline_ = TimePoint::max();
  LAYOUT_COLD bool is_running_ = false;  // a thread is inside run(), or discards
  LAYOUT_COLD bool is_drained_ = false;  // what is left is discarded

  // The last member, because its threads use the others until they have ended.
  WorkerPool workers_;
};

}  // namespace loop
