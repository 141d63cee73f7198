// SPDX-License-Identifier: MIT
//
// Descriptors on the real poller: pipes and socket pairs, made ready before the loop looks.
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>
#include <csignal>

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <limits>
#include <string>
#include <system_error>
#include <thread>
#include <utility>
#include <vector>

#include "loop/loop.h"
#include "loop/tests/support/test_loop.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// Two connected sockets.
struct SocketPair {
  SocketPair() {
    std::array<int, 2> ends{};
    REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
    near = ends[0];
    far = ends[1];
  }
  SocketPair(const SocketPair&) = delete;
  SocketPair& operator=(const SocketPair&) = delete;
  ~SocketPair() {
    close_near();
    close_far();
  }

  void write_far(char byte = 'x') const { REQUIRE(::write(far, &byte, 1) == 1); }
  char read_near() const {
    char byte = 0;
    return ::read(near, &byte, 1) == 1 ? byte : '\0';
  }
  void close_near() { ::close(std::exchange(near, -1)); }
  void close_far() { ::close(std::exchange(far, -1)); }

  int near = -1;
  int far = -1;
};

/// Runs one turn that does not wait for what never comes.
void turn(Loop& loop) {
  loop.post([] {});
  loop.run_once();
}

std::errc code_of(const std::system_error& error) {
  return static_cast<std::errc>(error.code().value());
}

}  // namespace

TEST_CASE("a watcher is told while its descriptor is readable", "[loop][descriptors]") {
  Loop loop;
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

TEST_CASE("a watcher is told that its descriptor is writable", "[loop][descriptors]") {
  Loop loop;
  SocketPair sockets;
  Readiness told = Readiness::none;
  loop.watch(sockets.near, Readiness::write, [&](Readiness readiness) { told = readiness; });

  turn(loop);

  CHECK(told == Readiness::write);
}

TEST_CASE("a closed peer is a hang-up", "[loop][descriptors]") {
  Loop loop;
  SocketPair sockets;
  Readiness told = Readiness::none;
  loop.watch(sockets.near, Readiness::read, [&](Readiness readiness) { told = readiness; });

  sockets.close_far();
  turn(loop);

  CHECK(has(told, Readiness::hang_up));
}

TEST_CASE("the write end of a pipe without reader reports an error", "[loop][descriptors]") {
  Loop loop;
  std::array<int, 2> ends{};
  REQUIRE(::pipe2(ends.data(), O_NONBLOCK) == 0);
  Readiness told = Readiness::none;
  loop.watch(ends[1], Readiness::write, [&](Readiness readiness) { told = readiness; });

  ::close(ends[0]);
  turn(loop);

  CHECK(has(told, Readiness::error));
  ::close(ends[1]);
}

TEST_CASE("an edge-triggered watcher is told once per arrival", "[loop][descriptors]") {
  Loop loop;
  SocketPair sockets;
  int told = 0;
  loop.watch(
      sockets.near, Readiness::read, [&](Readiness) { ++told; }, Trigger::edge);

  sockets.write_far();
  turn(loop);
  turn(loop);
  CHECK(told == 1);
  sockets.write_far();
  turn(loop);

  CHECK(told == 2);
}

TEST_CASE("a one-shot watcher is told once, until it is armed again", "[loop][descriptors]") {
  Loop loop;
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

TEST_CASE("modify() changes what a watcher is told", "[loop][descriptors]") {
  Loop loop;
  SocketPair sockets;
  Readiness told = Readiness::none;
  const WatchId id =
      loop.watch(sockets.near, Readiness::read, [&](Readiness readiness) { told = readiness; });

  CHECK(loop.modify(id, Readiness::write));
  sockets.write_far();
  turn(loop);

  CHECK(told == Readiness::write);
}

TEST_CASE("an unwatched descriptor is never reported again", "[loop][descriptors]") {
  Loop loop;
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

TEST_CASE("a handler may end its own watch and use its captures afterwards",
          "[loop][descriptors]") {
  Loop loop;
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

TEST_CASE("a descriptor closed while watched can be watched again under its number",
          "[loop][descriptors]") {
  Loop loop;
  SocketPair old;
  const int number = old.near;
  const WatchId stale = loop.watch(number, Readiness::read, [](Readiness) {});
  old.close_near();

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

TEST_CASE("watching what cannot be watched is refused with the system's reason",
          "[loop][descriptors][misuse]") {
  Loop loop;
  SocketPair sockets;
  const auto ignore = [](Readiness) {};
  const auto reason = [&](int descriptor) {
    try {
      loop.watch(descriptor, Readiness::read, ignore);
    } catch (const std::system_error& error) {
      return code_of(error);
    }
    return std::errc{};
  };
  loop.watch(sockets.near, Readiness::read, ignore);

  CHECK(reason(-1) == std::errc::bad_file_descriptor);
  CHECK(reason(9999) == std::errc::bad_file_descriptor);
  CHECK(reason(std::numeric_limits<int>::max()) == std::errc::bad_file_descriptor);
  CHECK(reason(sockets.near) == std::errc::file_exists);
}

TEST_CASE("modifying a watch whose descriptor was closed is refused",
          "[loop][descriptors][misuse]") {
  Loop loop;
  SocketPair sockets;
  const WatchId id = loop.watch(sockets.near, Readiness::read, [](Readiness) {});
  sockets.close_near();

  CHECK_THROWS_AS(loop.modify(id, Readiness::write), std::system_error);
}

TEST_CASE("descriptors are served while tasks keep the loop busy", "[loop][descriptors][pace]") {
  Loop loop;
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

TEST_CASE("a signal does not shorten a wait", "[loop][descriptors][kernel]") {
  struct sigaction action {};
  action.sa_handler = [](int) {};
  struct sigaction before {};
  REQUIRE(::sigaction(SIGUSR1, &action, &before) == 0);
  Loop loop;
  const pthread_t self = ::pthread_self();
  std::atomic<bool> is_over{false};
  std::thread interrupter([&] {
    while (!is_over) {
      ::pthread_kill(self, SIGUSR1);
      std::this_thread::yield();
    }
  });
  const TimePoint begin = std::chrono::steady_clock::now();
  TimePoint end{};
  int waits = 0;
  loop.add_timer(20ms, [&] {
    end = std::chrono::steady_clock::now();
    loop.shutdown();
  });

  while (loop.run_once()) ++waits;
  is_over = true;
  interrupter.join();

  CHECK(end - begin >= 20ms);
  CHECK(waits <= 1);  // one wait to the deadline, however many signals came
  ::sigaction(SIGUSR1, &before, nullptr);
}

}  // namespace loop
