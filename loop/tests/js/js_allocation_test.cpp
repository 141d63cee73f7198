// SPDX-License-Identifier: MIT
//
// What promises and coroutines allocate in steady state: nothing. And what they do when there is
// no memory. In a program that counts every call of operator new, and makes some fail.
#include <array>
#include <catch2/catch.hpp>
#include <cerrno>
#include <chrono>
#include <memory>
#include <new>
#include <optional>
#include <stop_token>
#include <vector>

#include "loop/js/abort.h"
#include "loop/js/combinators.h"
#include "loop/js/coroutine.h"
#include "loop/js/delay.h"
#include "loop/js/descriptor.h"
#include "loop/js/hop.h"
#include "loop/js/promisify.h"
#include "loop/js/timers.h"
#include "loop/tests/support/intercepted_calls.h"
#include "loop/tests/support/other_thread.h"
#include "loop/tests/support/steady_allocations.h"
#include "loop/tests/support/test_loop.h"

namespace loop::js {

using namespace std::chrono_literals;

namespace {

constexpr int batch = 1000;

/// How much `script(run)` allocates in steady state, called so often in one task.
template <typename Script>
std::size_t allocations_of(TestLoop& test, Script script) {
  return steady_allocations([&] {
    test.loop.post([&] {
      for (int i = 0; i < batch; ++i) script();
    });
    test.loop.run_while_alive();
  });
}

Promise<int> child(Loop&) {
  co_return 1;
}

Promise<void> await_ready_promise(Loop&, Promise<int> ready, int& sum) {
  sum += co_await ready;
}

Promise<void> await_child(Loop& loop, int& sum) {
  sum += co_await child(loop);
}

Promise<void> hop(Loop& loop, int& sum) {
  co_await post(loop);
  ++sum;
}

/// Goes on if there is no memory.
template <typename Script>
void attempt(Script script) {
  try {
    script();
  } catch (const std::bad_alloc&) {
  }
}

}  // namespace

TEST_CASE("then on a settled promise allocates nothing", "[js][allocations]") {
  TestLoop test;
  int sum = 0;
  const auto promise = Promise<int>::resolve(test.loop, 1);
  CHECK(allocations_of(test, [&] { promise.then([&](int value) { sum += value; }); }) == 0);
  CHECK(sum == 3 * batch);
}

TEST_CASE("making, waiting for and settling a promise allocates nothing", "[js][allocations]") {
  TestLoop test;
  int sum = 0;
  CHECK(allocations_of(test, [&] {
          auto [promise, resolver] = with_resolvers<int>(test.loop);
          promise.then([&](int value) { sum += value; });
          resolver.resolve(1);
        }) == 0);
  CHECK(sum == 3 * batch);
}

TEST_CASE("a chain allocates nothing, whether it runs at once or later", "[js][allocations]") {
  TestLoop test;
  int sum = 0;
  CHECK(allocations_of(test, [&] {
          auto [promise, resolver] = with_resolvers<int>(test.loop);
          promise.then([](int value) { return value + 1; })
              .catch_error([](const std::exception_ptr&) { return 0; })
              .then([&](int value) { sum += value; });
          resolver.resolve(1);
        }) == 0);
  CHECK(sum == 3 * 2 * batch);
}

TEST_CASE("following a promise allocates nothing", "[js][allocations]") {
  TestLoop test;
  int sum = 0;
  const auto followed = Promise<int>::resolve(test.loop, 1);
  CHECK(allocations_of(test, [&] {
          followed.then([&](int) { return followed; }).then([&](int value) { sum += value; });
        }) == 0);
  CHECK(sum == 3 * batch);
}

TEST_CASE("co_await of a ready promise, and of a coroutine, allocates nothing",
          "[js][allocations]") {
  TestLoop test;
  int sum = 0;
  const auto ready = Promise<int>::resolve(test.loop, 1);
  CHECK(allocations_of(test, [&] { await_ready_promise(test.loop, ready, sum); }) == 0);
  CHECK(allocations_of(test, [&] { await_child(test.loop, sum); }) == 0);
  CHECK(sum == 2 * 3 * batch);
}

TEST_CASE("a coroutine's hop through the loop allocates nothing", "[js][allocations]") {
  TestLoop test;
  int sum = 0;
  CHECK(allocations_of(test, [&] { hop(test.loop, sum); }) == 0);
  CHECK(sum == 3 * batch);
}

TEST_CASE("settling from another thread allocates nothing", "[js][allocations]") {
  TestLoop test;
  OtherThread other;
  int sum = 0;
  std::vector<Resolver<int>> resolvers;
  resolvers.reserve(batch);
  CHECK(steady_allocations([&] {
          for (int i = 0; i < batch; ++i) {
            auto made = with_resolvers<int>(test.loop);
            made.promise.then([&](int value) { sum += value; });
            resolvers.push_back(std::move(made.resolver));
          }
          other.run([&] {
            for (Resolver<int>& resolver : resolvers) resolver.resolve(1);
          });
          resolvers.clear();
          test.loop.run_while_alive();
        }) == 0);
  CHECK(sum == 3 * batch);
}

// --- Without memory ---

TEST_CASE("without memory for its microtask a handler does not run, and its promise is rejected",
          "[js][faults]") {
  TestLoop test;
  int runs = 0;
  int abandoned = 0;
  test.loop.post([&] {
    auto [promise, resolver] = with_resolvers<int>(test.loop);
    for (int i = 0; i < batch; ++i) {
      promise.then([&](int) { ++runs; }).catch_error<std::bad_alloc>([&](const std::bad_alloc&) {
        ++abandoned;
      });
    }
    const Fault fault(Call::allocation, 1, ENOMEM);
    resolver.resolve(1);
    CHECK(fault.has_struck());
  });
  test.loop.run_while_alive();
  CHECK(abandoned == 1);
  CHECK(runs == batch - 1);
}

TEST_CASE("whichever allocation fails, a script loses nothing but its result", "[js][faults]") {
  bool has_struck = true;
  for (std::size_t nth = 1; has_struck; ++nth) {
    int destroyed = 0;
    {
      TestLoop test;
      on_unhandled_rejection(test.loop, [](const Rejection&) {});
      const auto one = Promise<int>::resolve(test.loop, 1);
      auto [two, resolver] = with_resolvers<int>(test.loop);
      test.loop.run_while_alive();
      std::vector<Promise<int>> promises(40, one);
      promises.push_back(two);
      const auto kept = at_end([&] { ++destroyed; });
      const auto awaiting = [](Loop&, Promise<int> promise, std::shared_ptr<void>) -> Promise<int> {
        co_return co_await promise;
      };
      const auto following = [&](Resolver<int>& follower) { follower.resolve(one); };
      test.loop.post([&] {
        const Fault fault(Call::allocation, nth, ENOMEM);
        attempt([&] { one.then([kept](int) {}); });
        attempt([&] { all(test.loop, promises).then([kept](const auto&) {}); });
        attempt([&] { race(test.loop, promises).then([kept](int) {}); });
        attempt([&] { awaiting(test.loop, one, kept).then([kept](int) {}); });
        attempt([&] { Promise<int>(test.loop, following).then([kept](int) {}); });
        attempt([&] { one.finally([kept] {}); });
        resolver.resolve(2);
        has_struck = fault.has_struck();
      });
      test.loop.run_while_alive();
      CHECK(kept.use_count() == 1);
    }
    CHECK(destroyed == 1);
  }
}

TEST_CASE("whichever allocation fails, what waits begins or does not", "[js][faults]") {
  bool has_struck = true;
  for (std::size_t nth = 1; has_struck; ++nth) {
    OtherThread fresh;  // whose pool has no blocks yet
    fresh.run([&] {
      TestLoop test;
      Loop& loop = test.loop;
      on_unhandled_rejection(loop, [](const Rejection&) {});
      const auto kept = at_end([] {});
      const AbortController controller(loop);
      Descriptor descriptor(loop, 5);
      loop.post([&] {
        const Fault fault(Call::allocation, nth, ENOMEM);
        attempt([&] { delay(loop, 1ms).then([kept] {}); });
        attempt([&] { delay(loop, 1ms, controller.signal()).then([kept] {}); });
        attempt([&] {
          const AbortSignal timeout = AbortSignal::timeout(loop, 1ms);
          descriptor.readable(timeout).then([kept](Readiness) {});
        });
        attempt([&] {
          const AbortSignal timeout = AbortSignal::timeout(loop, 2ms);
          const AbortSignal any = AbortSignal::any(loop, controller.signal(), timeout);
          descriptor.writable(any).then([kept](Readiness) {});
        });
        attempt([&] { set_timeout(loop, [kept] {}); });
        attempt([&] { set_immediate(loop, [kept] {}); });
        attempt([&] {
          clear_interval(loop, set_interval(
                                   loop, [kept] {}, 1ms));
        });
        has_struck = fault.has_struck();
      });
      loop.run_while_alive();
      CHECK(kept.use_count() == 1);
      CHECK(descriptor.readable().status() == Status::pending);
      CHECK(descriptor.writable().status() == Status::pending);
    });
  }
}

TEST_CASE("whichever allocation fails, work is done or its promise is rejected", "[js][faults]") {
  bool has_struck = true;
  for (std::size_t nth = 1; has_struck; ++nth) {
    OtherThread fresh;  // whose pool has no blocks yet
    fresh.run([&] {
      Loop loop;
      on_unhandled_rejection(loop, [](const Rejection&) {});
      const auto kept = at_end([] {});
      const AbortController controller(loop);
      std::optional<Promise<int>> promise;
      loop.post([&] {
        const Fault fault(Call::allocation, nth, ENOMEM);
        attempt([&] {
          promise = promisify(
              loop, [kept] { return 1; }, controller.signal());
        });
        has_struck = fault.has_struck();
      });
      loop.run_while_alive();
      CHECK(kept.use_count() == 1);
      if (promise) CHECK(promise->status() != Status::pending);
    });
  }
}

TEST_CASE("without memory a stop does not abort, and who stops goes on", "[js][faults]") {
  TestLoop test;
  std::stop_source source;
  const AbortSignal signal = AbortSignal::from(test.loop, source.get_token());
  bool has_struck = false;
  auto stop = [&] {
    const Fault fault(Call::allocation, 1, ENOMEM);
    source.request_stop();
    has_struck = fault.has_struck();
  };
  SECTION("on the loop's thread") {
    test.loop.post(stop);
  }
  SECTION("elsewhere") {
    OtherThread hoarder;  // takes the nodes of tasks that threads of other tests left
    hoarder.run([&] { test.loop.post([] {}); });
    OtherThread other;
    other.run(stop);
  }
  test.loop.run_while_alive();
  CHECK(has_struck);
  CHECK_FALSE(signal.aborted());
}

}  // namespace loop::js
