// SPDX-License-Identifier: MIT
#include "loop/loop.h"

#include <algorithm>
#include <cassert>
#include <system_error>

namespace loop {
namespace {

constinit const SteadyClock steady_clock;

}  // namespace

Loop::Loop(LoopOptions options)
    : clock_(options.clock != nullptr ? options.clock : &steady_clock),
      poller_(options.poller != nullptr ? std::move(options.poller) : make_default_poller()),
      metrics_(options.measure_one_in == 0
                   ? nullptr
                   : std::make_unique<Metrics>(*clock_, options.measure_one_in)),
      signals_([](void* self) noexcept { static_cast<Loop*>(self)->wake_if_sleeping(); }, this),
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
  timers_.claim_due(turn_time());
  run_claimed(timers_);
}

/// The outcomes of blocking work, and then the tasks of the priority lane.
void Loop::run_internal_tasks() {
  if (!finished_work_.empty()) deliver_finished_work();
  run_tasks(internal_, internal_ingress_);
}

/// What had come when the phase began: callbacks may take in more.
void Loop::deliver_finished_work() {
  for (std::size_t count = finished_work_.size(); count != 0 && !is_closing(); --count) {
    call([this] { finished_work_.pop()->deliver(); });
    checkpoint();
  }
}

/// What was queued when the phase began: first what other threads posted, then our own.
void Loop::run_lane(TaskRing& local, LockFreeIngress& ingress) {
  const std::size_t queued = local.size();
  const std::size_t claimed = ingress.claim();
  const Metrics::TasksPhase phase(metrics_.get(), queued + claimed);
  if (ingress.has_claimed()) run_claimed(ingress);
  if (queued != 0) run_first(local, queued);
}

void Loop::run_queued(TaskRing& ring) {
  if (!ring.empty()) run_first(ring, ring.size());
}

template <typename Queue>
void Loop::run_claimed(Queue& queue) {
  while (queue.has_claimed() && !is_closing()) {
    queue.pop([this](auto&& task) { this->call(task); });
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
    watches_.dispatch(event, [&](ReadinessHandler& handler, Readiness readiness) {
      call([&] { handler(readiness); });
    });
    checkpoint();
  }
  if (!signals_.empty()) handle_signals();
}

void Loop::handle_signals() {
  signals_.claim();
  run_claimed(signals_);
}

/// Every callback of the user's but microtasks runs in here. The checkpoint comes when its captures
/// are gone, because their destructors may queue microtasks too.
template <typename Function>
void Loop::call(Function&& function) {
  has_called_ = true;
  try {
    if (metrics_ == nullptr) [[likely]] {
      function();
    } else {
      metrics_->run(function);
    }
  } catch (...) {
    report_exception();
  }
}

void Loop::checkpoint() {
  if (!microtasks_.empty() && !is_closing()) drain_microtasks();
}

/// The one that an exception has broken off, or else the first of a run.
void Loop::go_on_with_checkpoint() {
  if (owes_end_of_checkpoint_ && !is_closing()) {
    drain_microtasks();
  } else {
    checkpoint();
  }
}

/// Microtasks that the layer queues at the end belong to the same checkpoint. An exception that
/// leaves this leaves the end of it to the next run.
void Loop::drain_microtasks() {
  has_called_ = true;
  do {
    owes_end_of_checkpoint_ = true;
    run_microtasks();
    if (layer_ != nullptr && !is_closing()) end_checkpoint();
    owes_end_of_checkpoint_ = false;
  } while (!microtasks_.empty() && !is_closing());
}

void Loop::end_checkpoint() {
  try {
    layer_->end_checkpoint();
  } catch (...) {
    report_exception();
  }
}

void Loop::run_microtasks() {
  const auto drain = [this](auto run) {
    microtasks_.drain([this, run](Task& task) {
      try {
        run(task);
      } catch (...) {
        report_exception();
      }
      return !is_closing();
    });
  };
  if (metrics_ == nullptr) {
    drain([](Task& task) { task(); });
  } else {
    drain([this](Task& task) { metrics_->run_microtask(task); });
  }
}

/// Holds the handler while it runs, because it may be replaced meanwhile.
void Loop::call_before_exit_handler() {
  const std::shared_ptr<Task> handler = before_exit_handler_;
  if (handler == nullptr) return;
  call(*handler);
  checkpoint();
}

/// Holds the handler while it runs, because it may be replaced meanwhile.
void Loop::report_exception() {
  const std::shared_ptr<ExceptionHandler> handler = exception_handler_;
  if (handler == nullptr) throw;
  (*handler)(std::current_exception());
}

// --- Waiting ---

std::span<const Event> Loop::wait_for_events(TimePoint latest) {
  if (has_work()) return pace_.is_due(*clock_) ? glance() : std::span<const Event>{};
  // What ran may be what the caller of run_once() is waiting for; let it look first.
  if (until_ == Until::turn_is_over && has_called_) return glance();
  if (until_ == Until::nothing_is_alive && !is_alive()) return glance();
  return sleep(std::min(latest, timers_.next_deadline()));
}

/// Whether the next turn has something to run without waiting.
bool Loop::has_work() const noexcept {
  return has_callbacks() || timers_.next_deadline() <= now_ || signals_.has_arrived();
}

/// Tasks of both lanes, outcomes of work, and timers that other threads posted.
bool Loop::has_tasks() const noexcept {
  return !external_.empty() || !internal_.empty() || !external_ingress_.empty() ||
         !internal_ingress_.empty() || !finished_work_.empty() ||
         has_arrivals_.load(std::memory_order_seq_cst);
}

bool Loop::has_callbacks() const noexcept {
  return has_tasks() || !immediates_.empty() || !close_callbacks_.empty();
}

/// Asks the kernel and the clock without waiting.
std::span<const Event> Loop::glance() {
  read_clock();
  pace_.asked(now_);
  if (metrics_ != nullptr) publish_metrics(now_);
  return watches_.empty() ? std::span<const Event>{} : poller_->wait(Poller::do_not_wait);
}

/// Says that it sleeps, and only then looks for work again: who posts after that look sees that
/// the loop sleeps, and wakes it; so does a signal handler. A stop is not slept over: only a
/// running loop can fall asleep.
std::span<const Event> Loop::sleep(TimePoint deadline) {
  struct WakeUp {
    FastState& state;
    ~WakeUp() { state.try_transition(State::sleeping, State::running); }
  };
  if (metrics_ != nullptr) publish_metrics(clock_->now());
  if (!state_.try_transition(State::running, State::sleeping)) return {};
  const WakeUp wake_up{state_};
  if (has_tasks() || signals_.has_arrived()) return {};
  is_now_stale_ = true;
  return poller_->wait(deadline);
}

TimePoint Loop::read_clock() noexcept {
  now_ = clock_->now();
  timers_.advance_to(now_);
  is_now_stale_ = false;
  return now_;
}

void Loop::publish_metrics(TimePoint now) noexcept {
  const std::size_t internal_tasks = internal_.size() + internal_ingress_.size();
  const std::size_t external_tasks = external_.size() + external_ingress_.size();
  metrics_->publish(now, {.tasks = internal_tasks + external_tasks,
                          .microtasks = microtasks_.size(),
                          .immediates = immediates_.size(),
                          .close_callbacks = close_callbacks_.size(),
                          .timers = timers_.size(),
                          .watches = watches_.size()});
}

// --- Calls from users ---

bool Loop::measure_and_push(TaskRing& local, LockFreeIngress& ingress, Task&& task) {
  metrics_->measure_wait(task);
  return push_to(local, ingress, std::move(task));
}

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

WatchId Loop::watch(int descriptor, Readiness interest, ReadinessHandler handler, Trigger trigger) {
  require_function(handler);
  require_loop_thread();
  return watches_.add(descriptor, interest, trigger, std::move(handler));
}

bool Loop::modify(WatchId id, Readiness interest, Trigger trigger) {
  return !has_ended() && watches_.modify(id, interest, trigger);
}

bool Loop::set_referenced(WatchId id, bool is_referenced) {
  return !has_ended() && watches_.set_referenced(id, is_referenced);
}

bool Loop::unwatch(WatchId id) {
  return !has_ended() && watches_.remove(id);
}

bool Loop::set_referenced(SignalId id, bool is_referenced) {
  return !has_ended() && signals_.set_referenced(id, is_referenced);
}

SignalId Loop::watch_signal(int signal, SignalHandler handler) {
  require_function(handler);
  require_loop_thread();
  return signals_.add(signal, std::move(handler));
}

bool Loop::unwatch_signal(SignalId id) {
  return !has_ended() && signals_.remove(id);
}

void Loop::set_layer(std::unique_ptr<Layer> layer) {
  require_loop_thread();
  assert(layer_ == nullptr);
  layer_ = std::move(layer);
}

MetricsSnapshot Loop::metrics() const {
  return metrics_ != nullptr ? metrics_->snapshot() : MetricsSnapshot{};
}

void Loop::set_exception_handler(ExceptionHandler handler) {
  require_loop_thread();
  exception_handler_ = handler ? std::make_shared<ExceptionHandler>(std::move(handler)) : nullptr;
}

bool Loop::has_ended() const {
  if (state_.load() == State::terminated) return true;
  require_loop_thread();
  return false;
}

void Loop::require_unused() const {
  const State state = state_.load();
  if (state == State::awake) return;
  throw std::system_error(state >= State::terminating ? Errc::terminated : Errc::wrong_thread);
}

}  // namespace loop
