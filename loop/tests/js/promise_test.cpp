// SPDX-License-Identifier: MIT
//
// What promises do with values, handlers and resolvers. The rules that JavaScript's keep too stand
// in aplus_then_test.cpp and aplus_resolution_test.cpp.
#include "loop/js/promise.h"

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <future>
#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <vector>

#include "loop/tests/js/promise_loop.h"

namespace loop::js {

using Log = std::vector<std::string>;

namespace {

template <std::size_t size_bytes, std::size_t alignment_bytes>
struct alignas(alignment_bytes) Block {
  std::array<char, size_bytes> bytes{};
};

/// Counts how many of it there are.
class Living {
 public:
  explicit Living(int& count) : count_(&count) { ++count; }
  Living(const Living& other) : count_(other.count_) { ++*count_; }
  Living& operator=(const Living&) = delete;
  ~Living() { --*count_; }

 private:
  int* count_;
};

/// Cannot be copied as soon as the test says so.
struct Fragile {
  explicit Fragile(bool& condition) : is_broken(&condition) {}
  Fragile(const Fragile& other) : is_broken(other.is_broken) {
    if (*is_broken) throw std::runtime_error("copy");
  }
  Fragile& operator=(const Fragile&) = delete;
  bool* is_broken;
};

}  // namespace

// --- Values ---

TEST_CASE("a handler gets the value, and gives the value of a new promise", "[js][promise]") {
  PromiseLoop test;
  test.run([&] {
    Promise<int>::resolve(test.loop, 20)
        .then([](int value) { return std::to_string(value + 1); })
        .then([&](const std::string& text) { test.log.push_back(text); });
  });
  CHECK(test.log == Log{"21"});
}

TEST_CASE("a promise of void calls handlers without arguments", "[js][promise]") {
  PromiseLoop test;
  bool is_true = false;
  test.run([&] {
    Promise<void>(test.loop, [](Resolver<void>& resolver) {
      resolver.resolve();
    }).then([] {
        return true;
      }).then([&](bool value) { is_true = value; });
  });
  CHECK(is_true);
}

TEST_CASE("a value that can only be moved goes to the handler that takes it", "[js][promise]") {
  PromiseLoop test;
  int seen = 0;
  test.run([&] {
    Promise<std::unique_ptr<int>>::resolve(test.loop, std::make_unique<int>(4))
        .then([](std::unique_ptr<int> owned) { return owned; })
        .then([](std::unique_ptr<int>&& owned) { return std::move(owned); })
        .catch_error([](const std::exception_ptr&) { return std::unique_ptr<int>(); })
        .then([&](const std::unique_ptr<int>& owned) { seen = *owned; });
  });
  CHECK(seen == 4);
}

TEST_CASE("what a handler takes of a value leaves nothing for later handlers", "[js][promise]") {
  PromiseLoop test;
  test.run([&] {
    const auto promise = Promise<std::string>::resolve(test.loop, std::string(100, 'x'));
    const auto note_size = [&](const std::string& text) {
      test.log.push_back(std::to_string(text.size()));
    };
    promise.then(note_size);
    promise.then([](std::string&& text) { const std::string taken = std::move(text); });
    promise.then(note_size);
  });
  CHECK(test.log == Log{"100", "0"});
}

TEMPLATE_TEST_CASE_SIG("values of all sizes and alignments are kept, and aligned", "[js][promise]",
                       ((std::size_t size, std::size_t alignment), size, alignment), (1, 1),
                       (32, 8), (32, 32), (33, 1), (64, 64), (128, 128), (5000, 256)) {
  using Value = Block<size, alignment>;
  PromiseLoop test;
  const Value* seen = nullptr;
  test.run([&] {
    Value value;
    value.bytes.back() = 'z';
    const auto check = [&](const Value& got) {
      seen = &got;
      CHECK(reinterpret_cast<std::uintptr_t>(&got) % alignment == 0);
      CHECK(got.bytes.back() == 'z');
    };
    const auto promise =
        Promise<Value>::resolve(test.loop, value).catch_error([](const auto&) { return Value{}; });
    promise.then(check);
    promise.then([value](const auto&) { return value; }).then(check);
  });
  CHECK(seen != nullptr);
}

TEST_CASE("a value is destroyed once, with the last handle", "[js][promise]") {
  PromiseLoop test;
  int living = 0;
  test.run([&] {
    const auto promise = Promise<Living>::resolve(test.loop, Living(living));
    CHECK(living == 1);
    for (int i = 0; i < 3; ++i) promise.then([](Living value) { return value; });
    promise.catch_error([&](const std::exception_ptr&) { return Living(living); });
  });
  CHECK(living == 0);
}

TEST_CASE("a promise whose value cannot be constructed is rejected", "[js][promise]") {
  PromiseLoop test;
  bool is_broken = false;
  test.run([&] {
    const Promise<Fragile> whole = Promise<Fragile>::resolve(test.loop, Fragile(is_broken));
    const auto note = [&test](const char* who) {
      return [&test, who](const std::exception_ptr& error) {
        test.log.push_back(who + (": " + what(error)));
      };
    };
    const auto nothing = [](const Fragile&) {};
    is_broken = true;
    Promise<Fragile>::resolve(test.loop, value_of(whole)).then(nothing, note("resolve"));
    whole.then([](const Fragile& value) -> const Fragile& { return value; })
        .then(nothing, note("handler"));
    whole.catch_error([](const std::exception_ptr&) -> Fragile { throw 1; })
        .then(nothing, note("passed on"));
    Promise<Fragile>(test.loop, [&](Resolver<Fragile>& resolver) {
      resolver.resolve(whole);
    }).then(nothing, note("follower"));
  });
  CHECK(test.log == Log{"resolve: copy", "handler: copy", "passed on: copy", "follower: copy"});
}

// --- Handlers ---

TEST_CASE("a handler's captures are destroyed when one of the handlers has run", "[js][promise]") {
  PromiseLoop test;
  test.run([&] {
    const auto kept = [&test](const char* name) {
      return at_end([&test, name] { test.log.push_back(name); });
    };
    const auto promise =
        Promise<int>::resolve(test.loop, 1)
            .then([&test, capture = kept("end of fulfilled")](int) { test.log.push_back("runs"); },
                  [capture = kept("end of rejected")](const std::exception_ptr&) {});
    promise.then([&test, promise] { test.log.push_back("next"); });
  });
  REQUIRE(test.log.size() == 4);
  CHECK(test.log.front() == "runs");
  CHECK(test.log.back() == "next");
}

TEST_CASE("a handler's captures are destroyed when the loop ends before", "[js][promise]") {
  PromiseLoop test;
  auto [promise, resolver] = with_resolvers<int>(test.loop);
  promise.then([&test, capture = at_end([&] { test.log.push_back("end"); })](int) {
    test.log.push_back("must not run");
  });
  test.loop.run_while_alive();
  CHECK(test.log.empty());
  test.loop.close();
  CHECK(test.log == Log{"end"});
}

TEST_CASE("catch_error with a type handles this type and those derived from it", "[js][promise]") {
  PromiseLoop test;
  test.run([&] {
    const auto note = [&](const std::logic_error& error) {
      test.log.push_back(error.what());
      return 0;
    };
    Promise<int>::reject(test.loop, std::logic_error("same")).catch_error<std::logic_error>(note);
    Promise<int>::reject(test.loop, std::out_of_range("derived"))
        .catch_error<std::logic_error>(note);
    Promise<int>::reject(test.loop, std::runtime_error("another"))
        .catch_error<std::logic_error>(note)
        .catch_error([&](const std::exception_ptr& error) {
          test.log.push_back("past it: " + what(error));
          return 0;
        });
    Promise<int>::resolve(test.loop, 1).catch_error<std::logic_error>(note);
  });
  CHECK(test.log == Log{"same", "derived", "past it: another"});
}

TEST_CASE("catch_error gives a value in the error's place, or a promise", "[js][promise]") {
  PromiseLoop test;
  std::vector<Promise<int>> made;
  test.run([&] {
    const auto broken = Promise<int>::reject(test.loop, std::runtime_error("broken"));
    made.push_back(broken.catch_error([](const std::exception_ptr&) { return 1; }));
    made.push_back(broken.catch_error(
        [&](const std::exception_ptr&) { return Promise<int>::resolve(test.loop, 2); }));
    made.push_back(broken.catch_error<std::runtime_error>(
        [](const std::runtime_error&) -> int { throw std::logic_error("worse"); }));
  });
  CHECK(value_of(made[0]) == 1);
  CHECK(value_of(made[1]) == 2);
  CHECK(what(error_of(made[2])) == "worse");
}

// --- finally ---

TEST_CASE("finally runs for a value and for an error, and lets them go on", "[js][promise]") {
  PromiseLoop test;
  std::vector<Promise<int>> made;
  test.run([&] {
    const auto note = [&] { test.log.push_back("finally"); };
    made.push_back(Promise<int>::resolve(test.loop, 5).finally(note));
    made.push_back(Promise<int>::reject(test.loop, std::runtime_error("broken")).finally(note));
    Promise<void>::resolve(test.loop).finally(note).then(test.note("void"));
  });
  CHECK(test.log == Log{"finally", "finally", "finally", "void"});
  CHECK(value_of(made[0]) == 5);
  CHECK(what(error_of(made[1])) == "broken");
}

TEST_CASE("what finally throws takes the place of value and error", "[js][promise]") {
  PromiseLoop test;
  std::vector<Promise<int>> made;
  test.run([&] {
    const auto broken = [] { throw std::runtime_error("finally"); };
    made.push_back(Promise<int>::resolve(test.loop, 5).finally(broken));
    made.push_back(Promise<int>::reject(test.loop, std::runtime_error("broken")).finally(broken));
  });
  for (const Promise<int>& promise : made) CHECK(what(error_of(promise)) == "finally");
}

TEST_CASE("what follows finally waits for the promise that its function returns", "[js][promise]") {
  PromiseLoop test;
  std::vector<Promise<int>> made;
  test.run([&] {
    auto [pause, resolver] = with_resolvers<std::string>(test.loop);
    made.push_back(Promise<int>::resolve(test.loop, 5).finally([pause = pause] { return pause; }));
    made.push_back(
        Promise<int>::reject(test.loop, std::runtime_error("broken")).finally([pause = pause] {
          return pause;
        }));
    test.loop.post([&, resolver = std::move(resolver)]() mutable {
      CHECK(made[0].status() == Status::pending);
      CHECK(made[1].status() == Status::pending);
      resolver.resolve("thrown away");
    });
    made.push_back(Promise<int>::resolve(test.loop, 5).finally([&] {
      return Promise<void>::reject(test.loop, std::runtime_error("returned"));
    }));
  });
  CHECK(value_of(made[0]) == 5);
  CHECK(what(error_of(made[1])) == "broken");
  CHECK(what(error_of(made[2])) == "returned");
}

TEST_CASE("finally passes on values that can only be moved, and functions too", "[js][promise]") {
  PromiseLoop test;
  int seen = 0;
  test.run([&] {
    Promise<std::unique_ptr<int>>::resolve(test.loop, std::make_unique<int>(3))
        .finally([&test, owned = std::make_unique<int>(4)] {
          test.log.push_back(std::to_string(*owned));
        })
        .then([&](std::unique_ptr<int> value) { seen = *value; });
  });
  CHECK(test.log == Log{"4"});
  CHECK(seen == 3);
}

TEST_CASE("a chain of promises that follow each other ends with the first one's value",
          "[js][promise]") {
  PromiseLoop test;
  int seen = 0;
  test.run([&] {
    auto [first, resolver] = with_resolvers<int>(test.loop);
    Promise<int> last = first;
    for (int depth = 0; depth < 100; ++depth) {
      last = Promise<int>(test.loop, [&](Resolver<int>& follower) { follower.resolve(last); });
    }
    last.then([&](int value) { seen = value; });
    resolver.resolve(5);
  });
  CHECK(seen == 5);
}

TEST_CASE("promises that follow each other in a circle are pending until the loop ends",
          "[js][promise]") {
  PromiseLoop test;
  auto [one, one_resolver] = with_resolvers<int>(test.loop);
  auto [other, other_resolver] = with_resolvers<int>(test.loop);
  test.run([&, one = one, other = other] {
    one_resolver.resolve(other);
    other_resolver.resolve(one);
  });
  CHECK(one.status() == Status::pending);
  test.loop.close();
  CHECK(code_of(error_of(one)) == Errc::terminated);
  CHECK(code_of(error_of(other)) == Errc::terminated);
}

}  // namespace loop::js
