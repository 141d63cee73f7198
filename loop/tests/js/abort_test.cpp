// SPDX-License-Identifier: MIT
//
// A controller, its signal and the signal's listeners.
#include "loop/js/abort.h"

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "loop/tests/js/waiting.h"
#include "loop/tests/support/other_thread.h"

namespace loop::js {

using Log = std::vector<std::string>;

TEST_CASE("a signal is aborted when its controller says so", "[js][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const AbortSignal signal = controller.signal();
  CHECK(signal.can_abort());
  CHECK_FALSE(signal.aborted());
  CHECK(signal.reason() == nullptr);
  CHECK_NOTHROW(signal.throw_if_aborted());

  controller.abort();

  CHECK(signal.aborted());
  CHECK(is<AbortError>(signal.reason()));
  CHECK_THROWS_AS(signal.throw_if_aborted(), AbortError);
}

TEST_CASE("the first reason stays", "[js][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const AbortSignal signal = controller.signal();

  controller.abort(Reason(1));
  const std::exception_ptr first = signal.reason();
  controller.abort(Reason(2));

  CHECK(number_of(first) == 1);
  CHECK(signal.reason() == first);
}

TEST_CASE("a null reason is AbortError", "[js][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  controller.abort(std::exception_ptr());
  CHECK(is<AbortError>(controller.signal().reason()));
}

TEST_CASE("a signal may be born aborted", "[js][abort]") {
  WaitingLoop test;
  CHECK(is<AbortError>(AbortSignal::abort(test.loop).reason()));
  CHECK(number_of(AbortSignal::abort(test.loop, Reason(3)).reason()) == 3);
}

TEST_CASE("a default-constructed signal is never aborted", "[js][abort]") {
  const AbortSignal signal;
  CHECK_FALSE(signal.can_abort());
  CHECK_FALSE(signal.aborted());
  CHECK(signal.reason() == nullptr);
  CHECK_NOTHROW(signal.throw_if_aborted());
  CHECK_FALSE(signal.stop_token().stop_possible());
  const AbortListener listener(signal, [](const std::exception_ptr&) {});
}

TEST_CASE("copies of a signal are the same signal", "[js][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  AbortController other = controller;
  const AbortSignal copy = controller.signal();
  CHECK(copy == controller.signal());
  CHECK_FALSE(copy == AbortSignal());

  other.abort();

  CHECK(copy.aborted());
}

TEST_CASE("listeners are called in abort(), in their order, once", "[js][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  Log log;
  const AbortListener first(controller.signal(), [&](const std::exception_ptr& reason) {
    log.push_back("first " + std::to_string(number_of(reason)));
  });
  const AbortListener second(controller.signal(),
                             [&](const std::exception_ptr&) { log.push_back("second"); });
  controller.abort(Reason(7));
  log.push_back("aborted");
  controller.abort(Reason(8));
  CHECK(log == Log{"first 7", "second", "aborted"});
}

TEST_CASE("a listener that was removed is not called", "[js][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  Log log;
  const auto note = [&](const char* text) {
    return [&log, text](const std::exception_ptr&) { log.emplace_back(text); };
  };
  std::optional<AbortListener> first(std::in_place, controller.signal(), note("first"));
  std::optional<AbortListener> second(std::in_place, controller.signal(), note("second"));
  std::optional<AbortListener> third(std::in_place, controller.signal(), note("third"));
  std::optional<AbortListener> fourth(std::in_place, controller.signal(), note("fourth"));
  SECTION("the first") {
    first.reset();
  }
  SECTION("one in the middle") {
    second.reset();
  }
  SECTION("the last") {
    fourth.reset();
  }
  const std::size_t left = 3;
  controller.abort();
  CHECK(log.size() == left);
  CHECK((log.front() == "first") == first.has_value());
  CHECK((log.back() == "fourth") == fourth.has_value());
}

TEST_CASE("a listener may remove itself and those after it", "[js][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  Log log;
  std::optional<AbortListener> first;
  std::optional<AbortListener> second;
  first.emplace(controller.signal(), [&, text = std::string(100, 'x')](const std::exception_ptr&) {
    second.reset();
    first.reset();
    log.push_back(text);
  });
  second.emplace(controller.signal(),
                 [&](const std::exception_ptr&) { log.emplace_back("second"); });
  const AbortListener third(controller.signal(),
                            [&](const std::exception_ptr&) { log.emplace_back("third"); });
  controller.abort();
  CHECK(log == Log{std::string(100, 'x'), "third"});
}

TEST_CASE("what is added to a signal that is aborted is not called", "[js][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  Log log;
  std::optional<AbortListener> late;
  const AbortListener first(controller.signal(), [&](const std::exception_ptr&) {
    late.emplace(controller.signal(), [&](const std::exception_ptr&) { log.emplace_back("late"); });
  });
  controller.abort();
  const AbortListener last(controller.signal(),
                           [&](const std::exception_ptr&) { log.emplace_back("last"); });
  controller.abort();
  CHECK(late.has_value());
  CHECK(log.empty());
}

TEST_CASE("an empty callback is refused", "[js][abort]") {
  WaitingLoop test;
  const AbortController controller(test.loop);
  CHECK_THROWS_AS(AbortListener(controller.signal(), AbortCallback()), std::system_error);
}

TEST_CASE("what listeners throw is thrown when the callback is over, one by one", "[js][abort]") {
  WaitingLoop test;
  Log log;
  test.loop.set_exception_handler([&](const std::exception_ptr& error) {
    log.push_back("handler " + std::to_string(number_of(error)));
  });
  AbortController controller(test.loop);
  const AbortListener first(controller.signal(),
                            [](const std::exception_ptr&) { throw Reason(1); });
  const AbortListener second(controller.signal(),
                             [](const std::exception_ptr&) { throw Reason(2); });
  const AbortListener third(controller.signal(),
                            [&](const std::exception_ptr&) { log.emplace_back("third"); });
  test.loop.post([&] {
    controller.abort();
    log.emplace_back("aborted");
  });
  test.loop.run_while_alive();
  CHECK(log == Log{"third", "aborted", "handler 1", "handler 2"});
}

TEST_CASE("a listener may abort again, and drop the last handle", "[js][abort]") {
  WaitingLoop test;
  auto controller = std::make_unique<AbortController>(test.loop);
  int calls = 0;
  const AbortListener first(controller->signal(), [&](const std::exception_ptr&) {
    ++calls;
    controller->abort();
    controller.reset();
  });
  const AbortListener second(controller->signal(), [&](const std::exception_ptr&) { ++calls; });
  controller->abort();
  CHECK(calls == 2);
}

TEST_CASE("captures of a listener are destroyed when it was called", "[js][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  const auto capture = std::make_shared<int>(0);
  const AbortListener listener(controller.signal(), [capture](const std::exception_ptr&) {});
  CHECK(capture.use_count() == 2);
  controller.abort();
  CHECK(capture.use_count() == 1);
}

TEST_CASE("a signal belongs to its loop's thread", "[js][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  OtherThread other;
  const auto code_elsewhere = [&](const auto& action) {
    std::error_code code;
    other.run([&] {
      try {
        action();
      } catch (const std::system_error& error) {
        code = error.code();
      }
    });
    return code;
  };
  test.loop.post([&] {
    CHECK(code_elsewhere([&] { controller.abort(); }) == Errc::wrong_thread);
    CHECK(code_elsewhere([&] {
            const AbortListener listener(controller.signal(), [](const std::exception_ptr&) {});
          }) == Errc::wrong_thread);
  });
  test.loop.run_while_alive();
  CHECK_FALSE(controller.signal().aborted());
}

TEST_CASE("when the loop has ended nothing can be aborted", "[js][abort][life]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  bool is_called = false;
  const AbortListener listener(controller.signal(),
                               [&](const std::exception_ptr&) { is_called = true; });
  test.loop.close();
  CHECK_THROWS_AS(controller.abort(), std::system_error);
  CHECK_FALSE(controller.signal().aborted());
  CHECK_FALSE(is_called);
}

TEST_CASE("handles may be copied and destroyed elsewhere, and outlive the loop", "[js][abort]") {
  OtherThread other;
  std::optional<AbortSignal> signal;
  std::optional<AbortSignal> copy;
  {
    WaitingLoop test;
    AbortController controller(test.loop);
    signal = controller.signal();
    controller.abort(Reason(4));
  }
  other.run([&] {
    copy = signal;
    signal.reset();
  });
  CHECK(copy->aborted());
  CHECK(number_of(copy->reason()) == 4);
}

}  // namespace loop::js
