// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <source_location>
#include <stop_token>
#include <type_traits>
#include <utility>

#include "loop/js/abort.h"
#include "loop/js/abortable.h"
#include "loop/js/promise.h"
#include "loop/loop.h"
#include "loop/outcome.h"

namespace loop::js {

/// Calls a function that may want to know when to stop, unless it is to stop already.
template <typename Function>
struct Stoppable {
  Function function;
  std::stop_token token;

  auto operator()() {
    if (token.stop_requested()) throw AbortError();
    if constexpr (std::is_invocable_v<Function&, std::stop_token>) {
      return function(token);
    } else {
      return function();
    }
  }
};

template <typename T>
void settle_by_outcome(Resolver<T>& resolver, Outcome<T>& outcome) {
  try {
    if constexpr (std::is_void_v<T>) {
      outcome.get();
      resolver.resolve();
    } else {
      resolver.resolve(outcome.get());
    }
  } catch (...) {
    resolver.reject(std::current_exception());
  }
}

/// A promise of what `function()`, which may block, comes to on a worker's thread: its result or
/// its exception.
///
/// If the signal is aborted, the promise is rejected with its reason at once. The function is not
/// called if it has not begun; if it has, and takes a std::stop_token, this is stopped; otherwise
/// it goes on. What it comes to then is dropped. Rejected with Errc::terminated if the loop was
/// told to stop, or ends before the function; with what Loop::offload() throws, if that throws. As
/// with offload(), the function and its captures are destroyed on the loop's thread, or on the
/// worker's if the loop ends before it. Loop's thread.
template <typename Function>
auto promisify(Loop& loop, Function function, const AbortSignal& signal = {},
               std::source_location where = std::source_location::current()) {
  using Result = std::invoke_result_t<Stoppable<Function>&>;
  if (signal.aborted()) return Promise<Result>::reject(loop, signal.reason(), where);
  auto [promise, resolver] = with_resolvers<Result>(loop, where);
  const auto made = Abortable<Result>::of(std::move(promise).state(), where);
  made->listen(signal);
  try {
    loop.offload(Stoppable<Function>{std::move(function), signal.stop_token()},
                 [resolver = std::move(resolver)](Outcome<Result> outcome) mutable {
                   settle_by_outcome(resolver, outcome);
                 });
  } catch (...) {
    made->stop_waiting(std::current_exception());
  }
  return made->promise();
}

}  // namespace loop::js
