// SPDX-License-Identifier: MIT
//
// How a promise follows another one, in the steps of ECMAScript (NewPromiseResolveThenableJob): a
// microtask begins to wait for the other, and a second one settles.
#pragma once

#include <exception>
#include <memory>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "loop/js/promise_state.h"
#include "loop/js/runtime.h"

namespace loop::js {

/// A promise was resolved with itself.
class SelfResolution : public std::logic_error {
 public:
  SelfResolution() : std::logic_error("a promise cannot be resolved with itself") {}
};

/// `to` must be pending. It gets the value or the error of `from`, which is settled.
template <typename T>
void settle_like(StateOf<T>& from, StateOf<T>& to) noexcept {
  if (from.status() == Status::rejected) return to.reject(from.error());
  try {
    to.fulfil(from.take_value());
  } catch (...) {  // of copying the value: nothing has happened yet
    to.reject(std::current_exception());
  }
}

/// Settles a promise as another one was.
template <typename T>
class Adoption final : public Reaction {
 public:
  Adoption(Reference<StateOf<T>> follower, Reference<StateOf<T>> followed) noexcept
      : follower_(std::move(follower)), followed_(std::move(followed)) {}

  /// It ends itself when it has run or is abandoned. Throws what PromiseState::react() throws.
  static void begin(Reference<StateOf<T>> follower, Reference<StateOf<T>> followed) {
    auto adoption = std::make_unique<Adoption>(std::move(follower), std::move(followed));
    adoption->followed_->react(*adoption);
    static_cast<void>(adoption.release());
  }

  void run() noexcept override {
    {
      const Runtime::Tail tail(follower_->runtime());
      settle_like(*followed_, *follower_);
    }
    follower_->end_following();
    delete this;
  }

  void abandon(const std::exception_ptr& reason) noexcept override {
    follower_->give_up(reason);
    follower_->end_following();
    delete this;
  }

  static void* operator new(std::size_t size_bytes) { return BlockPool::allocate(size_bytes); }
  static void operator delete(void* adoption, std::size_t size_bytes) noexcept {
    BlockPool::release(adoption, size_bytes);
  }

 private:
  Reference<StateOf<T>> follower_;
  Reference<StateOf<T>> followed_;
};

/// The microtask that begins to wait.
template <typename T>
class AdoptionJob {
 public:
  AdoptionJob(StateOf<T>& follower, Reference<StateOf<T>> followed) noexcept
      : follower_(Reference<StateOf<T>>::to(follower)), followed_(std::move(followed)) {}
  AdoptionJob(AdoptionJob&&) noexcept = default;
  AdoptionJob& operator=(AdoptionJob&&) = delete;
  ~AdoptionJob() {
    if (!follower_) return;
    follower_->give_up(follower_->runtime().discarded_error());
    follower_->end_following();
  }

  void operator()() noexcept {
    const Reference<StateOf<T>> follower = std::move(follower_);
    try {
      Adoption<T>::begin(follower, std::move(followed_));
    } catch (...) {
      follower->reject(std::current_exception());
      follower->end_following();
    }
  }

 private:
  Reference<StateOf<T>> follower_;
  Reference<StateOf<T>> followed_;
};

/// From now on `follower`, which must be pending and not resolved, becomes what `followed` does;
/// rejected with Errc::wrong_thread if that belongs to another loop.
template <typename T>
void follow(StateOf<T>& follower, Reference<StateOf<T>> followed) noexcept {
  if (&follower == followed.get()) {
    return follower.reject(std::make_exception_ptr(SelfResolution()));
  }
  if (&follower.runtime() != &followed->runtime()) {
    return follower.reject(std::make_exception_ptr(std::system_error(Errc::wrong_thread)));
  }
  follower.set_resolved();
  try {
    follower.runtime().loop().queue_microtask(AdoptionJob<T>(follower, std::move(followed)));
  } catch (const std::exception&) {  // no memory: the job was destroyed, and gave the follower up
  }
}

}  // namespace loop::js
