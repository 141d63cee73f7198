// SPDX-License-Identifier: MIT
//
// How a loop begins, stops and ends, and what it says about misuse.
#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;
using Log = std::vector<std::string>;

namespace {

template <typename Function>
std::error_code error_of(Function&& function) {
  try {
    function();
  } catch (const std::system_error& error) {
    return error.code();
  }
  return {};
}

}  // namespace

TEST_CASE("shutdown from a callback runs what was accepted, then ends the loop", "[loop][life]") {
  TestLoop test;
  test.loop.post([&] {
    test.loop.post(test.note("accepted"));
    test.loop.shutdown();
    CHECK_FALSE(test.loop.post(test.note("refused")));
    test.loop.queue_microtask(test.note("microtask"));
  });

  test.loop.run();

  CHECK(test.log == Log{"microtask", "accepted"});
  CHECK(test.loop.state() == State::terminated);
}

TEST_CASE("shutdown before run() is drained by run()", "[loop][life]") {
  TestLoop test;
  test.loop.post(test.note("task"));

  test.loop.shutdown();
  CHECK_FALSE(test.loop.post(test.note("refused")));
  CHECK(test.loop.state() == State::terminating);
  test.loop.run();

  CHECK(test.log == Log{"task"});
  CHECK(test.loop.discarded().tasks == 0);
}

TEST_CASE("shutdown discards timers and watches, and reports them", "[loop][life]") {
  TestLoop test;
  const auto capture = std::make_shared<int>(0);
  test.loop.add_timer(1h, [capture] {});
  test.loop.add_timer(2h, [capture] {});
  test.loop.watch(5, Readiness::read, [capture](Readiness) {});
  test.loop.shutdown();

  test.loop.run();

  CHECK(test.loop.discarded().timers == 2);
  CHECK(test.loop.discarded().watches == 1);
  CHECK(capture.use_count() == 1);
  CHECK(test.poller->registrations.empty());
}

TEST_CASE("shutdown wakes a sleeping loop from another thread", "[loop][life]") {
  Loop loop;
  std::thread runner([&] { loop.run(); });
  while (loop.state() != State::sleeping) std::this_thread::yield();

  loop.shutdown();
  loop.wait();

  CHECK(loop.state() == State::terminated);
  runner.join();
}

TEST_CASE("close from a callback discards everything that has not begun", "[loop][life]") {
  TestLoop test;
  test.loop.post([&] {
    test.log.push_back("closing");
    test.loop.close();
    test.loop.queue_microtask(test.note("microtask"));
    test.log.push_back("finished");
  });
  test.loop.post(test.note("task"));
  test.loop.post_internal([&] { test.loop.set_immediate(test.note("immediate")); });
  test.loop.add_timer(1h, test.note("timer"));

  test.loop.run();

  CHECK(test.log == Log{"closing", "finished"});
  const Discarded discarded = test.loop.discarded();
  CHECK(discarded.tasks == 1);
  CHECK(discarded.microtasks == 1);
  CHECK(discarded.immediates == 1);
  CHECK(discarded.timers == 1);
}

TEST_CASE("closing a loop that nobody runs ends it at once", "[loop][life]") {
  TestLoop test;
  test.loop.post(test.note("task"));

  test.loop.close();

  CHECK(test.loop.state() == State::terminated);
  CHECK(test.loop.discarded().tasks == 1);
  test.loop.wait();  // returns at once
  test.loop.close();
  test.loop.shutdown();
  CHECK(test.log.empty());
}

TEST_CASE("close after shutdown cuts the drain short", "[loop][life]") {
  TestLoop test;
  test.loop.post([&] { test.loop.close(); });
  test.loop.post(test.note("task"));
  test.loop.shutdown();

  test.loop.run();

  CHECK(test.log.empty());
  CHECK(test.loop.discarded().tasks == 1);
}

TEST_CASE("destroying a loop discards what it held", "[loop][life]") {
  const auto capture = std::make_shared<int>(0);
  {
    Loop loop;
    loop.post([capture] {});
    loop.add_timer(1h, [capture] {});
    loop.queue_microtask([capture] {});
  }
  CHECK(capture.use_count() == 1);
}

TEST_CASE("destructors of discarded captures may use the loop", "[loop][life]") {
  TestLoop test;
  struct CancelAtEnd {
    Loop& loop;
    TimerId id;
    ~CancelAtEnd() {
      loop.cancel_timer(id);
      loop.post([] {});
      loop.queue_microtask([] {});
    }
  };
  const TimerId id = test.loop.add_timer(1h, [] {});
  const auto at_end = [](auto* value) { return std::shared_ptr<CancelAtEnd>(value); };
  test.loop.post([capture = at_end(new CancelAtEnd{test.loop, id})] {});

  test.loop.close();

  CHECK(test.loop.state() == State::terminated);
  CHECK(test.loop.discarded().tasks == 1);
  CHECK(test.loop.discarded().microtasks == 1);
}

TEST_CASE("destructors of discarded handlers may watch, and every watch is counted",
          "[loop][life]") {
  TestLoop test;
  const auto watch_at_end = [&](int descriptor) {
    return at_end(
        [&test, descriptor] { test.loop.watch(descriptor, Readiness::read, [](Readiness) {}); });
  };
  for (const int descriptor : {3, 5, 7}) {
    test.loop.watch(
        descriptor, Readiness::read,
        [near = watch_at_end(descriptor + 1), far = watch_at_end(1000 * descriptor)](Readiness) {});
  }

  test.loop.close();

  CHECK(test.loop.discarded().watches == 9);
  CHECK(test.poller->registrations.empty());
}

TEST_CASE("the captures of the exception handler are gone when the loop is terminated",
          "[loop][life]") {
  TestLoop test;
  const auto capture = std::make_shared<int>(0);
  test.loop.set_exception_handler([capture](const std::exception_ptr&) {});

  test.loop.close();

  CHECK(capture.use_count() == 1);
}

TEST_CASE("run_for() takes one turn, without waiting, if there is no time", "[loop][life]") {
  Loop loop;
  int runs = 0;
  loop.post([&] { ++runs; });

  CHECK(loop.run_for(Duration::min()));
  CHECK(loop.run_for(Duration::min()));

  CHECK(runs == 1);
}

TEST_CASE("run_for() takes turns until the time is over", "[loop][life]") {
  TestLoop test;
  int ticks = 0;
  const std::function<void()> tick = [&] {
    ++ticks;
    test.loop.add_timer(10ms, tick);
  };
  test.loop.add_timer(10ms, tick);
  const TimePoint begin = test.clock.now();

  CHECK(test.loop.run_for(95ms));

  CHECK(ticks == 9);
  CHECK(test.clock.now() - begin == 95ms);
  CHECK(test.loop.state() == State::awake);
}

TEST_CASE("a callback may run another loop, and use both", "[loop][life]") {
  TestLoop outer;
  TestLoop inner;
  outer.loop.post([&] {
    CHECK(outer.loop.is_loop_thread());
    outer.loop.post(outer.note("first"));
    inner.loop.post([&] {
      CHECK(inner.loop.is_loop_thread());
      CHECK(outer.loop.is_loop_thread());
      CHECK(error_of([&] { outer.loop.wait(); }) == Errc::wrong_thread);
      outer.loop.post(outer.note("second"));
      outer.loop.queue_microtask(outer.note("microtask"));
      inner.loop.shutdown();
    });
    inner.loop.run();
    CHECK(outer.loop.is_loop_thread());
  });

  outer.loop.run_once();
  outer.loop.run_once();

  CHECK(outer.log == Log{"microtask", "first", "second"});
}

TEST_CASE("running a loop twice is refused", "[loop][misuse]") {
  TestLoop test;
  std::error_code inside;
  std::error_code elsewhere;
  test.loop.post([&] {
    inside = error_of([&] { test.loop.run_once(); });
    std::thread([&] { elsewhere = error_of([&] { test.loop.run(); }); }).join();
  });

  test.loop.run_once();

  CHECK(inside == Errc::already_running);
  CHECK(elsewhere == Errc::already_running);
}

TEST_CASE("a terminated loop refuses everything", "[loop][misuse]") {
  TestLoop test;
  test.loop.close();

  CHECK_FALSE(test.loop.post([] {}));
  CHECK_FALSE(test.loop.post_internal([] {}));
  CHECK_FALSE(test.loop.cancel_timer(TimerId::none));
  CHECK_FALSE(test.loop.unwatch(WatchId::none));
  CHECK(error_of([&] { test.loop.run(); }) == Errc::terminated);
  CHECK(error_of([&] { test.loop.add_timer(1s, [] {}); }) == Errc::terminated);
  CHECK(error_of([&] { test.loop.queue_microtask([] {}); }) == Errc::terminated);
  CHECK(error_of([&] { test.loop.watch(0, Readiness::read, [](Readiness) {}); }) ==
        Errc::terminated);
}

TEST_CASE("what belongs to the loop's thread is refused elsewhere while it runs",
          "[loop][misuse]") {
  TestLoop test;
  std::vector<std::error_code> errors;
  test.loop.post([&] {
    std::thread([&] {
      errors.push_back(error_of([&] { test.loop.add_timer(1s, [] {}); }));
      errors.push_back(error_of([&] { test.loop.queue_microtask([] {}); }));
      errors.push_back(error_of([&] { test.loop.unwatch(WatchId::none); }));
    }).join();
  });

  test.loop.run_once();

  CHECK(errors == std::vector<std::error_code>(3, make_error_code(Errc::wrong_thread)));
}

TEST_CASE("a negative delay is refused, and a delay beyond all time is not", "[loop][misuse]") {
  TestLoop test;

  CHECK(error_of([&] { test.loop.add_timer(-1ns, [] {}); }) == Errc::negative_delay);
  CHECK(error_of([&] { test.loop.add_timer(Duration::max(), [] {}); }) == std::error_code{});
}

TEST_CASE("waiting for the end on the loop's own thread is refused", "[loop][misuse]") {
  TestLoop test;
  std::error_code error;
  test.loop.post([&] { error = error_of([&] { test.loop.wait(); }); });

  test.loop.run_once();

  CHECK(error == Errc::wrong_thread);
  CHECK_FALSE(error.message().empty());
  CHECK(std::string(error.category().name()) == "loop");
}

}  // namespace loop
