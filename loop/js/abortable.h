// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <optional>
#include <source_location>
#include <utility>

#include "loop/js/abort.h"
#include "loop/js/adoption.h"
#include "loop/js/promise.h"
#include "loop/js/promise_state.h"
#include "loop/js/runtime.h"

namespace loop::js {

/// A promise that becomes what another one does, unless it stops to wait for that.
template <typename T>
class Abortable final : public StateOf<T>, public Reaction {
 public:
  /// Makes it, and lets it wait for `source`, which counts as handled from then on.
  static Reference<Abortable> of(Reference<StateOf<T>> source, std::source_location where) {
    auto* made = new Abortable(std::move(source), where);
    auto handle = Reference<Abortable>::adopt(*made);
    auto reaction = Reference<Abortable>::adopt(*made);
    made->source_->react(*made);
    static_cast<void>(reaction.leave());
    return handle;
  }

  Promise<T> promise() { return Promise<T>(Reference<StateOf<T>>::to(*this)); }

  /// Stops to wait when the signal is aborted, unless there is nothing to wait for by then.
  void listen(const AbortSignal& signal) {
    if (this->status() != Status::pending) return;
    on_abort_.emplace(signal, [this](const std::exception_ptr& reason) {
      if (source_->status() == Status::pending) stop_waiting(reason);
    });
  }

  /// Rejects this promise, and lets go of the other. Without effect if it does not wait any more.
  void stop_waiting(std::exception_ptr reason) noexcept {
    if (this->status() != Status::pending) return;
    source_->remove(*this);
    this->reject(std::move(reason));
    end();
  }

  void run() noexcept override {
    {
      const Runtime::Tail tail(this->runtime());
      settle_like(*source_, static_cast<StateOf<T>&>(*this));
    }
    end();
  }

  void abandon(const std::exception_ptr& reason) noexcept override {
    this->give_up(reason);
    end();
  }

 private:
  Abortable(Reference<StateOf<T>>&& source, std::source_location where)
      : StateOf<T>(source->runtime(), 2, where), source_(std::move(source)) {}

  void end() noexcept {
    on_abort_.reset();
    source_ = {};
    this->release();
  }

  Reference<StateOf<T>> source_;  // while it is waited for
  std::optional<AbortListener> on_abort_;
};

/// What `promise` becomes; rejected with the signal's reason if that is aborted before the promise
/// is settled, and at once if it is aborted already. The promise itself goes on, and counts as
/// handled. Whatever waits for promises, `co_await` among it, so takes a signal. Loop's thread.
template <typename T>
Promise<T> abortable(Promise<T> promise, const AbortSignal& signal,
                     std::source_location where = std::source_location::current()) {
  if (!signal.can_abort()) return promise;
  const auto made = Abortable<T>::of(std::move(promise).state(), where);
  if (signal.aborted()) {
    made->stop_waiting(signal.reason());
  } else {
    made->listen(signal);
  }
  return made->promise();
}

}  // namespace loop::js
