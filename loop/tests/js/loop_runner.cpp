// SPDX-License-Identifier: MIT
//
// Programs on the promises of the loop.
#include <exception>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "loop/js/combinators.h"
#include "loop/js/coroutine.h"
#include "loop/js/promise.h"
#include "loop/tests/js/program_runner.h"
#include "loop/tests/js/promise_program.h"
#include "loop/tests/support/test_loop.h"

namespace loop::js {
namespace {

int number_of(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const Failure& failure) {
    return failure.number;
  } catch (const SelfResolution&) {
    return self_resolution_number;
  } catch (const AggregateError& aggregate) {
    std::vector<int> numbers;
    for (const std::exception_ptr& each : aggregate.errors()) numbers.push_back(number_of(each));
    return aggregate_number(numbers);
  }
}

class LoopPromises {
 public:
  using Promise = js::Promise<int>;
  using Runner = ProgramRunner<LoopPromises>;
  using Handler = ProgramRunner<LoopPromises>::Handler;

  explicit LoopPromises(Loop& loop) : loop_(loop) {}

  Promise pending() {
    Resolvers<int> made = with_resolvers<int>(loop_);
    resolvers_.insert_or_assign(made.promise.state().get(), std::move(made.resolver));
    return made.promise;
  }
  Promise fulfilled(int value) { return Promise::resolve(loop_, value); }
  Promise rejected(int number) {
    return Promise::reject(loop_, std::make_exception_ptr(Failure{number}));
  }

  Promise then(const Promise& source, const Handler& handler) {
    if (handler.gives_promise) return source.then(PromiseFromValue{this, handler});
    return source.then(ValueFromValue{handler});
  }
  Promise then(const Promise& source, const Handler& handler, const Handler& on_rejected) {
    if (handler.gives_promise) {
      return source.then(PromiseFromValue{this, handler}, PromiseFromError{this, on_rejected});
    }
    return source.then(ValueFromValue{handler}, ValueFromError{on_rejected});
  }
  Promise catch_error(const Promise& source, const Handler& handler) {
    if (handler.gives_promise) return source.catch_error(PromiseFromError{this, handler});
    return source.catch_error(ValueFromError{handler});
  }
  Promise finally(const Promise& source, const Handler& handler) {
    return source.finally([this, handler] { return promise_of(handler.call("the end")); });
  }

  template <typename Settlement>
  void settle(const Promise& promise, Settlement settlement) {
    const auto found = resolvers_.find(promise.state().get());
    if (found == resolvers_.end()) return;
    if constexpr (std::is_same_v<Settlement, Failure>) {
      found->second.reject(std::make_exception_ptr(settlement));
    } else {
      found->second.resolve(std::move(settlement));
    }
  }

  Promise all(std::vector<Promise> promises) {
    return js::all(loop_, std::move(promises)).then([](const std::vector<int>& values) {
      return weighted_sum(values);
    });
  }
  Promise all_settled(std::vector<Promise> promises) {
    return js::all_settled(loop_, std::move(promises))
        .then([](const std::vector<Settled<int>>& all) {
          std::vector<int> numbers;
          for (const Settled<int>& each : all) {
            numbers.push_back(each.value ? *each.value : -number_of(each.error));
          }
          return weighted_sum(numbers);
        });
  }
  Promise any(std::vector<Promise> promises) { return js::any(loop_, std::move(promises)); }
  Promise race(std::vector<Promise> promises) { return js::race(loop_, std::move(promises)); }

  Promise coroutine(std::vector<Promise> awaited, bool catches, Handler handler) {
    return await_all(loop_, std::move(awaited), catches, std::move(handler));
  }

  void next_tick(Task task) { loop_.next_tick(std::move(task)); }
  void microtask(Task task) { loop_.queue_microtask(std::move(task)); }

  static std::string describe(const Promise& promise) {
    switch (promise.status()) {
      case Status::fulfilled:
        return "value " + std::to_string(promise.state()->value());
      case Status::rejected:
        return "error " + std::to_string(number_of(promise.state()->error()));
      default:
        return "pending";
    }
  }

 private:
  struct ValueFromValue {
    Handler handler;
    int operator()(int value) const { return handler.call("value " + std::to_string(value)).value; }
  };
  struct ValueFromError {
    Handler handler;
    int operator()(const std::exception_ptr& error) const {
      return handler.call("error " + std::to_string(number_of(error))).value;
    }
  };
  struct PromiseFromValue {
    LoopPromises* self;
    Handler handler;
    Promise operator()(int value) const {
      return self->promise_of(handler.call("value " + std::to_string(value)));
    }
  };
  struct PromiseFromError {
    LoopPromises* self;
    Handler handler;
    Promise operator()(const std::exception_ptr& error) const {
      return self->promise_of(handler.call("error " + std::to_string(number_of(error))));
    }
  };

  Promise promise_of(Runner::Answer answer) {
    return answer.promise != nullptr ? *answer.promise : fulfilled(answer.value);
  }

  static Promise await_all(Loop&, std::vector<Promise> awaited, bool catches, Handler handler) {
    int sum = 0;
    for (const Promise& promise : awaited) {
      int error = 0;
      try {
        sum += co_await promise;
      } catch (...) {
        if (!catches) throw;
        error = number_of(std::current_exception());
      }
      sum -= error;
    }
    const Runner::Answer answer = handler.call("value " + std::to_string(sum));
    if (answer.promise != nullptr) co_return *answer.promise;
    co_return answer.value;
  }

  Loop& loop_;
  std::map<const void*, Resolver<int>> resolvers_;
};

}  // namespace

Log run_on_loop(const Program& program) {
  Log log;
  TestLoop test;
  LoopPromises promises(test.loop);
  ProgramRunner<LoopPromises> runner(promises, log);
  const auto name_of = [&](const Rejection& rejection) {
    return runner.name_of(
        [&](const Promise<int>& promise) { return promise.state().get() == rejection.promise; });
  };
  on_unhandled_rejection(test.loop, [&](const Rejection& rejection) {
    log.push_back("unhandled " + name_of(rejection) + ": " +
                  std::to_string(number_of(rejection.error)));
  });
  on_rejection_handled(test.loop, [&](const Rejection& rejection) {
    log.push_back("handled late " + name_of(rejection));
  });
  for (std::size_t begin = 0; begin < program.size();) {
    std::size_t end = begin + 1;
    while (end < program.size() && program[end].kind != Operation::Kind::new_task) ++end;
    test.loop.post([&, begin, end] {
      for (std::size_t i = begin; i < end; ++i) runner.run(program[i]);
    });
    begin = end;
  }
  test.loop.run_while_alive();
  runner.note_statuses();
  return log;
}

}  // namespace loop::js
