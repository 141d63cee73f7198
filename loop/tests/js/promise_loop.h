// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include "loop/js/promise.h"
#include "loop/tests/support/test_loop.h"

namespace loop::js {

/// A loop for scripts, where a rejection that nobody handles is no matter.
struct PromiseLoop : TestLoop {
  PromiseLoop() {
    on_unhandled_rejection(loop, [](const Rejection&) {});
  }

  /// Runs `script` as one task, and everything that it leads to.
  void run(Task script) {
    loop.post(std::move(script));
    loop.run_while_alive();
  }
};

/// How a promise that a test looks at comes to be settled.
enum class Way { before, in_the_same_callback, in_a_later_task };

/// The promise of a test, settled by `settle(resolver)` in this way.
template <typename T, typename Settle>
Promise<T> settled(Loop& loop, Way way, Settle settle) {
  auto [promise, resolver] = with_resolvers<T>(loop);
  if (way == Way::before) {
    settle(resolver);
  } else if (way == Way::in_the_same_callback) {
    loop.next_tick([resolver = std::move(resolver), settle]() mutable { settle(resolver); });
  } else {
    loop.post([resolver = std::move(resolver), settle]() mutable { settle(resolver); });
  }
  return promise;
}

inline Promise<int> fulfilled(Loop& loop, Way way, int value) {
  return settled<int>(loop, way, [value](Resolver<int>& resolver) { resolver.resolve(value); });
}

inline Promise<int> rejected(Loop& loop, Way way, const char* what) {
  return settled<int>(
      loop, way, [what](Resolver<int>& resolver) { resolver.reject(std::runtime_error(what)); });
}

/// What the error says.
inline std::string what(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& exception) {
    return exception.what();
  }
}

/// The loop's error that it is.
inline std::error_code code_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const std::system_error& exception) {
    return exception.code();
  } catch (...) {
    return {};
  }
}

/// What a rejected promise was rejected with.
template <typename T>
std::exception_ptr error_of(const Promise<T>& promise) {
  return promise.state()->error();
}

/// What a fulfilled promise was fulfilled with.
template <typename T>
const T& value_of(const Promise<T>& promise) {
  return promise.state()->value();
}

}  // namespace loop::js
