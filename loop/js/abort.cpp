// SPDX-License-Identifier: MIT
#include "loop/js/abort.h"

#include <bit>
#include <new>
#include <optional>
#include <utility>

#include "loop/js/listener_exception.h"
#include "loop/js/remote_loop.h"
#include "loop/js/runtime.h"

namespace loop::js {

// --- AbortState ---

void AbortState::abort(const Handle& state, std::exception_ptr reason) {
  state->loop_->require_loop_thread();
  if (state->is_aborted()) return;
  if (reason == nullptr) reason = std::make_exception_ptr(AbortError());
  std::vector<Handle> aborted;
  aborted.reserve(1 + state->dependents_.size());
  aborted.push_back(state);
  for (const auto& dependent : std::exchange(state->dependents_, {})) {
    Handle held = dependent.lock();
    if (held != nullptr && !held->is_aborted()) aborted.push_back(std::move(held));
  }
  for (const Handle& each : aborted) each->take_reason(reason);
  for (const Handle& each : aborted) each->call_listeners();
}

void AbortState::take_reason(const std::exception_ptr& reason) noexcept {
  reason_ = reason;
  sources_ = {};
}

/// A listener leaves the list before it is called, and its callback leaves the listener, because
/// the callback may destroy this and other listeners.
void AbortState::call_listeners() {
  stop_source_.request_stop();
  while (first_ != nullptr) {
    AbortCallback callback = std::move(first_->callback_);
    first_->leave();
    try {
      callback(reason_);
    } catch (...) {
      throw_in_next_tick(*loop_, std::current_exception());
    }
  }
}

void AbortState::depend(const Handle& state, const Handle& other) {
  const std::vector<Handle> sources =
      other->sources_.empty() ? std::vector{other} : other->sources_;
  for (const Handle& source : sources) {
    state->sources_.push_back(source);
    source->add_dependent(state);
  }
}

/// Those that nobody holds any more stay until there is no room: whoever drops the last handle may
/// be another thread.
void AbortState::add_dependent(const Handle& dependent) {
  if (dependents_.size() == dependents_.capacity()) {
    std::erase_if(dependents_, [](const auto& each) { return each.expired(); });
    dependents_.reserve(std::bit_ceil(2 * dependents_.size() + 1));
  }
  dependents_.push_back(dependent);
}

std::stop_token AbortState::stop_token() {
  if (!stop_source_.stop_possible()) {
    stop_source_ = std::stop_source();
    if (is_aborted()) stop_source_.request_stop();
  }
  return stop_source_.get_token();
}

// --- AbortSignal ---

namespace {

/// Aborted by a timer.
class TimeoutState final : public AbortState {
 public:
  static AbortState::Handle make(Loop& loop, Duration duration) {
    auto state = std::make_shared<TimeoutState>(loop);
    state->timer_ = loop.add_timer(duration, Run(state));
    loop.unref(state->timer_);
    return state;
  }

  using AbortState::AbortState;

  /// Elsewhere the loop may not exist any more, and the timer remains.
  ~TimeoutState() {
    if (timer_ != TimerId::none && loop().is_loop_thread()) loop().cancel_timer(timer_);
  }

 private:
  /// The timer's callback. Its destruction tells the state that the timer is gone.
  class Run {
   public:
    explicit Run(const std::shared_ptr<TimeoutState>& state) noexcept : state_(state) {}
    Run(Run&&) noexcept = default;
    Run& operator=(Run&&) = delete;
    ~Run() {
      if (const auto state = state_.lock()) state->timer_ = TimerId::none;
    }

    void operator()() {
      if (const auto state = state_.lock()) {
        AbortState::abort(state, std::make_exception_ptr(TimeoutError()));
      }
    }

   private:
    std::weak_ptr<TimeoutState> state_;
  };

  TimerId timer_ = TimerId::none;
};

/// Aborted by a stop token.
class StoppedState final : public AbortState {
 public:
  static AbortState::Handle make(Loop& loop, std::stop_token token) {
    auto state = std::make_shared<StoppedState>(loop);
    state->callback_.emplace(std::move(token), Relay(state, Runtime::of(loop).remote()));
    return state;
  }

  using AbortState::AbortState;

 private:
  /// Called by whoever stops the token. It must not use itself any more once the state may have
  /// been destroyed, and with the state this.
  class Relay {
   public:
    Relay(std::weak_ptr<AbortState> state, std::shared_ptr<RemoteLoop> loop) noexcept
        : state_(std::move(state)), loop_(std::move(loop)) {}

    void operator()() const noexcept {
      try {
        if (loop_->is_loop_thread()) return abort(state_);
        loop_->post_internal([state = state_] { abort(state); });
      } catch (const std::bad_alloc&) {  // who stops the token cannot be told
      }
    }

   private:
    static void abort(const std::weak_ptr<AbortState>& stopped) {
      if (const Handle state = stopped.lock()) {
        AbortState::abort(state, std::make_exception_ptr(AbortError()));
      }
    }

    std::weak_ptr<AbortState> state_;
    std::shared_ptr<RemoteLoop> loop_;
  };

  std::optional<std::stop_callback<Relay>> callback_;
};

}  // namespace

AbortSignal AbortSignal::abort(Loop& loop, std::exception_ptr reason) {
  const AbortController controller(loop);
  AbortState::abort(controller.signal().state_, std::move(reason));
  return controller.signal();
}

AbortSignal AbortSignal::any(Loop& loop, const std::vector<AbortSignal>& signals) {
  loop.require_loop_thread();
  for (const AbortSignal& signal : signals) {
    if (signal.aborted()) return abort(loop, signal.reason());
  }
  const auto made = std::make_shared<AbortState>(loop);
  for (const AbortSignal& signal : signals) {
    if (signal.can_abort()) AbortState::depend(made, signal.state_);
  }
  return AbortSignal(made);
}

AbortSignal AbortSignal::timeout(Loop& loop, Duration duration) {
  return AbortSignal(TimeoutState::make(loop, duration));
}

AbortSignal AbortSignal::from(Loop& loop, std::stop_token token) {
  loop.require_loop_thread();
  if (token.stop_requested()) return abort(loop);
  return AbortSignal(StoppedState::make(loop, std::move(token)));
}

// --- AbortListener ---

AbortListener::AbortListener(const AbortSignal& signal, AbortCallback callback)
    : callback_(std::move(callback)) {
  require_function(callback_);
  if (!signal.can_abort()) return;
  signal.state_->loop().require_loop_thread();
  if (signal.aborted()) return;
  state_ = signal.state_;
  previous_ = state_->last_;
  (previous_ == nullptr ? state_->first_ : previous_->next_) = this;
  state_->last_ = this;
}

void AbortListener::leave() noexcept {
  (previous_ == nullptr ? state_->first_ : previous_->next_) = next_;
  (next_ == nullptr ? state_->last_ : next_->previous_) = previous_;
  state_ = nullptr;
}

}  // namespace loop::js
