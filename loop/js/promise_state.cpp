// SPDX-License-Identifier: MIT
#include "loop/js/promise_state.h"

#include "loop/js/runtime.h"

namespace loop::js {

PromiseState::~PromiseState() {
  assert(status_ != Status::pending || storage_.waiting.last == nullptr);
  if (status_ == Status::rejected) std::destroy_at(&storage_.rejected);
}

void PromiseState::react(Reaction& reaction) {
  runtime_->loop().require_loop_thread();
  if (status_ == Status::rejected && !is_handled_) runtime_->handle(*this);
  is_handled_ = true;
  if (status_ != Status::pending) return runtime_->queue(reaction);
  Reaction*& last = storage_.waiting.last;
  if (last == nullptr) {
    runtime_->add_waiting(*this);
    reaction.next_ = &reaction;
  } else {
    reaction.next_ = std::exchange(last->next_, &reaction);
  }
  last = &reaction;
}

void PromiseState::remove(Reaction& reaction) noexcept {
  if (status_ != Status::pending) {
    if (reaction.job_ != nullptr) reaction.job_->take();
    return;
  }
  Reaction*& last = storage_.waiting.last;
  Reaction* before = last;
  while (before->next_ != &reaction) before = before->next_;
  before->next_ = reaction.next_;
  if (before == &reaction) {
    last = nullptr;
    runtime_->remove_waiting(*this);
  } else if (last == &reaction) {
    last = before;
  }
}

void PromiseState::reject(std::exception_ptr error) noexcept {
  assert(status_ == Status::pending);
  finish_rejecting(take_reactions(), std::move(error));
}

void PromiseState::give_up(const std::exception_ptr& reason) noexcept {
  if (status_ != Status::pending) return;
  if (runtime_->loop().state() >= State::terminating) is_handled_ = true;
  reject(reason);
}

Reaction* PromiseState::take_reactions() noexcept {
  Reaction* last = storage_.waiting.last;
  if (last != nullptr) runtime_->remove_waiting(*this);
  return last;
}

void PromiseState::finish_fulfilling(Reaction* reactions) noexcept {
  status_ = Status::fulfilled;
  is_resolved_ = true;
  queue(reactions);
}

void PromiseState::finish_rejecting(Reaction* reactions, std::exception_ptr error) noexcept {
  std::construct_at(&storage_.rejected, std::move(error));
  status_ = Status::rejected;
  is_resolved_ = true;
  if (!is_handled_) runtime_->add_unhandled(*this);
  queue(reactions);
}

void PromiseState::queue(Reaction* last) noexcept {
  if (last == nullptr) return;
  for (Reaction* reaction = std::exchange(last->next_, nullptr); reaction != nullptr;) {
    Reaction* next = reaction->next_;
    runtime_->queue(*reaction);
    reaction = next;
  }
}

}  // namespace loop::js
