// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <system_error>

#include "loop/pollers/poller.h"

// The pollers of this system, for TEMPLATE_TEST_CASE: every test of the conformance suite, and
// every test of the loop that uses the kernel, runs against each.
#ifdef __linux__
#define LOOP_TESTED_POLLERS loop::Epoll, loop::Poll
#else
#define LOOP_TESTED_POLLERS loop::Poll
#endif

namespace loop {

struct Epoll {
  static std::unique_ptr<Poller> make() { return make_epoll_poller(); }
};

struct Poll {
  static std::unique_ptr<Poller> make() { return make_poll_poller(); }
};

/// What a look without waiting says of this token; none if it says nothing. Twice is an error.
inline Readiness reported(Poller& poller, std::uint64_t token) {
  const std::span<const Event> events = poller.wait(Poller::do_not_wait);
  const auto is_about = [token](const Event& event) { return event.token == token; };
  REQUIRE(std::ranges::count_if(events, is_about) <= 1);
  const auto found = std::ranges::find_if(events, is_about);
  return found != events.end() ? found->readiness : Readiness::none;
}

/// Why the function was refused; zero if it was not.
inline std::errc refusal(const std::function<void()>& function) {
  try {
    function();
  } catch (const std::system_error& error) {
    return static_cast<std::errc>(error.code().value());
  }
  return std::errc{};
}

}  // namespace loop
