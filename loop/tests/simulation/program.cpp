// SPDX-License-Identifier: MIT
#include "loop/tests/simulation/program.h"

#include <algorithm>
#include <chrono>
#include <system_error>
#include <utility>

#include "loop/tests/simulation/simulated_signals.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// What callbacks throw.
struct Thrown {};

constexpr std::uint64_t most_posts = 24;
constexpr int watched_signal = 10;

}  // namespace

Program::Program(Scheduler& scheduler, std::uint64_t seed)
    : scheduler_(scheduler),
      seed_(seed),
      random_(seed),
      poller_(new SimulatedPoller(clock_)),
      loop_(new Loop({.poller = std::unique_ptr<Poller>(poller_),
                      .clock = &clock_,
                      .most_workers = most_workers})),
      run_mode_(random_() % 5) {
  poller_->on_stuck = [this] {
    ledger_.fail("the loop would have slept for ever");
    loop_->close();  // so that the run ends
  };
  if (chance(2)) watch_signal();
  if (chance(2)) loop_->set_exception_handler([](const std::exception_ptr&) {});
  if (chance(2)) loop_->set_before_exit_handler([this] { act(); });
}

std::string Program::run() {
  const std::size_t thread_count = most_threads - random_() % 2;
  std::vector<std::function<void()>> programs{[this] { run_loop(); }};
  for (std::size_t thread = 1; thread < thread_count; ++thread) {
    programs.emplace_back([this, thread] { produce(thread == 1); });
  }
  std::unique_ptr<Picker> picker = std::make_unique<UniformPicker>(random_);
  if (chance(2)) picker = std::make_unique<PriorityPicker>(random_, scheduled_threads);
  scheduler_.run(programs, *picker, replay_command(seed_));
  audit();
  return ledger_.broken();
}

void Program::audit() {
  if (loop_->state() != State::terminated) ledger_.fail("the loop is not terminated");
  if (has_woken_twice()) ledger_.fail("a loop that fell asleep once was woken twice");
  discarded_ = loop_->discarded();
  loop_.reset();
  std::size_t unanswered = 0;  // or answered with no, which looks the same
  for (auto& [number, answer] : answers_) {
    answer.get() ? ledger_.cancel(number) : static_cast<void>(++unanswered);
  }
  ledger_.allow_unknown_tasks(unanswered);
  ledger_.audit(discarded_, may_discard_);
}

/// Looks at the time before the first stop. Later the loop may be woken more than once.
bool Program::has_woken_twice() const {
  std::size_t sleeps = 0;
  std::size_t wakes = 0;
  for (const Scheduler::Step& step : scheduler_.trace()) {
    if (step.point == Point::terminate) break;
    if (step.point == Point::fall_asleep) ++sleeps;
    if (step.point == Point::wake) ++wakes;
  }
  return wakes > sleeps;
}

// --- The loop's thread ---

void Program::run_loop() {
  for (std::uint64_t count = random_() % 3; count != 0; --count) offer();
  while (loop_->state() != State::terminated) {
    try {
      run_somehow();
    } catch (const Thrown&) {
    } catch (const std::system_error& error) {
      // Another thread has closed the loop while nobody ran it, or is doing so right now.
      if (error.code() == Errc::already_running) return loop_->wait();
      if (error.code() != Errc::terminated) ledger_.fail(error.what());
    }
  }
}

void Program::run_somehow() {
  switch (run_mode_) {
    case 0:
      loop_->run_once();
      break;
    case 1:
      loop_->run_for(Duration(random_() % 100));
      break;
    case 2:
      // Once it has found nothing left, so that it does not ask for ever.
      if (loop_->run_while_alive()) run_mode_ = 3;
      break;
    default:
      loop_->run();
  }
}

// --- The other threads ---

/// Half of those that leave the end to others post until they are refused.
void Program::produce(bool must_stop) {
  const bool is_stubborn = !must_stop && chance(2);
  std::uint64_t count = is_stubborn ? most_posts : random_() % (1 + random_() % most_posts);
  for (bool is_accepted = true; count != 0 && (is_accepted || !is_stubborn); --count) {
    is_accepted = offer();
    rest();
  }
  if (must_stop || chance(6)) {
    stop();
    if (chance(2)) offer();
  }
  if (!chance(3)) return;
  loop_->wait();
  ledger_.end();
}

/// Gives the loop the time to do a part of a turn, and sometimes to do all that it can.
void Program::rest() {
  if (chance(6)) return settle();
  if (chance(2)) return;
  for (std::uint64_t steps = random_() % 24; steps != 0; --steps) reach(Point::rest);
}

/// Waits until only time can change anything. Then no task that could run may be left, though
/// nobody has stopped the loop, which would wake it up anyway.
void Program::settle() {
  scheduler_.block(Point::settle, Patience::quiet, [] { return false; });
  if (ledger_.has_waiting()) ledger_.fail("the loop sleeps though a task waits");
  const bool sleeps = loop_->state() == State::sleeping;
  if (sleeps && has_signal_watch_ && is_signal_owed_) {
    ledger_.fail("the loop sleeps though a signal has come");
  }
  if (sleeps && poller_->sleeps_until > ledger_.soonest_timer()) {
    ledger_.fail("the loop sleeps longer than until its soonest timer");
  }
}

/// Who was told that the loop accepts nothing must not see it run afterwards.
bool Program::offer() {
  if (chance(8)) {
    send_signal();  // alone: a task right after it would wake the loop anyway
    return true;
  }
  if (chance(6)) return offer_timer();
  if (chance(6)) return offer_work();
  if (chance(12)) ask_to_cancel();
  const Kind kind = chance(3) ? Kind::internal_task : Kind::task;
  Ledger::Number number = 0;
  Task task = make(kind, number);
  const bool is_accepted =
      kind == Kind::task ? loop_->post(std::move(task)) : loop_->post_internal(std::move(task));
  return note_answer(number, is_accepted);
}

bool Program::offer_timer() {
  Ledger::Number number = 0;
  Task task = make(Kind::timer, number);
  const Duration delay(random_() % 3 * 50);
  ledger_.set_deadline(number, clock_.now() + delay);
  const TimerId id = loop_->post_timer(delay, std::move(task));
  if (id != TimerId::none) pending_.push_back({id, number});
  return note_answer(number, id != TimerId::none);
}

bool Program::offer_work() {
  Ledger::Number number = 0;
  Task task = make(Kind::work, number);
  const bool is_accepted =
      loop_->offload([] { reach(Point::callback); },
                     [task = std::move(task)](const Outcome<void>&) mutable { task(); });
  return note_answer(number, is_accepted);
}

bool Program::note_answer(Ledger::Number number, bool is_accepted) {
  if (is_accepted) {
    ledger_.accept(number);
  } else if (loop_->state() < State::terminating) {
    ledger_.fail("a loop that runs refused a task");
  }
  return is_accepted;
}

void Program::ask_to_cancel() {
  if (pending_.empty()) return;
  const Pending timer = pending_[random_() % pending_.size()];
  answers_.emplace_back(timer.number, loop_->post_cancel_timer(timer.id));
}

/// A handler that has not run since the signal was on its way is still to come.
void Program::send_signal() {
  const std::size_t calls = signal_calls_;
  simulate_signal(watched_signal);
  if (signal_calls_ == calls) is_signal_owed_ = true;
}

void Program::stop() {
  if (chance(3)) {
    may_discard_ = true;
    return loop_->close();
  }
  if (!chance(4)) return loop_->shutdown();
  may_discard_ = true;
  loop_->shutdown(Duration(random_() % 100));
}

// --- Callbacks ---

bool Program::spend() {
  if (budget_ == 0) return false;
  --budget_;
  return true;
}

Ledger::Origin Program::origin() const noexcept {
  return loop_->is_loop_thread() ? inside : Scheduler::thread_number();
}

Task Program::make(Kind kind, Ledger::Number& number) {
  number = ledger_.open(kind, origin());
  return [this, entered = Entered(ledger_, number), end = last_words()] {
    call_back(entered.number());
  };
}

/// Some captures post when they are destroyed, wherever that happens.
std::shared_ptr<void> Program::last_words() {
  if (!chance(8) || !spend()) return nullptr;
  return {nullptr, [this](void*) { offer(); }};
}

void Program::call_back(Ledger::Number number) {
  reach(Point::callback);
  ledger_.run(number, clock_.now());
  for (std::uint64_t count = random_() % 3; count != 0; --count) act();
  if (chance(12)) throw Thrown{};
}

void Program::act() {
  const std::uint64_t action = random_() % 12;
  if (action < 6) return queue(static_cast<Kind>(action));
  if (action < 8) return set_timer(Kind::timer);
  if (action == 8) return set_timer(Kind::repeating_timer);
  if (action == 9) return clock_.advance(Duration(random_() % 100));
  if (action == 10) return cancel_timer();
  if (chance(8)) stop();
}

void Program::queue(Kind kind) {
  if (!spend()) return;
  if (kind == Kind::task || kind == Kind::internal_task) {
    offer();
    return;
  }
  Ledger::Number number = 0;
  Task task = make(kind, number);
  if (kind == Kind::next_tick) loop_->next_tick(std::move(task));
  if (kind == Kind::microtask) loop_->queue_microtask(std::move(task));
  if (kind == Kind::immediate) loop_->set_immediate(std::move(task));
  if (kind == Kind::close_callback) loop_->add_close_callback(std::move(task));
  ledger_.accept(number);
}

void Program::set_timer(Kind kind) {
  if (!spend()) return;
  Ledger::Number number = 0;
  Task task = make(kind, number);
  const Duration delay(random_() % 3 * 50);
  const TimePoint deadline = loop_->now() + delay;
  const TimerId id = kind == Kind::timer ? loop_->add_timer(delay, std::move(task))
                                         : loop_->add_repeating_timer(delay + 1ns, std::move(task));
  ledger_.accept(number);
  ledger_.set_deadline(number, deadline);
  pending_.push_back({id, number});
}

void Program::cancel_timer() {
  if (pending_.empty()) return;
  const Pending timer = pending_[random_() % pending_.size()];
  if (loop_->cancel_timer(timer.id)) ledger_.cancel(timer.number);
}

void Program::watch_signal() {
  has_signal_watch_ = true;
  loop_->watch_signal(watched_signal, [this](int) {
    reach(Point::callback);
    ++signal_calls_;
    is_signal_owed_ = false;
    act();
  });
}

std::string replay_command(std::uint64_t seed) {
  return "LOOP_SIMULATION_SEED=" + std::to_string(seed) + " loop_simulation_tests '[simulation]'";
}

}  // namespace loop
