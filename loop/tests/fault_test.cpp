// SPDX-License-Identifier: MIT
//
// Every allocation and every system call fails in turn: the error reaches the caller, nothing is
// lost, nothing leaks, and the loop goes on. Each scenario is played again and again, the n-th
// call of one kind failing, until a run has fewer calls than that.
#include <catch2/catch.hpp>
#include <cerrno>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>
#include <utility>

#include "loop/loop.h"
#include "loop/pollers/poller.h"
#include "loop/pollers/signal_inbox.h"
#include "loop/task_node.h"
#include "loop/tests/support/fault_scenarios.h"

namespace loop {

namespace {

/// One worker, so that it does not depend on time whether a piece of work needs a thread.
LoopOptions options_with(std::unique_ptr<Poller> poller, std::uint32_t measure_one_in = 0) {
  return {.poller = std::move(poller),
          .clock = nullptr,
          .most_workers = 1,
          .measure_one_in = measure_one_in};
}

/// A kind of loop.
struct Setup {
  const char* name;
  LoopOptions (*options)();
};

constexpr Setup setups[] = {
    {"default poller", [] { return options_with(nullptr); }},
    {"portable poller", [] { return options_with(make_poll_poller()); }},
    {"measured", [] { return options_with(nullptr, 1); }},
};

/// What the process holds. Slabs of nodes and inboxes of signals are kept for ever, and no leak.
struct Holdings {
  std::ptrdiff_t descriptors;
  std::size_t allocations;
  bool operator==(const Holdings&) const = default;
};

Holdings holdings() {
  const std::filesystem::directory_iterator open("/proc/self/fd");
  const auto descriptors = std::distance(begin(open), end(open));
  return {descriptors, live_allocation_count() - TaskNodePool::slab_count() - taken_inbox_count()};
}

struct Failure {
  Call call;
  int error;
};

/// Makes sure that there is an inbox that nobody uses: a run does not need to make the first.
void make_inbox() {
  SignalInbox::release(&SignalInbox::acquire([](void*) noexcept {}, nullptr));
}

/// Plays one scenario with each of its calls failing once. `judge` is asked after each run in
/// which one failed. Returns how many did.
template <typename Judge>
std::size_t inject(const Setup& setup, const FaultScenario& scenario, Failure failure,
                   Judge&& judge) {
  for (std::size_t nth = 1;; ++nth) {
    const Holdings before = holdings();
    bool has_struck = false;
    bool is_right = false;
    bool is_conserved = false;
    {
      FaultRun run;
      {
        const Fault fault(failure.call, nth, failure.error);
        run.play(setup.options, scenario.play);
        has_struck = fault.has_struck();
      }
      is_right = has_struck ? judge(run) : run.errors() == 0;
      is_conserved = run.is_conserved();
    }
    const bool is_clean = holdings() == before;

    CAPTURE(setup.name, scenario.name, name_of(failure.call), failure.error, nth);
    CHECK(is_right);
    CHECK(is_conserved);
    CHECK(is_clean);
    if (!has_struck) return nth - 1;
  }
}

/// All scenarios on all kinds of loops. Says how many calls failed, and that there were some.
template <typename Judge>
void inject_everywhere(Failure failure, Judge&& judge) {
  std::size_t injected = 0;
  make_inbox();
  for (const Setup& setup : setups) {
    for (const FaultScenario& scenario : fault_scenarios()) {
      injected += inject(setup, scenario, failure, judge);
    }
  }
  std::cout << "made " << injected << " calls of " << name_of(failure.call) << " fail with "
            << std::generic_category().message(failure.error) << '\n';
  CHECK(injected > 0);
}

}  // namespace

TEST_CASE("an allocation that fails throws std::bad_alloc, and loses and leaks nothing",
          "[loop][faults]") {
  inject_everywhere({Call::allocation, ENOMEM},
                    [](const FaultRun& run) { return run.has_seen(Call::allocation, ENOMEM); });
}

TEST_CASE("a system call that fails throws its error and its name, and loses and leaks nothing",
          "[loop][faults]") {
  const auto [call, error] = GENERATE(values<Failure>({
      {Call::eventfd, EMFILE},
      {Call::eventfd, ENFILE},
      {Call::eventfd, ENOMEM},
      {Call::epoll_create1, EMFILE},
      {Call::epoll_create1, ENOMEM},
      {Call::epoll_ctl_add, ENOMEM},
      {Call::epoll_ctl_add, ENOSPC},
      {Call::epoll_ctl_modify, ENOMEM},
      {Call::epoll_wait, ENOMEM},
      {Call::epoll_pwait2, ENOMEM},
      {Call::pipe2, EMFILE},
      {Call::pipe2, ENFILE},
      {Call::fstat, ENOMEM},
      {Call::poll, ENOMEM},
      {Call::ppoll, ENOMEM},
      {Call::pthread_create, EAGAIN},
      {Call::sigaction, EINVAL},
  }));
  inject_everywhere({call, error}, [&](const FaultRun& run) { return run.has_seen(call, error); });
}

TEST_CASE("nobody sees that a system call was interrupted, or is missing where another serves",
          "[loop][faults]") {
  const auto failure = GENERATE(values<Failure>({
      {Call::epoll_wait, EINTR},
      {Call::epoll_pwait2, EINTR},
      {Call::epoll_pwait2, ENOSYS},
      {Call::epoll_pwait2, EPERM},
      {Call::poll, EINTR},
      {Call::ppoll, EINTR},
      {Call::read, EINTR},
      {Call::write, EINTR},
      {Call::close, EINTR},
      {Call::epoll_ctl_remove, ENOENT},
  }));
  inject_everywhere(failure, [](const FaultRun& run) { return run.errors() == 0; });
}

TEST_CASE("a system without ppoll and pipe2 loses and leaks nothing either", "[.][plain]") {
  const auto [call, error] = GENERATE(values<Failure>({
      {Call::pipe, EMFILE},
      {Call::pipe, ENFILE},
      {Call::fcntl, EINVAL},
      {Call::fstat, ENOMEM},
      {Call::poll, ENOMEM},
  }));
  inject_everywhere({call, error}, [&](const FaultRun& run) { return run.has_seen(call, error); });
}

TEST_CASE("nobody sees that a call was interrupted on a system without ppoll and pipe2",
          "[.][plain]") {
  const auto failure = GENERATE(values<Failure>({
      {Call::poll, EINTR},
      {Call::read, EINTR},
      {Call::write, EINTR},
      {Call::close, EINTR},
  }));
  inject_everywhere(failure, [](const FaultRun& run) { return run.errors() == 0; });
}

}  // namespace loop
