// SPDX-License-Identifier: MIT
#include "loop/js/runtime.h"

#include <new>
#include <system_error>
#include <utility>

namespace loop::js {
namespace {

/// So many reactions may follow each other without the loop looking whether it was closed.
constexpr int longest_run = 64;

std::shared_ptr<RejectionHandler> shared(RejectionHandler handler) {
  return handler ? std::make_shared<RejectionHandler>(std::move(handler)) : nullptr;
}

}  // namespace

std::exception_ptr terminated_error() noexcept {
  return std::make_exception_ptr(std::system_error(Errc::terminated));
}

std::exception_ptr Runtime::discarded_error() const noexcept {
  return loop_.state() >= State::terminating ? terminated_error()
                                             : std::make_exception_ptr(std::bad_alloc());
}

Runtime& Runtime::made_for(Loop& loop) {
  loop.set_layer(std::make_unique<Runtime>(loop));
  return static_cast<Runtime&>(*loop.layer());
}

// --- Reactions ---

void ReactionJob::operator()() noexcept {
  runtime_->run(take());
}

void ReactionJob::abandon() noexcept {
  reaction_->abandon(runtime_->discarded_error());
}

/// The first of an empty queue would run next anyway, right after the end of this microtask.
void Runtime::queue(Reaction& reaction) noexcept {
  if (is_tail_ && !in_hand_ && !loop_.has_microtasks()) {
    in_hand_.emplace(reaction, *this);
    return;
  }
  try {
    loop_.queue_microtask(ReactionJob(reaction, *this));
  } catch (const std::exception&) {  // no memory: the job was destroyed, and abandoned its reaction
  }
}

void Runtime::run(Reaction* reaction) noexcept {
  for (int left = longest_run;; --left) {
    if (reaction != nullptr) reaction->run();
    if (!in_hand_) return;
    reaction = in_hand_->take();
    in_hand_.reset();
    const bool must_look = left == 0 || loop_.state() >= State::terminating;
    if (must_look && reaction != nullptr) return queue(*reaction);
  }
}

// --- Rejections ---

void Runtime::add_unhandled(PromiseState& state) noexcept {
  if (unhandled_.empty()) ask_for_end_of_checkpoint();
  state.retain();
  unhandled_.push(state);
}

void Runtime::handle(PromiseState& state) noexcept {
  if (!state.is_reported_) {
    if (&state == last_to_report_) last_to_report_ = PromiseList::before(state);
    unhandled_.remove(state);
    state.release();
  } else if (rejection_handled_handler_ != nullptr) {
    ask_for_end_of_checkpoint();
    state.retain();
    handled_late_.push(state);
  }
}

/// A checkpoint that runs nothing has no end. Without memory, the next one will do.
void Runtime::ask_for_end_of_checkpoint() noexcept {
  try {
    loop_.queue_microtask([] {});
  } catch (const std::exception&) {
  }
}

void Runtime::end_checkpoint() {
  if (!handled_late_.empty()) report_handled_late();
  if (!unhandled_.empty()) report_unhandled();
}

/// If a report throws, the others come at the end of the checkpoint that it asked for before.
void Runtime::report_handled_late() {
  while (!handled_late_.empty()) {
    const auto state = Reference<PromiseState>::adopt(handled_late_.front());
    handled_late_.remove(*state);
    if (!handled_late_.empty() || !unhandled_.empty()) ask_for_end_of_checkpoint();
    const std::shared_ptr<RejectionHandler> handler = rejection_handled_handler_;
    if (handler != nullptr) (*handler)(describe(*state));
  }
}

/// Those that are rejected meanwhile come at the end of the next checkpoint, which is this one
/// continued, as in Node. If a report throws, the others are still there.
void Runtime::report_unhandled() {
  last_to_report_ = &unhandled_.back();
  while (last_to_report_ != nullptr) {
    const auto state = Reference<PromiseState>::adopt(unhandled_.front());
    if (state.get() == last_to_report_) last_to_report_ = nullptr;
    unhandled_.remove(*state);
    state->is_reported_ = true;
    if (is_of_the_end(*state)) continue;
    if (!unhandled_.empty()) ask_for_end_of_checkpoint();
    const std::shared_ptr<RejectionHandler> handler = unhandled_rejection_handler_;
    if (handler == nullptr) std::rethrow_exception(state->error());
    (*handler)(describe(*state));
  }
}

/// What waited hears that the loop ends, and so does all that waited for that in turn. Nobody need
/// handle it: it is no mistake of theirs.
bool Runtime::is_of_the_end(const PromiseState& state) const noexcept {
  if (loop_.state() < State::terminating) return false;
  try {
    std::rethrow_exception(state.error());
  } catch (const std::system_error& error) {
    return error.code() == Errc::terminated;
  } catch (...) {
    return false;
  }
}

Rejection Runtime::describe(const PromiseState& state) noexcept {
  return {.error = state.error(), .created = state.created(), .promise = &state};
}

void Runtime::set_unhandled_rejection_handler(RejectionHandler handler) {
  unhandled_rejection_handler_ = shared(std::move(handler));
}

void Runtime::set_rejection_handled_handler(RejectionHandler handler) {
  rejection_handled_handler_ = shared(std::move(handler));
}

void on_unhandled_rejection(Loop& loop, RejectionHandler handler) {
  Runtime::of(loop).set_unhandled_rejection_handler(std::move(handler));
}

void on_rejection_handled(Loop& loop, RejectionHandler handler) {
  Runtime::of(loop).set_rejection_handled_handler(std::move(handler));
}

// --- Other threads ---

const std::shared_ptr<RemoteLoop>& Runtime::remote() {
  if (remote_ == nullptr) remote_ = std::make_shared<RemoteLoop>(loop_);
  return remote_;
}

// --- The end ---

/// The reactions of what is given up are queued, and discarded from there: no recursion, however
/// long the chain of promises.
bool Runtime::discard() noexcept {
  if (remote_ != nullptr) remote_->end();
  bool was_anything = std::exchange(unhandled_rejection_handler_, nullptr) != nullptr;
  was_anything |= std::exchange(rejection_handled_handler_, nullptr) != nullptr;
  for (; !unhandled_.empty(); was_anything = true) {
    const auto state = Reference<PromiseState>::adopt(unhandled_.front());
    unhandled_.remove(*state);
    state->is_handled_ = true;  // a destructor may yet want to handle it
  }
  for (; !handled_late_.empty(); was_anything = true) {
    const auto state = Reference<PromiseState>::adopt(handled_late_.front());
    handled_late_.remove(*state);
  }
  const std::exception_ptr reason = waiting_.empty() ? nullptr : terminated_error();
  for (; !waiting_.empty(); was_anything = true) {
    const auto state = Reference<PromiseState>::to(waiting_.front());
    state->give_up(reason);
  }
  return was_anything;
}

}  // namespace loop::js
