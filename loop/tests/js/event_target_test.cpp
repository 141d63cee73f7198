// SPDX-License-Identifier: MIT
#include "loop/js/event_target.h"

#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <system_error>
#include <vector>

#include "loop/tests/js/waiting.h"

namespace loop::js {

using Log = std::vector<std::string>;

namespace {

struct Message {
  std::string text;
  bool is_refused = false;
};

struct Messages : WaitingLoop {
  EventTarget<Message> target{loop};

  auto noting(const std::string& name) {
    return [this, name](const Message& message) { log.push_back(name + message.text); };
  }
};

}  // namespace

TEST_CASE("listeners are called in their order", "[js][event_target]") {
  Messages test;
  test.target.add(test.noting("a"));
  test.target.add(test.noting("b"));
  test.target.dispatch({.text = "1"});
  test.target.dispatch({.text = "2"});
  CHECK(test.log == Log{"a1", "b1", "a2", "b2"});
}

TEST_CASE("a listener may change the event", "[js][event_target]") {
  Messages test;
  test.target.add([](Message& message) { message.is_refused = true; });
  Message message{.text = "1"};
  test.target.dispatch(message);
  CHECK(message.is_refused);
}

TEST_CASE("once() hears one event, also if it causes another", "[js][event_target]") {
  Messages test;
  test.target.once([&](const Message& message) {
    test.log.push_back("once" + message.text);
    test.target.dispatch({.text = "2"});
  });
  test.target.add(test.noting("a"));
  test.target.dispatch({.text = "1"});
  CHECK(test.log == Log{"once1", "a2", "a1"});
}

TEST_CASE("a listener that was removed hears nothing", "[js][event_target]") {
  Messages test;
  const ListenerId id = test.target.add(test.noting("a"));
  CHECK(id != ListenerId::none);
  CHECK(test.target.remove(id));
  CHECK_FALSE(test.target.remove(id));
  CHECK_FALSE(test.target.remove(ListenerId::none));
  test.target.dispatch({.text = "1"});
  CHECK(test.log.empty());
}

TEST_CASE("what is removed while an event is dispatched is not called", "[js][event_target]") {
  Messages test;
  ListenerId own{};
  ListenerId later{};
  own = test.target.add([&, text = std::string(100, 'x')](const Message&) {
    CHECK(test.target.remove(own));
    CHECK(test.target.remove(later));
    test.log.push_back(text);
  });
  later = test.target.add(test.noting("later"));
  test.target.add(test.noting("last"));
  test.target.dispatch({.text = "1"});
  test.target.dispatch({.text = "2"});
  CHECK(test.log == Log{std::string(100, 'x'), "last1", "last2"});
}

TEST_CASE("what is added while an event is dispatched hears of the next", "[js][event_target]") {
  Messages test;
  test.target.once([&](const Message&) { test.target.add(test.noting("new")); });
  test.target.add(test.noting("old"));
  test.target.dispatch({.text = "1"});
  CHECK(test.log == Log{"old1"});
  test.target.dispatch({.text = "2"});
  CHECK(test.log == Log{"old1", "old2", "new2"});
}

TEST_CASE("what listeners throw does not stop the others", "[js][event_target]") {
  Messages test;
  test.loop.set_exception_handler([&](const std::exception_ptr& error) {
    test.log.push_back("handler" + std::to_string(number_of(error)));
  });
  test.target.once([](const Message&) { throw Reason(1); });
  test.target.add(test.noting("a"));
  test.loop.post([&] {
    test.target.dispatch({.text = "1"});
    test.log.emplace_back("dispatched");
  });
  test.loop.run_while_alive();
  CHECK(test.log == Log{"a1", "dispatched", "handler1"});
}

TEST_CASE("an abort removes the listener", "[js][event_target][abort]") {
  Messages test;
  AbortController controller(test.loop);
  const auto capture = std::make_shared<int>(0);
  const ListenerId id =
      test.target.add([&, capture](const Message&) { ++*capture; }, controller.signal());
  test.target.dispatch({.text = "1"});
  controller.abort();
  test.target.dispatch({.text = "2"});
  CHECK(*capture == 1);
  CHECK(capture.use_count() == 1);
  CHECK_FALSE(test.target.remove(id));
}

TEST_CASE("an abort while an event is dispatched removes the listener", "[js][event_target]") {
  Messages test;
  AbortController controller(test.loop);
  test.target.add([&](const Message&) { controller.abort(); }, controller.signal());
  test.target.once(test.noting("later"), controller.signal());
  test.target.dispatch({.text = "1"});
  test.target.dispatch({.text = "2"});
  CHECK(test.log.empty());
}

TEST_CASE("with a signal that is aborted no listener is added", "[js][event_target][abort]") {
  Messages test;
  const AbortSignal aborted = AbortSignal::abort(test.loop);
  CHECK(test.target.add(test.noting("a"), aborted) == ListenerId::none);
  test.target.dispatch({.text = "1"});
  CHECK(test.log.empty());
}

TEST_CASE("a signal may be aborted when the target is gone", "[js][event_target][abort]") {
  Messages test;
  AbortController controller(test.loop);
  {
    EventTarget<Message> target(test.loop);
    target.add(test.noting("a"), controller.signal());
  }
  controller.abort();
  CHECK(test.log.empty());
}

TEST_CASE("a listener may destroy the target", "[js][event_target]") {
  Messages test;
  AbortController controller(test.loop);
  std::optional<EventTarget<Message>> target(std::in_place, test.loop);
  target->add([&, text = std::string(100, 'x')](const Message&) {
    target.reset();
    test.log.push_back(text);
  });
  target->add(test.noting("later"), controller.signal());
  target->dispatch({.text = "1"});
  controller.abort();
  CHECK(test.log == Log{std::string(100, 'x')});
}

TEST_CASE("a target refuses empty listeners and a loop that has ended", "[js][event_target]") {
  Messages test;
  CHECK_THROWS_AS(test.target.add({}), std::system_error);
  const ListenerId id = test.target.add(test.noting("a"));
  test.loop.close();
  CHECK_THROWS_AS(test.target.add(test.noting("b")), std::system_error);
  CHECK_THROWS_AS(test.target.dispatch({.text = "1"}), std::system_error);
  CHECK_THROWS_AS(test.target.remove(id), std::system_error);
}

}  // namespace loop::js
