// SPDX-License-Identifier: MIT
#pragma once

#include <exception>
#include <system_error>
#include <utility>

#include "loop/js/promise.h"
#include "loop/js/runtime.h"
#include "loop/tests/support/test_loop.h"

namespace loop::js {

/// A loop on fake time whose rejections nobody has to handle.
struct WaitingLoop : TestLoop {
  WaitingLoop() {
    on_unhandled_rejection(loop, [](const Rejection&) {});
  }
};

/// Why an operation of a test is aborted.
struct Reason : std::exception {
  explicit Reason(int which) noexcept : number(which) {}
  int number;
};

template <typename Error>
bool is(const std::exception_ptr& error) {
  try {
    if (error != nullptr) std::rethrow_exception(error);
  } catch (const Error&) {
    return true;
  } catch (...) {
  }
  return false;
}

/// The number of a Reason; 0 if it is something else.
inline int number_of(const std::exception_ptr& error) {
  try {
    if (error != nullptr) std::rethrow_exception(error);
  } catch (const Reason& reason) {
    return reason.number;
  } catch (...) {
  }
  return 0;
}

template <typename T>
std::exception_ptr error_of(const Promise<T>& promise) {
  return promise.status() == Status::rejected ? promise.state()->error() : nullptr;
}

template <typename Error, typename T>
bool is_rejected_with(const Promise<T>& promise) {
  return is<Error>(error_of(promise));
}

/// The code of the std::system_error that rejected the promise; zero if there is none.
template <typename T>
std::error_code code_of(const Promise<T>& promise) {
  try {
    if (promise.status() == Status::rejected) std::rethrow_exception(error_of(promise));
  } catch (const std::system_error& error) {
    return error.code();
  } catch (...) {
  }
  return {};
}

}  // namespace loop::js
