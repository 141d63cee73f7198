// SPDX-License-Identifier: MIT
#include "loop/tests/js/order/interpreter.h"

#include <chrono>
#include <memory>
#include <stdexcept>
#include <utility>

#include "loop/js/combinators.h"
#include "loop/js/coroutine.h"
#include "loop/tests/js/order/async_call.h"

namespace loop::js {
namespace {

std::string text(const Json& json) {
  return json.get<std::string>();
}

std::exception_ptr error_of(const Json& message) {
  return std::make_exception_ptr(std::runtime_error(text(message)));
}

Duration delay_of(const Json& delay_ms) {
  return std::chrono::milliseconds(delay_ms.get<int>());
}

std::string describe(const std::exception_ptr& error);

/// Separated by commas.
template <typename Items, typename Describe>
std::string list(const Items& items, Describe describe_item) {
  std::string listed;
  for (const auto& item : items) listed += (listed.empty() ? "" : ", ") + describe_item(item);
  return listed;
}

std::string describe(const std::exception_ptr& error) {
  try {
    std::rethrow_exception(error);
  } catch (const AggregateError& errors) {
    return "errors " + list(errors.errors(), describe);
  } catch (const SelfResolution&) {
    return "a promise waits for itself";
  } catch (const std::exception& other) {
    return std::string("error ") + other.what();
  }
}

std::string describe_it(const It& it) {
  const int* number = std::get_if<int>(&it);
  return number != nullptr ? std::to_string(*number) : describe(std::get<std::exception_ptr>(it));
}

// --- The last statement of a body may say how it ends; otherwise it returns 0 ---

bool is_completion(const Json& statement) {
  return statement[0] == "return" || statement[0] == "return_more" || statement[0] == "throw";
}

/// Whether it is `["return", PROMISE]`.
bool returns_promise(const Json& statement) {
  return statement[0] == "return" && !statement[1].is_number();
}

int complete(const Json& statement, const It& it) {
  if (statement[0] == "throw") throw std::runtime_error(text(statement[1]));
  if (statement[0] == "return_more") return std::get<int>(it) + statement[1].get<int>();
  return is_completion(statement) ? statement[1].get<int>() : 0;
}

}  // namespace

// --- Statements ---

struct Interpreter::Statements {
  using Execute = void (*)(Interpreter&, const Json& statement, const It& it);
  static const std::map<std::string, Execute> by_name;

  static void print(Interpreter& self, const Json& statement, const It&) {
    self.prints_.push_back(text(statement[1]));
  }
  static void print_it(Interpreter& self, const Json& statement, const It& it) {
    self.print_it(text(statement[1]), it);
  }

  static void let(Interpreter& self, const Json& statement, const It&) {
    self.promises_.insert_or_assign(text(statement[1]), self.promise(statement[2]));
  }
  static void resolvers(Interpreter& self, const Json& statement, const It&) {
    auto [promise, resolver] = with_resolvers<int>(self.loop_);
    self.promises_.insert_or_assign(text(statement[1]), promise);
    self.resolvers_by_name_[text(statement[1])] =
        &self.resolvers_.emplace_back(std::move(resolver));
  }
  static void resolve(Interpreter& self, const Json& statement, const It&) {
    Resolver<int>& resolver = *self.resolvers_by_name_.at(text(statement[1]));
    if (statement[2].is_number()) {
      resolver.resolve(statement[2].get<int>());
    } else {
      resolver.resolve(self.promise(statement[2]));
    }
  }
  static void reject(Interpreter& self, const Json& statement, const It&) {
    self.resolvers_by_name_.at(text(statement[1]))->reject(error_of(statement[2]));
  }

  static void next_tick(Interpreter& self, const Json& statement, const It&) {
    self.loop_.next_tick(self.task(statement[1]));
  }
  static void microtask(Interpreter& self, const Json& statement, const It&) {
    self.loop_.queue_microtask(self.task(statement[1]));
  }
  static void immediate(Interpreter& self, const Json& statement, const It&) {
    const ImmediateId id = set_immediate(self.loop_, self.task(statement[1]));
    if (statement.size() == 3) self.immediates_[text(statement[2])] = id;
  }
  static void timeout(Interpreter& self, const Json& statement, const It&) {
    self.timers_[text(statement[1])] =
        set_timeout(self.loop_, self.task(statement[3]), delay_of(statement[2]));
  }
  static void interval(Interpreter& self, const Json& statement, const It&) {
    const auto id = std::make_shared<TimerId>();
    auto run = [&self, &statement, id, runs_left = statement[3].get<int>()]() mutable {
      if (--runs_left == 0) clear_interval(self.loop_, *id);
      self.run(statement[4]);
    };
    *id = set_interval(self.loop_, std::move(run), delay_of(statement[2]));
    self.timers_[text(statement[1])] = *id;
  }
  static void clear(Interpreter& self, const Json& statement, const It&) {
    clear_timeout(self.loop_, self.timers_.at(text(statement[1])));
  }
  static void clear_immediate(Interpreter& self, const Json& statement, const It&) {
    js::clear_immediate(self.loop_, self.immediates_.at(text(statement[1])));
  }
};

const std::map<std::string, Interpreter::Statements::Execute> Interpreter::Statements::by_name = {
    {"print", print},
    {"print_it", print_it},
    {"let", let},
    {"resolvers", resolvers},
    {"resolve", resolve},
    {"reject", reject},
    {"next_tick", next_tick},
    {"microtask", microtask},
    {"immediate", immediate},
    {"timeout", timeout},
    {"interval", interval},
    {"clear", clear},
    {"clear_immediate", clear_immediate},
};

Interpreter::Interpreter(Loop& loop) : loop_(loop) {
  on_unhandled_rejection(loop, [this](const Rejection& rejection) {
    unhandled_[rejection.promise] = rejection.error;
    print_it("unhandled", rejection.error);
  });
  on_rejection_handled(loop, [this](const Rejection& rejection) {
    print_it("handled after all", unhandled_.at(rejection.promise));
  });
}

void Interpreter::run(const Json& statements, const It& it) {
  for (const Json& statement : statements) {
    if (!is_completion(statement)) execute(statement, it);
  }
}

void Interpreter::execute(const Json& statement, const It& it) {
  const auto known = Statements::by_name.find(text(statement[0]));
  if (known != Statements::by_name.end()) return known->second(*this, statement, it);
  static_cast<void>(promise(statement));
}

void Interpreter::print_it(std::string_view label, const It& it) {
  prints_.push_back(std::string(label) + ": " + describe_it(it));
}

// --- Promises ---

/// Calls `use` with a handler that runs `body`, and that returns a promise if the body does.
template <typename Use>
Promise<int> Interpreter::with_handler(const Json& body, Use use) {
  static const Json nothing = {"return", 0};
  const Json& last = body.empty() ? nothing : body.back();
  if (returns_promise(last)) {
    return use([this, &body, &last](const auto&... it) {
      run(body, It(it...));
      return promise(last[1]);
    });
  }
  return use([this, &body, &last](const auto&... it) {
    run(body, It(it...));
    return complete(last, It(it...));
  });
}

struct Interpreter::Promises {
  using Make = Promise<int> (*)(Interpreter&, const Json& expression);
  static const std::map<std::string, Make> by_name;

  static Promise<int> resolved(Interpreter& self, const Json& expression) {
    return Promise<int>::resolve(self.loop_, expression[1].get<int>());
  }
  static Promise<int> rejected(Interpreter& self, const Json& expression) {
    return Promise<int>::reject(self.loop_, error_of(expression[1]));
  }

  static Promise<int> then(Interpreter& self, const Json& expression) {
    const Promise<int> source = self.promise(expression[1]);
    return self.with_handler(expression[2], [&](auto on_fulfilled) {
      if (expression.size() == 3) return source.then(on_fulfilled);
      return self.with_handler(
          expression[3], [&](auto on_rejected) { return source.then(on_fulfilled, on_rejected); });
    });
  }
  static Promise<int> catch_error(Interpreter& self, const Json& expression) {
    const Promise<int> source = self.promise(expression[1]);
    return self.with_handler(expression[2],
                             [&](auto handler) { return source.catch_error(handler); });
  }
  static Promise<int> finally(Interpreter& self, const Json& expression) {
    const Promise<int> source = self.promise(expression[1]);
    return self.with_handler(expression[2], [&](auto handler) { return source.finally(handler); });
  }

  static Promise<int> all(Interpreter& self, const Json& expression) {
    auto print = [&self, &expression](const std::vector<int>& values) {
      self.prints_.push_back(text(expression[1]) + ": " + list(values, describe_it));
      return static_cast<int>(values.size());
    };
    return js::all(self.loop_, self.promises(expression[2])).then(print);
  }
  static Promise<int> all_settled(Interpreter& self, const Json& expression) {
    auto print = [&self, &expression](const std::vector<Settled<int>>& settled) {
      const auto describe_one = [](const Settled<int>& one) {
        return one.value ? std::to_string(*one.value) : describe(one.error);
      };
      self.prints_.push_back(text(expression[1]) + ": " + list(settled, describe_one));
      return static_cast<int>(settled.size());
    };
    return js::all_settled(self.loop_, self.promises(expression[2])).then(print);
  }
  static Promise<int> any(Interpreter& self, const Json& expression) {
    return js::any(self.loop_, self.promises(expression[1]));
  }
  static Promise<int> race(Interpreter& self, const Json& expression) {
    return js::race(self.loop_, self.promises(expression[1]));
  }

  static Promise<int> async(Interpreter& self, const Json& expression) {
    return call_async(self.loop_, self, expression[1]);
  }
};

const std::map<std::string, Interpreter::Promises::Make> Interpreter::Promises::by_name = {
    {"resolved", resolved},       {"rejected", rejected}, {"then", then}, {"catch", catch_error},
    {"finally", finally},         {"all", all},           {"any", any},   {"race", race},
    {"all_settled", all_settled}, {"async", async},
};

Promise<int> Interpreter::promise(const Json& expression) {
  if (expression.is_string()) return promises_.at(text(expression));
  return Promises::by_name.at(text(expression[0]))(*this, expression);
}

std::vector<Promise<int>> Interpreter::promises(const Json& expressions) {
  std::vector<Promise<int>> made;
  for (const Json& expression : expressions) made.push_back(promise(expression));
  return made;
}

// --- Async functions ---

Promise<int> Interpreter::call_async([[maybe_unused]] Loop& loop, Interpreter& self,
                                     const Json& body) {
  AsyncCall call(body);
  It it = 0;
  while (true) {
    std::exception_ptr error;
    try {
      while (const Json* next = call.next()) {
        const Json& statement = *next;
        if (statement[0] == "await") {
          const Promise<int> awaited = self.promise(statement[2]);
          it = co_await awaited;
          self.print_it(text(statement[1]), it);
        } else if (statement[0] == "try") {
          call.enter_try(statement);
        } else if (statement[0] == "repeat") {
          call.enter_repeat(statement);
        } else if (returns_promise(statement)) {
          co_return self.promise(statement[1]);
        } else if (is_completion(statement)) {
          co_return complete(statement, it);
        } else {
          self.execute(statement, it);
        }
      }
      co_return 0;
    } catch (...) {
      error = std::current_exception();
    }
    if (!call.enter_catch()) std::rethrow_exception(error);
    it = error;
  }
}

}  // namespace loop::js
