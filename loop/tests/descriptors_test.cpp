// SPDX-License-Identifier: MIT
//
// Descriptors on the real pollers: pipes and socket pairs, made ready before the loop looks.
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <chrono>
#include <limits>
#include <string>
#include <system_error>
#include <vector>

#include "loop/loop.h"
#include "loop/tests/support/descriptor_pairs.h"
#include "loop/tests/support/pollers.h"
#include "loop/tests/support/signal_storm.h"
#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// Runs one turn that does not wait for what never comes.
void turn(Loop& loop) {
  loop.post([] {});
  loop.run_once();
}

}  // namespace

TEMPLATE_TEST_CASE("a watcher is told while its descriptor is readable", "[loop][descriptors]",
                   LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  std::vector<Readiness> told;
  loop.watch(sockets.near, Readiness::read,
             [&](Readiness readiness) { told.push_back(readiness); });
  turn(loop);
  CHECK(told.empty());

  sockets.write_far();
  turn(loop);
  turn(loop);

  CHECK(told == std::vector{Readiness::read, Readiness::read});
  sockets.read_near();
  turn(loop);
  CHECK(told.size() == 2);
}

TEMPLATE_TEST_CASE("a watcher is told that its descriptor is writable", "[loop][descriptors]",
                   LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  Readiness told = Readiness::none;
  loop.watch(sockets.near, Readiness::write, [&](Readiness readiness) { told = readiness; });

  turn(loop);

  CHECK(told == Readiness::write);
}

TEMPLATE_TEST_CASE("a peer that stops writing can still be answered", "[loop][descriptors]",
                   LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  Readiness told = Readiness::none;
  loop.watch(sockets.near, Readiness::read, [&](Readiness readiness) { told = readiness; });

  REQUIRE(::shutdown(sockets.far, SHUT_WR) == 0);
  turn(loop);

  CHECK(told == Readiness::read);
  CHECK(::write(sockets.near, "x", 1) == 1);
}

TEMPLATE_TEST_CASE("a hang-up comes together with what was asked for", "[loop][descriptors]",
                   LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  Pipe pipe;
  Readiness of_socket = Readiness::none;
  Readiness of_pipe = Readiness::none;
  loop.watch(sockets.near, Readiness::write, [&](Readiness told) { of_socket = told; });
  loop.watch(pipe.near, Readiness::read, [&](Readiness told) { of_pipe = told; });

  sockets.far.close();
  pipe.far.close();
  turn(loop);

  CHECK(of_socket == (Readiness::write | Readiness::hang_up));
  CHECK(of_pipe == (Readiness::read | Readiness::hang_up));
}

TEMPLATE_TEST_CASE("a full pipe that loses its reader can be written: with an error",
                   "[loop][descriptors]", LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  Pipe pipe;
  fill(pipe.far);
  Readiness told = Readiness::none;
  loop.watch(pipe.far, Readiness::write, [&](Readiness readiness) { told = readiness; });

  pipe.near.close();
  turn(loop);

  CHECK(has(told, Readiness::error | Readiness::hang_up));
  CHECK(has(told, Readiness::write));
}

TEMPLATE_TEST_CASE("an edge-triggered watcher is told once per arrival or refused",
                   "[loop][descriptors]", LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  int told = 0;
  const std::errc reason = refusal([&] {
    loop.watch(
        sockets.near, Readiness::read, [&](Readiness) { ++told; }, Trigger::edge);
  });
  if (!TestType::make()->supports(Trigger::edge)) {
    CHECK(reason == std::errc::not_supported);
    return;
  }

  sockets.write_far();
  turn(loop);
  turn(loop);
  CHECK(told == 1);
  sockets.write_far();
  turn(loop);

  CHECK(told == 2);
}

TEMPLATE_TEST_CASE("a one-shot watcher is told once until it is armed again", "[loop][descriptors]",
                   LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  int told = 0;
  const WatchId id = loop.watch(
      sockets.near, Readiness::read, [&](Readiness) { ++told; }, Trigger::one_shot);

  sockets.write_far();
  turn(loop);
  turn(loop);
  CHECK(told == 1);
  CHECK(loop.modify(id, Readiness::read, Trigger::one_shot));
  turn(loop);

  CHECK(told == 2);
}

TEMPLATE_TEST_CASE("modify() changes what a watcher is told", "[loop][descriptors]",
                   LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  Readiness told = Readiness::none;
  const WatchId id =
      loop.watch(sockets.near, Readiness::read, [&](Readiness readiness) { told = readiness; });

  CHECK(loop.modify(id, Readiness::write));
  sockets.write_far();
  turn(loop);

  CHECK(told == Readiness::write);
}

TEMPLATE_TEST_CASE("an unwatched descriptor is never reported again", "[loop][descriptors]",
                   LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  int told = 0;
  const WatchId id = loop.watch(sockets.near, Readiness::read, [&](Readiness) { ++told; });
  sockets.write_far();

  CHECK(loop.unwatch(id));
  CHECK_FALSE(loop.unwatch(id));
  CHECK_FALSE(loop.modify(id, Readiness::read));
  turn(loop);

  CHECK(told == 0);
}

TEMPLATE_TEST_CASE("a handler may end its own watch and use its captures afterwards",
                   "[loop][descriptors]", LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  const auto capture = std::make_shared<int>(0);
  WatchId id{};
  id = loop.watch(sockets.near, Readiness::read, [&loop, &id, capture](Readiness) {
    loop.unwatch(id);
    ++*capture;
  });
  sockets.write_far();

  turn(loop);
  turn(loop);

  CHECK(*capture == 1);
  CHECK(capture.use_count() == 1);
}

TEST_CASE("an event under way does not reach a watch that ended", "[loop][descriptors]") {
  TestLoop test;
  WatchId second{};
  test.loop.watch(3, Readiness::read, [&](Readiness) {
    test.log.push_back("first");
    test.loop.unwatch(second);
  });
  second = test.loop.watch(4, Readiness::read, [&](Readiness) { test.log.push_back("second"); });
  test.poller->make_ready(3, Readiness::read);
  test.poller->make_ready(4, Readiness::read);

  test.loop.run_once();

  CHECK(test.log == std::vector<std::string>{"first"});
}

TEST_CASE("an event under way does not tell a watch what it asked for before a modify()",
          "[loop][descriptors]") {
  TestLoop test;
  WatchId second{};
  test.loop.watch(3, Readiness::read,
                  [&](Readiness) { CHECK(test.loop.modify(second, Readiness::write)); });
  second = test.loop.watch(4, Readiness::read, [&](Readiness) { test.log.push_back("second"); });
  test.poller->make_ready(3, Readiness::read);
  test.poller->make_ready(4, Readiness::read);

  test.loop.run_once();
  CHECK(test.log.empty());
  test.poller->make_ready(4, Readiness::write);
  test.loop.run_once();

  CHECK(test.log == std::vector<std::string>{"second"});
}

TEST_CASE("an event under way does not reach a new watch of the same number",
          "[loop][descriptors]") {
  TestLoop test;
  WatchId old{};
  test.loop.watch(3, Readiness::read, [&](Readiness) {
    test.loop.unwatch(old);
    test.loop.watch(4, Readiness::read, [&](Readiness) { test.log.push_back("new"); });
  });
  old = test.loop.watch(4, Readiness::read, [&](Readiness) { test.log.push_back("old"); });
  test.poller->make_ready(3, Readiness::read);
  test.poller->make_ready(4, Readiness::read);

  test.loop.run_once();

  CHECK(test.log.empty());
}

TEMPLATE_TEST_CASE("of two ready descriptors the first served may end and replace the other",
                   "[loop][descriptors]", LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair pairs[2];
  SocketPair fresh;
  WatchId ids[2];
  int told = 0;
  for (const int i : {0, 1}) {
    ids[i] = loop.watch(pairs[i].near, Readiness::read, [&, other = 1 - i](Readiness) {
      ++told;
      CHECK(loop.unwatch(ids[other]));
      REQUIRE(::dup2(fresh.near, pairs[other].near) == pairs[other].near);
      loop.watch(pairs[other].near, Readiness::read, [&](Readiness) { told += 100; });
    });
    pairs[i].write_far();
  }

  turn(loop);

  CHECK(told == 1);
}

TEMPLATE_TEST_CASE("a descriptor closed while watched can be watched again under its number",
                   "[loop][descriptors]", LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair old;
  const int number = old.near;
  const WatchId stale = loop.watch(number, Readiness::read, [](Readiness) {});
  old.near.close();

  SocketPair fresh;
  REQUIRE(::dup2(fresh.near, number) == number);
  int told = 0;
  loop.watch(number, Readiness::read, [&](Readiness) { ++told; });
  CHECK_FALSE(loop.unwatch(stale));
  fresh.write_far();
  turn(loop);

  CHECK(told == 1);
  ::close(number);
}

TEMPLATE_TEST_CASE("watching what cannot be watched is refused with the system's reason",
                   "[loop][descriptors][misuse]", LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  const auto ignore = [](Readiness) {};
  const auto reason = [&](int descriptor) {
    return refusal([&] { loop.watch(descriptor, Readiness::read, ignore); });
  };
  loop.watch(sockets.near, Readiness::read, ignore);

  CHECK(reason(-1) == std::errc::bad_file_descriptor);
  CHECK(reason(9999) == std::errc::bad_file_descriptor);
  CHECK(reason(std::numeric_limits<int>::max()) == std::errc::bad_file_descriptor);
  CHECK(reason(sockets.near) == std::errc::file_exists);
}

TEMPLATE_TEST_CASE("modifying a watch whose descriptor was closed is refused",
                   "[loop][descriptors][misuse]", LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  const WatchId id = loop.watch(sockets.near, Readiness::read, [](Readiness) {});
  sockets.near.close();

  CHECK_THROWS_AS(loop.modify(id, Readiness::write), std::system_error);
}

TEMPLATE_TEST_CASE("descriptors are served while tasks keep the loop busy",
                   "[loop][descriptors][pace]", LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  SocketPair sockets;
  bool is_told = false;
  loop.watch(sockets.near, Readiness::read, [&](Readiness) { is_told = true; });
  sockets.write_far();
  int turns = 0;

  for (; !is_told && turns < 1000; ++turns) {
    loop.post([&] { loop.post([] {}); });  // there is always a task left for the next turn
    loop.run_once();
  }

  CHECK(turns <= 65);
}

TEMPLATE_TEST_CASE("a signal does not shorten a wait", "[loop][descriptors][kernel]",
                   LOOP_TESTED_POLLERS) {
  Loop loop{LoopOptions{.poller = TestType::make()}};
  const SignalStorm storm;
  const TimePoint begin = std::chrono::steady_clock::now();
  TimePoint end{};
  int waits = 0;
  loop.add_timer(20ms, [&] {
    end = std::chrono::steady_clock::now();
    loop.shutdown();
  });

  while (loop.run_once()) ++waits;

  CHECK(end - begin >= 20ms);
  CHECK(waits <= 1);  // one wait to the deadline, however many signals came
}

}  // namespace loop
