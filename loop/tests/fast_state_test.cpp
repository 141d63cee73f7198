// SPDX-License-Identifier: MIT
#include "loop/fast_state.h"

#include <catch2/catch.hpp>
#include <string>

namespace loop {

TEST_CASE("a loop makes exactly the moves of the table", "[loop][state]") {
  // Rows: from. Columns: to. Awake, running, sleeping, terminating, terminated.
  const std::string expected[state_count] = {
      ".R.T.", "A.ST.", ".R.T.", "....X", ".....",
  };
  for (std::uint32_t from = 0; from < state_count; ++from) {
    for (std::uint32_t to = 0; to < state_count; ++to) {
      CAPTURE(from, to);
      CHECK(is_transition(State{from}, State{to}) == (expected[from][to] != '.'));
    }
  }
}

TEST_CASE("each transition moves a state that is where it starts", "[loop][state]") {
  FastState state;
  CHECK(state.load() == State::awake);

  CHECK(state.try_transition(State::awake, State::running));
  CHECK(state.try_transition(State::running, State::sleeping));
  CHECK(state.try_transition(State::sleeping, State::running));
  CHECK(state.try_transition(State::running, State::awake));
  CHECK(state.try_transition(State::awake, State::terminating));
  CHECK(state.try_transition(State::terminating, State::terminated));

  CHECK(state.load() == State::terminated);
}

TEST_CASE("a transition from another state changes nothing", "[loop][state]") {
  FastState state;

  CHECK_FALSE(state.try_transition(State::sleeping, State::running));

  CHECK(state.load() == State::awake);
}

TEST_CASE("terminate() works from every living state and says which", "[loop][state]") {
  FastState state;
  SECTION("awake") {
    CHECK(state.terminate() == State::awake);
  }
  SECTION("running") {
    state.try_transition(State::awake, State::running);
    CHECK(state.terminate() == State::running);
  }
  SECTION("sleeping") {
    state.try_transition(State::awake, State::running);
    state.try_transition(State::running, State::sleeping);
    CHECK(state.terminate() == State::sleeping);
  }
  SECTION("terminating") {
    state.terminate();
    CHECK(state.terminate() == State::terminating);
  }
  CHECK(state.load() == State::terminating);
}

TEST_CASE("what is terminated stays terminated", "[loop][state]") {
  FastState state;
  state.terminate();
  state.try_transition(State::terminating, State::terminated);

  CHECK(state.terminate() == State::terminated);

  CHECK(state.load() == State::terminated);
}

}  // namespace loop
