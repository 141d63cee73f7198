// SPDX-License-Identifier: MIT
//
// Conformance of pollers, third part: who is watched, and what is refused.
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <memory>
#include <vector>

#include "loop/tests/support/descriptor_pairs.h"
#include "loop/tests/support/pollers.h"

namespace loop {

using namespace std::chrono_literals;

namespace {

/// Gives the pair's near end this number, which is closed before.
OwnDescriptor renumber(DescriptorPair& pair, int number) {
  REQUIRE(::dup2(pair.near, number) == number);
  pair.near.close();
  return OwnDescriptor(number);
}

}  // namespace

TEMPLATE_TEST_CASE("a removed descriptor is not reported and can be added again", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  sockets.write_far();
  poller->add(sockets.near, 7, Readiness::read, Trigger::level);

  poller->remove(sockets.near);
  CHECK(reported(*poller, 7) == Readiness::none);
  poller->add(sockets.near, 8, Readiness::read, Trigger::level);

  CHECK(reported(*poller, 7) == Readiness::none);
  CHECK(reported(*poller, 8) == Readiness::read);
}

TEMPLATE_TEST_CASE("removing one descriptor leaves the others watched", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets[5];
  for (std::uint64_t i = 0; i < 5; ++i) {
    poller->add(sockets[i].near, i, Readiness::write, Trigger::level);
  }

  for (const int i : {1, 4, 0}) poller->remove(sockets[i].near);

  CHECK(reported(*poller, 2) == Readiness::write);
  CHECK(reported(*poller, 3) == Readiness::write);
  CHECK(poller->wait(Poller::do_not_wait).size() == 2);
}

TEMPLATE_TEST_CASE("a one-shot that has reported is removed and found as any other",
                   "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets[4];
  for (std::uint64_t i = 0; i < 4; ++i) {
    poller->add(sockets[i].near, i, Readiness::write, Trigger::one_shot);
  }
  CHECK(poller->wait(Poller::do_not_wait).size() == 4);

  for (const int i : {0, 1}) poller->remove(sockets[i].near);
  for (const std::uint64_t i : {2, 3}) {
    poller->modify(sockets[i].near, 10 + i, Readiness::write, Trigger::level);
  }

  CHECK(reported(*poller, 12) == Readiness::write);
  CHECK(reported(*poller, 13) == Readiness::write);
  CHECK(poller->wait(Poller::do_not_wait).size() == 2);
}

TEMPLATE_TEST_CASE("removing what is not watched or not open has no effect", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::write, Trigger::level);

  for (const int number : {-1, int{sockets.far}, 9999, std::numeric_limits<int>::max()}) {
    poller->remove(number);
  }

  CHECK(reported(*poller, 7) == Readiness::write);
}

TEMPLATE_TEST_CASE("events stay valid while descriptors are added and removed", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::write, Trigger::level);
  const auto events = poller->wait(Poller::do_not_wait);
  REQUIRE(events.size() == 1);

  std::vector<OwnDescriptor> more;
  for (std::uint64_t i = 0; i < 100; ++i) {
    poller->add(more.emplace_back(::dup(sockets.near)), 100 + i, Readiness::write, Trigger::level);
  }
  poller->remove(sockets.near);

  CHECK(events.front().token == 7);
}

TEMPLATE_TEST_CASE("all of many ready descriptors are served and each once per wait",
                   "[loop][pollers]", LOOP_TESTED_POLLERS) {
  constexpr std::size_t count = 600;
  const auto poller = TestType::make();
  SocketPair sockets;
  std::vector<OwnDescriptor> ready;
  for (std::size_t i = 0; i < count; ++i) {
    poller->add(ready.emplace_back(::dup(sockets.near)), i, Readiness::write, Trigger::level);
  }

  std::vector<bool> is_served(count, false);
  const auto serve = [&] {
    std::vector<bool> is_reported(count, false);
    for (const Event& event : poller->wait(Poller::forever)) {
      REQUIRE_FALSE(is_reported.at(event.token));
      is_reported[event.token] = true;
      is_served[event.token] = true;
    }
  };
  // They stay ready, and still none may be reported for the third time before all were once.
  for (int wait = 0; wait < 6; ++wait) serve();

  CHECK(std::ranges::count(is_served, true) == count);
}

TEMPLATE_TEST_CASE("a descriptor that was closed is not reported and ends no wait",
                   "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  SocketPair others;
  sockets.write_far();
  const int number = sockets.near;
  poller->add(number, 7, Readiness::read, Trigger::level);
  poller->add(others.near, 8, Readiness::read, Trigger::level);

  sockets.near.close();

  const auto deadline = std::chrono::steady_clock::now() + 2ms;
  CHECK(poller->wait(deadline).empty());
  CHECK(std::chrono::steady_clock::now() >= deadline);
  others.write_far();
  CHECK(reported(*poller, 8) == Readiness::read);
  poller->remove(number);
}

TEMPLATE_TEST_CASE("a number that was closed and is in use again is watched for its new file",
                   "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair old;
  SocketPair fresh;
  const int number = old.near;
  poller->add(number, 7, Readiness::read, Trigger::level);
  old.near.close();
  const OwnDescriptor reused = renumber(fresh, number);

  poller->add(number, 8, Readiness::read, Trigger::level);
  fresh.write_far();

  CHECK(reported(*poller, 7) == Readiness::none);
  CHECK(reported(*poller, 8) == Readiness::read);
  CHECK(poller->wait(Poller::do_not_wait).size() == 1);
}

TEMPLATE_TEST_CASE("a number that is in use again is not modified for its new file",
                   "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair old;
  SocketPair fresh;
  const int number = old.near;
  poller->add(number, 7, Readiness::read, Trigger::level);
  old.near.close();
  const OwnDescriptor reused = renumber(fresh, number);
  fresh.write_far();

  CHECK(refusal([&] { poller->modify(number, 7, Readiness::read, Trigger::level); }) ==
        std::errc::no_such_file_or_directory);
  CHECK(reported(*poller, 7) == Readiness::none);
}

TEMPLATE_TEST_CASE("what cannot be watched is refused with the reason", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::write, Trigger::level);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::tmpfile(), &std::fclose);
  REQUIRE(file != nullptr);
  const OwnDescriptor folder(::open("/", O_RDONLY));
  const auto reason = [&](int descriptor) {
    return refusal([&] { poller->add(descriptor, 8, Readiness::read, Trigger::level); });
  };

  CHECK(reason(-1) == std::errc::bad_file_descriptor);
  CHECK(reason(9999) == std::errc::bad_file_descriptor);
  CHECK(reason(std::numeric_limits<int>::max()) == std::errc::bad_file_descriptor);
  CHECK(reason(sockets.near) == std::errc::file_exists);
  CHECK(reason(::fileno(file.get())) == std::errc::operation_not_permitted);
  CHECK(reason(folder) == std::errc::operation_not_permitted);
  CHECK(reported(*poller, 7) == Readiness::write);
}

TEMPLATE_TEST_CASE("what is not watched is not modified", "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  SocketPair closed;
  const int closed_number = closed.near;
  poller->add(closed_number, 7, Readiness::write, Trigger::level);
  closed.near.close();
  const auto reason = [&](int descriptor) {
    return refusal([&] { poller->modify(descriptor, 8, Readiness::write, Trigger::level); });
  };

  CHECK(reason(-1) == std::errc::bad_file_descriptor);
  CHECK(reason(9999) == std::errc::bad_file_descriptor);
  CHECK(reason(closed_number) == std::errc::bad_file_descriptor);
  CHECK(reason(sockets.near) == std::errc::no_such_file_or_directory);
  CHECK(poller->wait(Poller::do_not_wait).empty());
}

TEMPLATE_TEST_CASE("a trigger that a poller does not know is refused and changes nothing",
                   "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  CHECK(poller->supports(Trigger::level));
  CHECK(poller->supports(Trigger::one_shot));
  const std::errc expected =
      poller->supports(Trigger::edge) ? std::errc{} : std::errc::not_supported;
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::write, Trigger::level);

  CHECK(refusal([&] { poller->add(sockets.far, 8, Readiness::read, Trigger::edge); }) == expected);
  CHECK(refusal([&] { poller->modify(sockets.near, 7, Readiness::write, Trigger::edge); }) ==
        expected);

  CHECK(reported(*poller, 7) == Readiness::write);
}

}  // namespace loop
