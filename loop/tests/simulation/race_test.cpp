// SPDX-License-Identifier: MIT
//
// Races that are worth a name, each under the one interleaving that decides it.
#include <catch2/catch.hpp>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "loop/loop.h"
#include "loop/tests/simulation/picker.h"
#include "loop/tests/simulation/scheduler.h"
#include "loop/tests/simulation/simulated_poller.h"
#include "loop/tests/simulation/simulated_signals.h"

namespace loop {
namespace {

constexpr std::size_t runner = 0;
constexpr std::size_t one = 1;
constexpr std::size_t other = 2;

/// A line of a script: to the end, or until a wait that does not end.
constexpr Line all_of(std::size_t thread) {
  return {thread, std::nullopt};
}

struct Race {
  Scheduler scheduler{3};
  FakeClock clock;
  SimulatedPoller* poller = new SimulatedPoller(clock);
  std::optional<Loop> loop{std::in_place,
                           LoopOptions{.poller = std::unique_ptr<Poller>(poller), .clock = &clock}};
  int ran = 0;

  /// What the loop's thread does in most races: takes turns until `count` tasks have run.
  std::function<void()> run_tasks(int count) {
    return [this, count] {
      while (ran < count) loop->run_once();
    };
  }

  std::function<void()> post() {
    return [this] { loop->post([this] { ++ran; }); };
  }

  void play(std::initializer_list<Line> script, const std::vector<std::function<void()>>& threads) {
    ScriptedPicker picker(script);
    scheduler.run(threads, picker, "loop_simulation_tests '[race]'");
    if (loop.has_value()) CHECK(poller->endless_waits == 0);
  }
};

}  // namespace

TEST_CASE("a task posted before the loop says that it sleeps is found by its second look",
          "[loop][race]") {
  Race race;

  race.play({{runner, Point::fall_asleep}, all_of(one)}, {race.run_tasks(1), race.post()});

  CHECK(race.poller->waits == 0);
  CHECK(race.poller->wakes == 0);
}

TEST_CASE("a task posted after the loop said that it sleeps is found, and the poller is woken",
          "[loop][race]") {
  Race race;

  race.play({{runner, Point::fall_asleep}, {runner, Point::look}, all_of(one)},
            {race.run_tasks(1), race.post()});

  CHECK(race.poller->waits == 0);
  CHECK(race.poller->wakes == 1);
}

TEST_CASE("a task posted between the second look and the wait ends the wait", "[loop][race]") {
  Race race;

  race.play({{runner, Point::wait}, all_of(one)}, {race.run_tasks(1), race.post()});

  CHECK(race.poller->waits == 1);
  CHECK(race.poller->wakes == 1);
}

TEST_CASE("a signal between the second look and the wait ends the wait", "[loop][race][signals]") {
  constexpr int signal = 10;
  Race race;
  race.loop->watch_signal(signal, [&](int) { ++race.ran; });

  race.play({{runner, Point::wait}, all_of(one)},
            {race.run_tasks(1), [] { simulate_signal(signal); }});

  CHECK(race.poller->waits == 1);
  CHECK(race.poller->wakes == 1);
  CHECK(race.ran == 1);
}

TEST_CASE("a signal that comes before the loop says that it sleeps is found by its second look",
          "[loop][race][signals]") {
  constexpr int signal = 10;
  Race race;
  race.loop->watch_signal(signal, [&](int) { ++race.ran; });

  race.play({{runner, Point::fall_asleep}, all_of(one)},
            {race.run_tasks(1), [] { simulate_signal(signal); }});

  CHECK(race.poller->waits == 0);
  CHECK(race.poller->wakes == 0);
}

TEST_CASE("a timer posted between the second look and the wait ends the wait", "[loop][race]") {
  Race race;
  const auto post = [&] { race.loop->post_timer(Duration(50), [&] { ++race.ran; }); };

  race.play({{runner, Point::wait}, all_of(one)}, {race.run_tasks(1), post});

  CHECK(race.poller->wakes == 1);
  CHECK(race.ran == 1);
}

TEST_CASE("an outcome between the last look and the wait ends the wait of a loop that drains",
          "[loop][race][life]") {
  constexpr std::size_t worker = 2;
  Race race;
  const auto offload_and_stop = [&] {
    race.loop->offload([] {}, [&](const Outcome<void>&) { ++race.ran; });
    race.loop->shutdown();
  };

  race.play({all_of(one), {runner, Point::wait}, all_of(worker)},
            {[&] { race.loop->run(); }, offload_and_stop});

  CHECK(race.poller->waits == 1);
  CHECK(race.ran == 1);
  CHECK(race.loop->discarded().work == 0);
}

TEST_CASE("a task that comes to its push only after the end is refused", "[loop][race][life]") {
  Race race;
  bool is_accepted = true;
  const auto post = [&] { is_accepted = race.loop->post([&] { ++race.ran; }); };

  race.play({{one, Point::push}, all_of(other), all_of(runner), all_of(one)},
            {[&] { race.loop->run(); }, post, [&] { race.loop->shutdown(); }});

  CHECK_FALSE(is_accepted);
  CHECK(race.ran == 0);
  CHECK(race.loop->discarded().tasks == 0);
}

TEST_CASE("who posts second leaves the wake-up to who posted first", "[loop][race]") {
  Race race;
  State seen = State::awake;
  const auto post_and_look = [&] {
    race.loop->post([&] { ++race.ran; });
    seen = race.loop->state();
  };

  race.play({{runner, Point::wait}, {one, Point::load_state}, all_of(other), all_of(one)},
            {race.run_tasks(2), race.post(), post_and_look});

  CHECK(seen == State::sleeping);
  CHECK(race.poller->wakes == 1);
}

TEST_CASE("of two lanes that wake a loop only one pays", "[loop][race]") {
  Race race;
  const auto post_internal = [&] { race.loop->post_internal([&] { ++race.ran; }); };

  race.play({{runner, Point::wait}, {one, Point::change_state}, all_of(other), all_of(one)},
            {race.run_tasks(2), race.post(), post_internal});

  CHECK(race.poller->wakes == 1);
}

TEST_CASE("a stop between the second look and the wait ends the wait", "[loop][race][life]") {
  Race race;

  race.play({{runner, Point::wait}, all_of(one)},
            {[&] { race.loop->run(); }, [&] { race.loop->shutdown(); }});

  CHECK(race.poller->wakes == 1);
  CHECK(race.loop->state() == State::terminated);
}

TEST_CASE("a loop that was told to stop does not fall asleep", "[loop][race][life]") {
  Race race;

  race.play({{runner, Point::fall_asleep}, all_of(one)},
            {[&] { race.loop->run(); }, [&] { race.loop->shutdown(); }});

  CHECK(race.poller->waits == 0);
  CHECK(race.loop->state() == State::terminated);
}

TEST_CASE("a task accepted between the two steps of a stop runs", "[loop][race][life]") {
  Race race;
  bool is_accepted = false;
  const auto post = [&] { is_accepted = race.loop->post([&] { ++race.ran; }); };

  race.play({{runner, Point::wait}, {one, Point::close}, all_of(other), all_of(one)},
            {[&] { race.loop->run(); }, [&] { race.loop->shutdown(); }, post});

  CHECK(is_accepted);
  CHECK(race.ran == 1);
}

TEST_CASE("a loop that has drained refuses, also if who stopped it is late", "[loop][race][life]") {
  Race race;
  bool is_accepted = true;
  const auto post = [&] { is_accepted = race.loop->post([&] { ++race.ran; }); };
  race.loop->post([] { reach(Point::callback); });

  // The loop's thread drains, and then waits for the mutex that the stopping thread holds.
  race.play({{runner, Point::callback}, {one, Point::close}, all_of(runner), all_of(other)},
            {[&] { race.loop->run(); }, [&] { race.loop->shutdown(); }, post});

  CHECK_FALSE(is_accepted);
  CHECK(race.loop->discarded().tasks == 0);
}

TEST_CASE("who waits for the end may destroy the loop before run() has returned",
          "[loop][race][life]") {
  Race race;
  bool has_returned = false;
  bool was_inside = false;
  const auto run = [&] {
    race.loop->run();
    has_returned = true;
  };
  const auto end = [&] {
    race.loop->shutdown();
    race.loop->wait();
    was_inside = !has_returned;
    race.loop.reset();
  };

  // Who waits comes before the loop's thread, whenever it can go on.
  race.play({{runner, Point::wait}}, {run, end});

  CHECK(was_inside);
}

}  // namespace loop
