// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "loop/tests/js/promise_program.h"

namespace loop::js {

/// Does the operations of a program on promises of one sort.
///
/// Promises has a type `Promise`, a handle; makes promises: pending(), fulfilled(value),
/// rejected(number); then(promise, handler, handler), catch_error, finally; settle(promise, value |
/// Failure | Promise); all, all_settled, any, race, each of which gives a promise of int; and
/// coroutine().
template <typename Promises>
class ProgramRunner {
 public:
  using Promise = typename Promises::Promise;

  /// What a handler comes to: it throws a Failure otherwise.
  struct Answer {
    int value;
    const Promise* promise;  // null: the value
  };
  struct Handler {
    std::function<Answer(const std::string& what)> call;
    bool gives_promise;
  };

  ProgramRunner(Promises& promises, Log& log) : promises_(promises), log_(log) {}

  void run(const Operation& operation) {
    using Kind = Operation::Kind;
    const std::string name = std::to_string(made_.size());
    switch (operation.kind) {
      case Kind::new_task:
        return;
      case Kind::pending:
        return keep(promises_.pending());
      case Kind::fulfilled:
        return keep(promises_.fulfilled(operation.action.operand));
      case Kind::rejected:
        return keep(promises_.rejected(operation.action.operand));
      case Kind::next_tick:
        return promises_.next_tick([this, name] { log_.push_back("tick " + name); });
      case Kind::microtask:
        return promises_.microtask([this, name] { log_.push_back("microtask " + name); });
      case Kind::settle:
        return made_.empty() ? void() : settle(operation.sources[0], operation.action);
      default:
        if (!made_.empty()) keep(react(operation, name));
    }
  }

  /// The number of the promise for which `is_meant(promise)`, if the program made it.
  template <typename IsMeant>
  std::string name_of(IsMeant is_meant) const {
    for (std::size_t i = 0; i < made_.size(); ++i) {
      if (is_meant(made_[i])) return std::to_string(i);
    }
    return "within";
  }

  void note_statuses() {
    for (const Promise& promise : made_) log_.push_back(Promises::describe(promise));
  }

 private:
  Promise react(const Operation& operation, const std::string& name) {
    using Kind = Operation::Kind;
    const Promise source = pick(operation.sources[0]);
    const Handler handler = handler_of(name, operation.action);
    switch (operation.kind) {
      case Kind::then:
        return promises_.then(source, handler);
      case Kind::then_both:
        return promises_.then(source, handler, handler_of(name, operation.action));
      case Kind::catch_error:
        return promises_.catch_error(source, handler);
      case Kind::finally:
        return promises_.finally(source, handler);
      case Kind::all:
        return promises_.all(pick_all(operation));
      case Kind::all_settled:
        return promises_.all_settled(pick_all(operation));
      case Kind::any:
        return promises_.any(pick_all(operation));
      case Kind::race:
        return promises_.race(pick_all(operation));
      default:
        return promises_.coroutine(pick_all(operation), operation.catches, handler);
    }
  }

  Handler handler_of(const std::string& name, Action action) {
    const auto call = [this, name, action](const std::string& what) {
      log_.push_back(name + " gets " + what);
      return act(action);
    };
    return {call, action.kind == Action::Kind::promise};
  }

  Answer act(Action action) {
    switch (action.kind) {
      case Action::Kind::error:
        throw Failure{action.operand};
      case Action::Kind::promise:
        return {.value = 0, .promise = &pick(action.operand)};
      case Action::Kind::settle_other:
        settle(action.operand, {Action::Kind::value, action.operand});
        break;
      case Action::Kind::value:
        break;
    }
    return {.value = action.operand, .promise = nullptr};
  }

  void settle(int number, Action action) {
    const Promise promise = pick(number);
    if (action.kind == Action::Kind::error) {
      promises_.settle(promise, Failure{action.operand});
    } else if (action.kind == Action::Kind::promise) {
      promises_.settle(promise, pick(action.operand));
    } else {
      promises_.settle(promise, action.operand);
    }
  }

  std::vector<Promise> pick_all(const Operation& operation) {
    std::vector<Promise> picked;
    for (const int number : operation.sources) picked.push_back(pick(number));
    return picked;
  }

  const Promise& pick(int number) const {
    return made_[static_cast<std::size_t>(number) % made_.size()];
  }

  void keep(Promise promise) { made_.push_back(std::move(promise)); }

  Promises& promises_;
  Log& log_;
  std::vector<Promise> made_;
};

}  // namespace loop::js
