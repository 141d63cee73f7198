// SPDX-License-Identifier: MIT
#include "loop/js/combinators.h"

#include <catch2/catch.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "loop/tests/js/promise_loop.h"

namespace loop::js {

using Log = std::vector<std::string>;

namespace {

using Made = std::vector<Promise<int>>;

/// Promises that the test settles in the order that it wants.
struct Elements {
  explicit Elements(Loop& loop, int count) {
    for (int i = 0; i < count; ++i) {
      auto [promise, resolver] = with_resolvers<int>(loop);
      promises.push_back(std::move(promise));
      resolvers.push_back(std::move(resolver));
    }
  }

  void resolve(std::size_t index, int value) { resolvers[index].resolve(value); }
  void reject(std::size_t index, const char* what) {
    resolvers[index].reject(std::runtime_error(what));
  }

  Made promises;
  std::vector<Resolver<int>> resolvers;
};

Promise<int> reject(Loop& loop, const char* what) {
  return Promise<int>::reject(loop, std::runtime_error(what));
}

Log errors_of(const AggregateError& error) {
  Log errors;
  for (const std::exception_ptr& each : error.errors()) errors.push_back(what(each));
  return errors;
}

/// Notes how often a promise was settled, and with what.
template <typename T>
void note(TestLoop& test, const Promise<T>& promise) {
  promise.then([&test](const auto&...) { test.log.push_back("value"); },
               [&test](const std::exception_ptr& error) { test.log.push_back(what(error)); });
}

}  // namespace

// --- all ---

TEST_CASE("all gives the values in the order of the promises", "[js][combinators]") {
  PromiseLoop test;
  std::vector<int> values;
  test.run([&] {
    Elements elements(test.loop, 3);
    elements.promises.push_back(Promise<int>::resolve(test.loop, 3));
    all(test.loop, elements.promises).then([&](const std::vector<int>& got) { values = got; });
    elements.resolve(2, 2);
    elements.resolve(0, 0);
    elements.resolve(1, 1);
  });
  CHECK(values == std::vector<int>{0, 1, 2, 3});
}

TEST_CASE("all is rejected with the first error, and later ones are no matter",
          "[js][combinators]") {
  PromiseLoop test;
  on_unhandled_rejection(test.loop, [&](const Rejection&) { test.log.push_back("unhandled"); });
  test.run([&] {
    Elements elements(test.loop, 3);
    note(test, all(test.loop, elements.promises));
    elements.reject(2, "first");
    elements.resolve(0, 0);
    elements.reject(1, "second");
  });
  CHECK(test.log == Log{"first"});
}

TEST_CASE("all is pending until the last promise is settled", "[js][combinators]") {
  PromiseLoop test;
  Elements elements(test.loop, 2);
  const auto combined = all(test.loop, elements.promises);
  elements.resolve(0, 0);
  test.loop.run_while_alive();
  CHECK(combined.status() == Status::pending);
  elements.resolve(1, 1);
  test.loop.run_while_alive();
  CHECK(combined.status() == Status::fulfilled);
}

TEST_CASE("all of void says that all are fulfilled", "[js][combinators]") {
  PromiseLoop test;
  test.run([&] {
    const auto nothing = Promise<void>::resolve(test.loop);
    all(test.loop, std::vector{nothing, nothing}).then(test.note("both"));
    all(test.loop, std::vector<Promise<void>>{}).then(test.note("none"));
  });
  CHECK(test.log == Log{"none", "both"});
}

TEST_CASE("all moves values that can only be moved", "[js][combinators]") {
  PromiseLoop test;
  int sum = 0;
  test.run([&] {
    std::vector<Promise<std::unique_ptr<int>>> promises;
    for (int i = 1; i <= 3; ++i) {
      promises.push_back(
          Promise<std::unique_ptr<int>>::resolve(test.loop, std::make_unique<int>(i)));
    }
    all(test.loop, std::move(promises)).then([&](const std::vector<std::unique_ptr<int>>& values) {
      for (const auto& value : values) sum += *value;
    });
  });
  CHECK(sum == 6);
}

TEST_CASE("no promises: all, all_settled and any are settled at once, race never",
          "[js][combinators]") {
  PromiseLoop test;
  test.run([&] {
    const auto every = all(test.loop, Made{});
    CHECK(every.status() == Status::fulfilled);
    CHECK(value_of(every).empty());
    const auto settled = all_settled(test.loop, Made{});
    CHECK(settled.status() == Status::fulfilled);
    CHECK(value_of(settled).empty());
    const auto first = any(test.loop, Made{});
    CHECK(first.status() == Status::rejected);
    first.catch_error<AggregateError>([&](const AggregateError& error) {
      CHECK(error.errors().empty());
      test.log.push_back("any");
      return 0;
    });
    CHECK(race(test.loop, Made{}).status() == Status::pending);
  });
  CHECK(test.log == Log{"any"});
}

TEST_CASE("the same promise may come more than once", "[js][combinators]") {
  PromiseLoop test;
  std::vector<std::string> values;
  std::vector<Settled<std::string>> settled;
  test.run([&] {
    auto [promise, resolver] = with_resolvers<std::string>(test.loop);
    all(test.loop, std::vector{promise, promise}).then([&](const auto& got) { values = got; });
    all_settled(test.loop, std::vector{promise, promise}).then([&](const auto& got) {
      settled = got;
    });
    resolver.resolve("a text that is too long to lie in the string itself");
  });
  const std::string text = "a text that is too long to lie in the string itself";
  CHECK(values == std::vector{text, text});
  REQUIRE(settled.size() == 2);
  CHECK((settled[0].value == text && settled[1].value == text));
}

// --- all_settled ---

TEST_CASE("all_settled says what each promise came to", "[js][combinators]") {
  PromiseLoop test;
  std::vector<Settled<int>> settled;
  test.run([&] {
    Elements elements(test.loop, 3);
    all_settled(test.loop, elements.promises).then([&](const auto& got) { settled = got; });
    elements.resolve(2, 2);
    elements.reject(1, "one");
    elements.resolve(0, 0);
  });
  REQUIRE(settled.size() == 3);
  CHECK((settled[0].status == Status::fulfilled && settled[0].value == 0 && !settled[0].error));
  CHECK((settled[1].status == Status::rejected && !settled[1].value));
  CHECK(what(settled[1].error) == "one");
  CHECK((settled[2].status == Status::fulfilled && settled[2].value == 2 && !settled[2].error));
}

TEST_CASE("all_settled tells void promises apart too", "[js][combinators]") {
  PromiseLoop test;
  std::vector<Settled<void>> settled;
  test.run([&] {
    all_settled(test.loop,
                std::vector{Promise<void>::resolve(test.loop),
                            Promise<void>::reject(test.loop, std::runtime_error("broken"))})
        .then([&](const auto& got) { settled = got; });
  });
  REQUIRE(settled.size() == 2);
  CHECK((settled[0].status == Status::fulfilled && settled[0].value.has_value()));
  CHECK((settled[1].status == Status::rejected && what(settled[1].error) == "broken"));
}

// --- any ---

TEST_CASE("any gives the first value, whatever was rejected before", "[js][combinators]") {
  PromiseLoop test;
  int seen = 0;
  test.run([&] {
    Elements elements(test.loop, 3);
    any(test.loop, elements.promises).then([&](int value) { seen += value; });
    elements.reject(0, "zero");
    elements.resolve(2, 2);
    elements.resolve(1, 1);
  });
  CHECK(seen == 2);
}

TEST_CASE("any is rejected with all errors, in the order of the promises", "[js][combinators]") {
  PromiseLoop test;
  Log errors;
  test.run([&] {
    Elements elements(test.loop, 2);
    elements.promises.push_back(reject(test.loop, "two"));
    any(test.loop, elements.promises).catch_error<AggregateError>([&](const AggregateError& error) {
      errors = errors_of(error);
      return 0;
    });
    elements.reject(1, "one");
    elements.reject(0, "zero");
  });
  CHECK(errors == Log{"zero", "one", "two"});
}

// --- race ---

TEST_CASE("race gives what is settled first, and later settlements are no matter",
          "[js][combinators]") {
  PromiseLoop test;
  on_unhandled_rejection(test.loop, [&](const Rejection&) { test.log.push_back("unhandled"); });
  test.run([&] {
    Elements elements(test.loop, 2);
    note(test, race(test.loop, elements.promises));
    elements.resolve(1, 1);
    elements.reject(0, "too late");
    Elements others(test.loop, 2);
    note(test, race(test.loop, others.promises));
    others.reject(1, "first");
    others.resolve(0, 0);
  });
  CHECK(test.log == Log{"value", "first"});
}

TEST_CASE("of promises that are settled already race takes the first", "[js][combinators]") {
  PromiseLoop test;
  int seen = 0;
  test.run([&] {
    Elements elements(test.loop, 1);
    elements.promises.push_back(Promise<int>::resolve(test.loop, 1));
    elements.promises.push_back(reject(test.loop, "second"));
    race(test.loop, elements.promises).then([&](int value) { seen = value; });
  });
  CHECK(seen == 1);
}

TEST_CASE("race of void and of values that can only be moved", "[js][combinators]") {
  PromiseLoop test;
  test.run([&] {
    race(test.loop, std::vector{Promise<void>::resolve(test.loop)}).then(test.note("void"));
    std::vector<Promise<std::unique_ptr<int>>> promises;
    promises.push_back(Promise<std::unique_ptr<int>>::resolve(test.loop, std::make_unique<int>(4)));
    race(test.loop, std::move(promises)).then([&](std::unique_ptr<int> value) {
      test.log.push_back(std::to_string(*value));
    });
  });
  CHECK(test.log == Log{"void", "4"});
}

// --- The end ---

TEST_CASE("combinations are rejected when the loop ends", "[js][combinators]") {
  PromiseLoop test;
  Elements elements(test.loop, 2);
  const auto every = all(test.loop, elements.promises);
  const auto settled = all_settled(test.loop, elements.promises);
  const auto first_value = any(test.loop, elements.promises);
  const auto first = race(test.loop, elements.promises);
  note(test, first);
  test.loop.run_while_alive();
  test.loop.close();
  CHECK(code_of(error_of(every)) == Errc::terminated);
  CHECK(code_of(error_of(settled)) == Errc::terminated);
  CHECK(code_of(error_of(first_value)) == Errc::terminated);
  CHECK(code_of(error_of(first)) == Errc::terminated);
  CHECK(test.log.empty());
}

TEST_CASE("a combination that cannot wait for a promise throws, and lets go of it",
          "[js][combinators]") {
  PromiseLoop test;
  TestLoop ended;
  Elements elements(test.loop, 1);
  const auto foreign = with_resolvers<int>(ended.loop).promise;
  elements.promises.push_back(foreign);
  ended.loop.close();
  CHECK_THROWS_AS(all(test.loop, std::exchange(elements.promises, {})), std::system_error);
  CHECK(foreign.state()->is_unique());
}

TEST_CASE("a value that cannot be copied rejects the combination", "[js][combinators]") {
  struct Unlucky {
    Unlucky() = default;
    Unlucky(const Unlucky&) { throw std::runtime_error("copy"); }
    Unlucky(Unlucky&&) = default;
    Unlucky& operator=(const Unlucky&) = delete;
  };
  PromiseLoop test;
  test.run([&] {
    const auto value = Promise<Unlucky>::resolve(test.loop, Unlucky());
    note(test, all(test.loop, std::vector{value}));
    note(test, all_settled(test.loop, std::vector{value}));
    note(test, any(test.loop, std::vector{value}));
    test.loop.post([value] {});  // keeps it: the combinations must copy
  });
  CHECK(test.log == Log{"copy", "copy", "copy"});
}

}  // namespace loop::js
