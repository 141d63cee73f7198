// SPDX-License-Identifier: MIT
//
// Signals that are aborted by other signals, by time, and by std::stop_token, and what they stop.
#include <catch2/catch.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <system_error>
#include <vector>

#include "loop/js/abort.h"
#include "loop/tests/js/waiting.h"
#include "loop/tests/support/other_thread.h"

namespace loop::js {

using namespace std::chrono_literals;
using Log = std::vector<std::string>;

namespace {

/// Does `action` in a callback of the loop.
template <typename Action>
void inside(Loop& loop, Action action) {
  loop.post(action);
  loop.run_while_alive();
}

std::size_t timer_count(Loop& loop) {
  loop.close();
  return loop.discarded().timers;
}

}  // namespace

// --- any ---

TEST_CASE("any() is aborted by the first of its signals", "[js][abort][any]") {
  WaitingLoop test;
  AbortController one(test.loop);
  AbortController two(test.loop);
  const AbortSignal any = AbortSignal::any(test.loop, {one.signal(), AbortSignal(), two.signal()});
  CHECK_FALSE(any.aborted());
  two.abort(Reason(2));
  one.abort(Reason(1));
  CHECK(number_of(any.reason()) == 2);
}

TEST_CASE("any() of a signal that is aborted is aborted at once", "[js][abort][any]") {
  WaitingLoop test;
  const AbortController pending(test.loop);
  const AbortSignal aborted = AbortSignal::abort(test.loop, Reason(5));
  const AbortSignal any = AbortSignal::any(
      test.loop, {pending.signal(), aborted, AbortSignal::abort(test.loop, Reason(6))});
  CHECK(any.reason() == aborted.reason());
}

TEST_CASE("any() of no signals is never aborted", "[js][abort][any]") {
  WaitingLoop test;
  const AbortSignal none = AbortSignal::any(test.loop, {});
  CHECK_FALSE(none.aborted());
  CHECK_FALSE(AbortSignal::any(test.loop, {none, AbortSignal()}).aborted());
}

TEST_CASE("any() of any() depends on all of their signals", "[js][abort][any]") {
  WaitingLoop test;
  AbortController one(test.loop);
  const AbortController two(test.loop);
  AbortSignal inner = AbortSignal::any(test.loop, {one.signal(), two.signal()});
  const AbortSignal outer = AbortSignal::any(test.loop, {inner});
  inner = {};
  one.abort(Reason(1));
  CHECK(number_of(outer.reason()) == 1);
}

TEST_CASE("all that depend on a signal are aborted before any listener is called",
          "[js][abort][any]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const AbortSignal any = AbortSignal::any(test.loop, {controller.signal()});
  Log log;
  const AbortListener of_any(any, [&](const std::exception_ptr&) { log.emplace_back("any"); });
  const AbortListener of_source(controller.signal(), [&](const std::exception_ptr&) {
    log.emplace_back(any.aborted() ? "source, any is aborted" : "source");
  });
  controller.abort();
  CHECK(log == Log{"source, any is aborted", "any"});
}

TEST_CASE("any() lets go of its signals when one wins", "[js][abort][any]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const AbortSignal any =
      AbortSignal::any(test.loop, {controller.signal(), AbortSignal::timeout(test.loop, 1h)});
  inside(test.loop, [&] { controller.abort(); });
  CHECK(any.aborted());
  CHECK(timer_count(test.loop) == 0);
}

TEST_CASE("any() lets go of its signals when nobody holds it", "[js][abort][any]") {
  WaitingLoop test;
  std::optional<AbortSignal> any =
      AbortSignal::any(test.loop, {AbortSignal::timeout(test.loop, 1h)});
  inside(test.loop, [&] { any.reset(); });
  CHECK(timer_count(test.loop) == 0);
}

TEST_CASE("a listener keeps the signal and what it depends on", "[js][abort][any]") {
  WaitingLoop test;
  int calls = 0;
  const AbortListener listener(
      AbortSignal::any(test.loop, {AbortSignal::timeout(test.loop, 1s)}),
      [&](const std::exception_ptr& reason) { calls += is<TimeoutError>(reason) ? 1 : 100; });
  test.loop.run_for(2s);
  CHECK(calls == 1);
}

TEST_CASE("a signal outlives many that depended on it", "[js][abort][any]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  OtherThread other;
  std::vector<AbortSignal> kept;
  for (int i = 0; i < 100; ++i) {
    std::optional<AbortSignal> any = AbortSignal::any(test.loop, {controller.signal()});
    if (i % 10 == 0) kept.push_back(*any);
    if (i % 2 == 0) other.run([&] { any.reset(); });
  }
  controller.abort();
  for (const AbortSignal& signal : kept) CHECK(signal.aborted());
}

// --- timeout ---

TEST_CASE("timeout() is aborted when its time has come", "[js][abort][timeout]") {
  WaitingLoop test;
  const AbortSignal signal = AbortSignal::timeout(test.loop, 10ms);
  test.loop.run_for(9ms);
  CHECK_FALSE(signal.aborted());
  test.loop.run_for(2ms);
  CHECK(is<TimeoutError>(signal.reason()));
}

TEST_CASE("timeout() does not keep the loop alive", "[js][abort][timeout]") {
  WaitingLoop test;
  const AbortSignal signal = AbortSignal::timeout(test.loop, 1h);
  CHECK_FALSE(test.loop.is_alive());
  CHECK(test.loop.run_while_alive());
  CHECK_FALSE(signal.aborted());
}

TEST_CASE("timeout() refuses to end before it begins", "[js][abort][timeout]") {
  WaitingLoop test;
  CHECK_THROWS_AS(AbortSignal::timeout(test.loop, -1ns), std::system_error);
}

TEST_CASE("the timer of timeout() is cancelled when a callback drops the last handle",
          "[js][abort][timeout]") {
  WaitingLoop test;
  std::optional<AbortSignal> signal = AbortSignal::timeout(test.loop, 1h);
  inside(test.loop, [&] { signal.reset(); });
  CHECK(timer_count(test.loop) == 0);
}

TEST_CASE("the timer of timeout() does nothing when another thread dropped the last handle",
          "[js][abort][timeout]") {
  WaitingLoop test;
  OtherThread other;
  std::optional<AbortSignal> signal = AbortSignal::timeout(test.loop, 1ms);
  other.run([&] { signal.reset(); });
  test.loop.run_for(2ms);
  CHECK(timer_count(test.loop) == 0);
}

TEST_CASE("a timeout that the loop does not live to see does not happen", "[js][abort][timeout]") {
  OtherThread other;
  std::optional<AbortSignal> signal;
  {
    WaitingLoop test;
    signal = AbortSignal::timeout(test.loop, 1ms);
  }
  CHECK_FALSE(signal->aborted());
  other.run([&] { signal.reset(); });
}

// --- std::stop_token ---

TEST_CASE("the stop token of a signal is stopped before its listeners are called",
          "[js][abort][stop]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const std::stop_token token = controller.signal().stop_token();
  CHECK(token.stop_possible());
  CHECK(token == controller.signal().stop_token());
  Log log;
  const AbortListener listener(controller.signal(),
                               [&](const std::exception_ptr&) { log.emplace_back("listener"); });
  const std::stop_callback callback(token, [&] { log.emplace_back("stop"); });
  CHECK_FALSE(token.stop_requested());
  controller.abort();
  CHECK(token.stop_requested());
  CHECK(log == Log{"stop", "listener"});
}

TEST_CASE("the stop token of a signal that is aborted is stopped", "[js][abort][stop]") {
  WaitingLoop test;
  CHECK(AbortSignal::abort(test.loop).stop_token().stop_requested());
}

TEST_CASE("another thread sees the stop of a signal", "[js][abort][stop]") {
  WaitingLoop test;
  OtherThread other;
  AbortController controller(test.loop);
  const std::stop_token token = controller.signal().stop_token();
  bool is_stopped = false;
  controller.abort();
  other.run([&] { is_stopped = token.stop_requested(); });
  CHECK(is_stopped);
}

TEST_CASE("a stop on the loop's thread aborts at once", "[js][abort][stop]") {
  WaitingLoop test;
  std::stop_source source;
  const AbortSignal signal = AbortSignal::from(test.loop, source.get_token());
  CHECK_FALSE(signal.aborted());
  bool is_aborted = false;
  inside(test.loop, [&] {
    source.request_stop();
    is_aborted = signal.aborted();
  });
  CHECK(is_aborted);
  CHECK(is<AbortError>(signal.reason()));
}

TEST_CASE("a stop on another thread aborts on the loop's", "[js][abort][stop]") {
  WaitingLoop test;
  OtherThread other;
  std::stop_source source;
  const AbortSignal signal = AbortSignal::from(test.loop, source.get_token());
  bool is_on_loop = false;
  const AbortListener listener(
      signal, [&](const std::exception_ptr&) { is_on_loop = test.loop.is_loop_thread(); });
  other.run([&] { source.request_stop(); });
  CHECK_FALSE(signal.aborted());
  test.loop.run_while_alive();
  CHECK(signal.aborted());
  CHECK(is_on_loop);
}

TEST_CASE("a token that is stopped gives a signal that is aborted", "[js][abort][stop]") {
  WaitingLoop test;
  std::stop_source source;
  source.request_stop();
  CHECK(AbortSignal::from(test.loop, source.get_token()).aborted());
}

TEST_CASE("a token that nobody can stop gives a signal that is never aborted",
          "[js][abort][stop]") {
  WaitingLoop test;
  CHECK_FALSE(AbortSignal::from(test.loop, std::stop_token()).aborted());
}

TEST_CASE("a stop finds no signal that nobody holds", "[js][abort][stop]") {
  WaitingLoop test;
  OtherThread other;
  std::stop_source source;
  std::optional<AbortSignal> signal = AbortSignal::from(test.loop, source.get_token());
  SECTION("dropped before the stop") {
    signal.reset();
    other.run([&] { source.request_stop(); });
  }
  SECTION("dropped elsewhere") {
    other.run([&] { signal.reset(); });
    other.run([&] { source.request_stop(); });
  }
  SECTION("dropped while the stop is under way") {
    other.run([&] { source.request_stop(); });
    signal.reset();
  }
  CHECK(test.loop.run_while_alive());
}

TEST_CASE("a listener may drop the signal that a stop aborts", "[js][abort][stop]") {
  WaitingLoop test;
  std::stop_source source;
  std::optional<AbortSignal> signal = AbortSignal::from(test.loop, source.get_token());
  std::optional<AbortListener> listener;
  listener.emplace(*signal, [&](const std::exception_ptr&) {
    signal.reset();
    listener.reset();
  });
  inside(test.loop, [&] { source.request_stop(); });
  CHECK_FALSE(signal.has_value());
}

TEST_CASE("a stop when the loop has ended or is gone has no effect", "[js][abort][stop][life]") {
  OtherThread other;
  std::stop_source source;
  std::optional<AbortSignal> signal;
  std::optional<WaitingLoop> test(std::in_place);
  signal = AbortSignal::from(test->loop, source.get_token());
  SECTION("ended") {
    test->loop.close();
    other.run([&] { source.request_stop(); });
  }
  SECTION("gone, and stopped elsewhere") {
    test.reset();
    other.run([&] { source.request_stop(); });
  }
  SECTION("gone, and stopped here") {
    test.reset();
    source.request_stop();
  }
  SECTION("ends before it comes to it") {
    other.run([&] { source.request_stop(); });
    test->loop.close();
  }
  CHECK_FALSE(signal->aborted());
}

TEST_CASE("a stop goes through a signal and comes out as a stop", "[js][abort][stop]") {
  WaitingLoop test;
  std::stop_source source;
  const AbortSignal signal = AbortSignal::from(test.loop, source.get_token());
  const std::stop_token token = signal.stop_token();
  inside(test.loop, [&] { source.request_stop(); });
  CHECK(token.stop_requested());
}

}  // namespace loop::js
