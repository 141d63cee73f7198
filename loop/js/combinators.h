// SPDX-License-Identifier: MIT
//
// Promises of several promises of one loop. All on the loop's thread; who comes first is decided by
// the order in which the promises are settled, and by their places among those that are already.
#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <optional>
#include <source_location>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "loop/js/adoption.h"
#include "loop/js/promise.h"

namespace loop::js {

/// What a promise came to: a value or an error.
template <typename T>
struct Settled {
  Status status;  ///< never pending
  std::optional<ValueOf<T>> value;
  std::exception_ptr error;  ///< null if there is a value
};

/// Why none of the promises of any() was fulfilled: the errors of all, in their order.
class AggregateError : public std::runtime_error {
 public:
  explicit AggregateError(std::vector<std::exception_ptr> errors)
      : std::runtime_error("all promises were rejected"),
        errors_(std::make_shared<const std::vector<std::exception_ptr>>(std::move(errors))) {}

  const std::vector<std::exception_ptr>& errors() const noexcept { return *errors_; }

 private:
  std::shared_ptr<const std::vector<std::exception_ptr>> errors_;  // copies must not throw
};

/// A promise that a rule settles as the elements are settled one by one.
///
/// A Rule is made from the number of elements. It says in `finish(state)` what becomes of no
/// elements at all, and in `take(state, index, element)` what an element does that is settled while
/// `state` is pending.
template <typename T, typename Result, typename Rule>
class Combination final : public StateOf<Result> {
 public:
  static Promise<Result> of(Loop& loop, std::vector<Promise<T>> elements,
                            std::source_location where) {
    auto* made = new Combination(Runtime::of(loop), elements.size(), where);
    Promise<Result> promise(Reference<StateOf<Result>>::adopt(*made));
    made->wait_for(elements);
    return promise;
  }

 private:
  struct Element final : Reaction {
    Reference<StateOf<T>> promise;
    Reference<Combination> combination;

    void run() noexcept override {
      if (combination->status() == Status::pending) {
        const Runtime::Tail tail(combination->runtime());
        combination->take(*this);
      }
      end();
    }
    void abandon(const std::exception_ptr& reason) noexcept override {
      combination->give_up(reason);
      end();
    }

    /// It does not wait any more. May destroy the element with the combination.
    void end() noexcept {
      promise = {};
      const Reference<Combination> last_use = std::move(combination);
    }
  };

  Combination(Runtime& runtime, std::size_t count, std::source_location where)
      : StateOf<Result>(runtime, 1, where),
        rule_(count),
        elements_(std::make_unique<Element[]>(count)) {}

  void wait_for(std::vector<Promise<T>>& promises) {
    if (promises.empty()) return rule_.finish(static_cast<StateOf<Result>&>(*this));
    for (std::size_t index = 0; index < promises.size(); ++index) {
      Element& element = elements_[index];
      element.promise = std::move(promises[index]).state();
      element.combination = Reference<Combination>::to(*this);
      try {
        element.promise->react(element);
      } catch (...) {  // a promise of another loop: this one must not wait for it for ever
        element.end();
        throw;
      }
    }
  }

  void take(Element& element) noexcept {
    const auto index = static_cast<std::size_t>(&element - elements_.get());
    try {
      rule_.take(static_cast<StateOf<Result>&>(*this), index, *element.promise);
    } catch (...) {  // of copying a value: the rule had not settled
      this->reject(std::current_exception());
    }
  }

  Rule rule_;
  std::unique_ptr<Element[]> elements_;
};

template <typename T>
using ValuesOf = std::conditional_t<std::is_void_v<T>, void, std::vector<ValueOf<T>>>;

template <typename T>
class AllRule {
 public:
  using Result = ValuesOf<T>;

  explicit AllRule(std::size_t count) : values_(count), missing_(count) {}

  void finish(StateOf<Result>& state) {
    if constexpr (std::is_void_v<T>) {
      state.fulfil();
    } else {
      Result values;
      values.reserve(values_.size());
      for (auto& value : values_) values.push_back(std::move(*value));
      state.fulfil(std::move(values));
    }
  }

  void take(StateOf<Result>& state, std::size_t index, StateOf<T>& element) {
    if (element.status() == Status::rejected) return state.reject(element.error());
    values_[index].emplace(element.take_value());
    if (--missing_ == 0) finish(state);
  }

 private:
  std::vector<std::optional<ValueOf<T>>> values_;
  std::size_t missing_;
};

template <typename T>
class AllSettledRule {
 public:
  using Result = std::vector<Settled<T>>;

  explicit AllSettledRule(std::size_t count) : settled_(count), missing_(count) {}

  void finish(StateOf<Result>& state) { state.fulfil(std::move(settled_)); }

  void take(StateOf<Result>& state, std::size_t index, StateOf<T>& element) {
    settled_[index].status = element.status();
    if (element.status() == Status::rejected) {
      settled_[index].error = element.error();
    } else {
      settled_[index].value.emplace(element.take_value());
    }
    if (--missing_ == 0) finish(state);
  }

 private:
  std::vector<Settled<T>> settled_;
  std::size_t missing_;
};

template <typename T>
class AnyRule {
 public:
  explicit AnyRule(std::size_t count) : errors_(count), missing_(count) {}

  void finish(StateOf<T>& state) {
    state.reject(std::make_exception_ptr(AggregateError(std::move(errors_))));
  }

  void take(StateOf<T>& state, std::size_t index, StateOf<T>& element) {
    if (element.status() == Status::fulfilled) return settle_like(element, state);
    errors_[index] = element.error();
    if (--missing_ == 0) finish(state);
  }

 private:
  std::vector<std::exception_ptr> errors_;
  std::size_t missing_;
};

template <typename T>
class RaceRule {
 public:
  explicit RaceRule(std::size_t) {}
  void finish(StateOf<T>&) {}
  void take(StateOf<T>& state, std::size_t, StateOf<T>& element) { settle_like(element, state); }
};

/// The values of all, in the order of the promises; or the first error. Of Promise<void>, just that
/// all were fulfilled. Fulfilled at once for no promises.
template <typename T>
Promise<ValuesOf<T>> all(Loop& loop, std::vector<Promise<T>> promises,
                         std::source_location where = std::source_location::current()) {
  return Combination<T, ValuesOf<T>, AllRule<T>>::of(loop, std::move(promises), where);
}

/// What each came to, in the order of the promises, whatever that is. Fulfilled at once for none.
/// Rejected only if the loop ends before, or copying a value throws.
template <typename T>
Promise<std::vector<Settled<T>>> all_settled(
    Loop& loop, std::vector<Promise<T>> promises,
    std::source_location where = std::source_location::current()) {
  using Result = std::vector<Settled<T>>;
  return Combination<T, Result, AllSettledRule<T>>::of(loop, std::move(promises), where);
}

/// The first value; or AggregateError with all errors. Rejected at once for no promises.
template <typename T>
Promise<T> any(Loop& loop, std::vector<Promise<T>> promises,
               std::source_location where = std::source_location::current()) {
  return Combination<T, T, AnyRule<T>>::of(loop, std::move(promises), where);
}

/// The first value or error. Pending for no promises, until the loop ends.
template <typename T>
Promise<T> race(Loop& loop, std::vector<Promise<T>> promises,
                std::source_location where = std::source_location::current()) {
  return Combination<T, T, RaceRule<T>>::of(loop, std::move(promises), where);
}

}  // namespace loop::js
