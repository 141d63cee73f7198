// SPDX-License-Identifier: MIT
#include "loop/loop.h"

#include <algorithm>
#include <cassert>
#include <system_error>

namespace loop {
namespace {

constinit const SteadyClock steady_clock;

/// The promise of an answer, which is false if nobody comes to give it.
class Answer {
 public:
  Answer() = default;
  Answer(Answer&& other) noexcept
      : promise_(std::move(other.promise_)), is_given_(std::exchange(other.is_given_, true)) {}
  Answer& operator=(Answer&&) = delete;
  ~Answer() {
    if (!is_given_) give(false);
  }

  std::future<bool> future() { return promise_.get_future(); }
  void give(bool value) {
    is_given_ = true;
    promise_.set_value(value);
  }

 private:
  std::promise<bool> promise_;
  bool is_given_ = false;
};

}  // namespace

Loop::Loop(LoopOptions options)
    : clock_(options.clock != nullptr ? options.clock : &steady_clock),
      poller_(options.poller != nullptr ? std::move(options.poller) : make_default_poller()),
      watches_(*poller_),
      workers_(options.most_workers, [this] { announce_arrival(); }) {}

Loop::~Loop() {
  close();
  assert(state_.load() == State::terminated && "a loop must not be destroyed while it runs");
}

// --- One turn ---

/// One turn. README.md says the same in words, and a test walks it line by line.
void Loop::run_turn(TimePoint latest) {
  accept_arrivals();
  run_due_timers();
  run_internal_tasks();
  run_tasks(external_, external_ingress_);
  poll(latest);
  run_queued(immediates_);
  run_queued(close_callbacks_);
}

/// Takes in what does not come through an ingress: timers and outcomes of other threads.
void Loop::accept_arrivals() {
  if (!has_arrivals_.load(std::memory_order_relaxed)) return;
  // Before looking, so that what comes after the look announces itself again.
  reach(Point::accept);
  has_arrivals_.store(false, std::memory_order_seq_cst);
  workers_.take_finished(finished_work_);
  try {
    posted_timers_.set_all(timers_);
  } catch (...) {
    has_arrivals_.store(true, std::memory_order_relaxed);  // the others are still there
    throw;
  }
}

void Loop::run_due_timers() {
  if (timers_.empty()) return;
  timers_.claim_due(now());
  run_claimed(timers_);
}

/// The outcomes of blocking work, and then the tasks of the priority lane.
void Loop::run_internal_tasks() {
  while (!finished_work_.empty() && !is_closing()) {
    call([this] { finished_work_.pop()->deliver(); });
    checkpoint();
  }
  run_tasks(internal_, internal_ingress_);
}

/// What was queued when the phase began: first what other threads posted, then our own.
void Loop::run_tasks(TaskRing& local, LockFreeIngress& ingress) {
  const std::size_t queued = local.size();
  ingress.claim();
  if (ingress.has_claimed()) run_claimed(ingress);
  if (queued != 0) run_first(local, queued);
}

void Loop::run_queued(TaskRing& ring) {
  if (!ring.empty()) run_first(ring, ring.size());
}

template <typename Queue>
void Loop::run_claimed(Queue& queue) {
  while (queue.has_claimed() && !is_closing()) {
    queue.pop([this](Task& task) { call(task); });
    checkpoint();
  }
}

void Loop::run_first(TaskRing& ring, std::size_t count) {
  for (; count != 0 && !is_closing(); --count) {
    ring.pop([this](Task& task) { call(task); });
    checkpoint();
  }
}

/// Events that an exception left behind come before new ones: an edge is reported only once.
void Loop::poll(TimePoint latest) {
  if (events_.empty()) events_ = wait_for_events(latest);
  while (!events_.empty() && !is_closing()) {
    const Event event = events_.front();
    events_ = events_.subspan(1);
    watches_.dispatch(event,
                      [&](ReadinessHandler& handler) { call([&] { handler(event.readiness); }); });
    checkpoint();
  }
}

/// Every callback of the user's but microtasks runs in here. The checkpoint comes when its captures
/// are gone, because their destructors may queue microtasks too.
template <typename Function>
void Loop::call(Function&& function) {
  has_called_ = true;
  try {
    function();
  } catch (...) {
    report_exception();
  }
}

template void Loop::call<Task&>(Task&);  // for loop_life.cpp

void Loop::checkpoint() {
  if (!microtasks_.empty() && !is_closing()) drain_microtasks();
}

void Loop::drain_microtasks() {
  has_called_ = true;
  microtasks_.drain([this](Task& task) {
    try {
      task();
    } catch (...) {
      report_exception();
    }
    return !is_closing();
  });
}

/// Holds the handler while it runs, because it may be replaced meanwhile.
void Loop::report_exception() {
  const std::shared_ptr<ExceptionHandler> handler = exception_handler_;
  if (handler == nullptr) throw;
  (*handler)(std::current_exception());
}

// --- Waiting ---

std::span<const Event> Loop::wait_for_events(TimePoint latest) {
  if (has_work()) return pace_.is_due() ? glance() : std::span<const Event>{};
  // What ran may be what the caller of run_once() is waiting for; let it look first.
  if (is_single_turn_ && has_called_) return glance();
  if (is_while_alive_ && !is_alive()) return glance();
  return sleep(std::min(latest, timers_.next_deadline()));
}

/// Whether the next turn has something to run without waiting.
bool Loop::has_work() const noexcept {
  return has_tasks() || timers_.next_deadline() <= now_;
}

bool Loop::has_tasks() const noexcept {
  return !external_.empty() || !internal_.empty() || !immediates_.empty() ||
         !close_callbacks_.empty() || !external_ingress_.empty() || !internal_ingress_.empty() ||
         !finished_work_.empty() || has_arrivals_.load(std::memory_order_seq_cst);
}

/// Asks the kernel and the clock without waiting.
std::span<const Event> Loop::glance() {
  read_clock();
  pace_.asked(now_);
  return watches_.empty() ? std::span<const Event>{} : poller_->wait(Poller::do_not_wait);
}

/// Says that it sleeps, and only then looks for work again: who posts after that look sees that
/// the loop sleeps, and wakes it. A stop is not slept over: only a running loop can fall asleep.
std::span<const Event> Loop::sleep(TimePoint deadline) {
  struct WakeUp {
    FastState& state;
    ~WakeUp() { state.try_transition(State::sleeping, State::running); }
  };
  if (!state_.try_transition(State::running, State::sleeping)) return {};
  const WakeUp wake_up{state_};
  if (has_tasks()) return {};
  is_now_stale_ = true;
  return poller_->wait(deadline);
}

void Loop::read_clock() noexcept {
  now_ = clock_->now();
  timers_.advance_to(now_);
  is_now_stale_ = false;
}

// --- Calls from users ---

bool Loop::post_from_elsewhere(LockFreeIngress& ingress, Task&& task) {
  const LockFreeIngress::Push result = ingress.push(std::move(task));
  if (result == LockFreeIngress::Push::first) wake_if_sleeping();
  return result != LockFreeIngress::Push::refused;
}

/// Of all who want to wake a sleeping loop one makes the transition, and pays for the wake-up.
void Loop::wake_if_sleeping() noexcept {
  if (state_.load() != State::sleeping) return;
  if (state_.try_transition(State::sleeping, State::running)) poller_->wake();
}

/// For what does not come through an ingress. A loop that drains waits too, for its workers.
void Loop::announce_arrival() noexcept {
  reach(Point::announce);
  has_arrivals_.store(true, std::memory_order_seq_cst);
  if (state_.load() == State::terminating) poller_->wake();
  wake_if_sleeping();
}

TimerId Loop::add_timer(Duration delay, Task task) {
  return timers_.add(deadline_after(delay), std::move(task));
}

TimerId Loop::add_repeating_timer(Duration interval, Task task) {
  return timers_.add_repeating(deadline_after(interval), interval, std::move(task));
}

TimePoint Loop::deadline_after(Duration delay) {
  if (delay < Duration::zero()) throw std::system_error(Errc::negative_delay);
  if (!is_loop_thread()) {
    require_unused();
    read_clock();  // nobody else keeps the time while nobody runs the loop
  }
  return now() + std::min(delay, TimerQueue::latest_deadline - now());
}

TimerId Loop::post_timer(Duration delay, Duration interval, Task task) {
  if (delay < Duration::zero()) throw std::system_error(Errc::negative_delay);
  const TimePoint now = clock_->now();
  const TimePoint deadline = now + std::min(delay, TimerQueue::latest_deadline - now);
  const TimerId id = posted_timers_.add(deadline, interval, std::move(task));
  if (id != TimerId::none) announce_arrival();
  return id;
}

/// The id that our own queue knows the timer by.
TimerId Loop::own_id(TimerId id) {
  if (!PostedTimers::is_posted(id)) return id;
  accept_arrivals();
  return posted_timers_.own_id(id);
}

bool Loop::cancel_timer(TimerId id) {
  if (state_.load() == State::terminated) return false;
  require_loop_thread();
  return timers_.cancel(own_id(id));
}

std::size_t Loop::cancel_timers(std::span<const TimerId> ids) {
  return static_cast<std::size_t>(
      std::count_if(ids.begin(), ids.end(), [this](TimerId id) { return cancel_timer(id); }));
}

bool Loop::rearm_timer(TimerId id, Duration delay) {
  return timers_.rearm(own_id(id), deadline_after(delay));
}

std::future<bool> Loop::post_cancel_timer(TimerId id) {
  Answer answer;
  std::future<bool> future = answer.future();
  post_internal(
      [this, id, answer = std::move(answer)]() mutable { answer.give(cancel_timer(id)); });
  return future;
}

bool Loop::set_referenced(TimerId id, bool is_referenced) {
  require_loop_thread();
  return timers_.set_referenced(own_id(id), is_referenced);
}

WatchId Loop::watch(int descriptor, Readiness interest, ReadinessHandler handler, Trigger trigger) {
  require_loop_thread();
  return watches_.add(descriptor, interest, trigger, std::move(handler));
}

bool Loop::modify(WatchId id, Readiness interest, Trigger trigger) {
  require_loop_thread();
  return watches_.modify(id, interest, trigger);
}

bool Loop::set_referenced(WatchId id, bool is_referenced) {
  require_loop_thread();
  return watches_.set_referenced(id, is_referenced);
}

bool Loop::unwatch(WatchId id) {
  if (state_.load() == State::terminated) return false;
  require_loop_thread();
  return watches_.remove(id);
}

void Loop::set_exception_handler(ExceptionHandler handler) {
  require_loop_thread();
  exception_handler_ = handler ? std::make_shared<ExceptionHandler>(std::move(handler)) : nullptr;
}

void Loop::require_unused() const {
  const State state = state_.load();
  if (state == State::awake) return;
  throw std::system_error(state >= State::terminating ? Errc::terminated : Errc::wrong_thread);
}

}  // namespace loop
