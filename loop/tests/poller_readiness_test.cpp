// SPDX-License-Identifier: MIT
//
// Conformance of pollers, first part: what is reported of descriptors, and when.
#include <sys/socket.h>

#include <catch2/catch.hpp>

#include "loop/tests/support/descriptor_pairs.h"
#include "loop/tests/support/pollers.h"

namespace loop {

TEMPLATE_TEST_CASE("bytes that arrived are reported as readable for as long as they are there",
                   "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::read, Trigger::level);
  CHECK(reported(*poller, 7) == Readiness::none);

  sockets.write_far();

  CHECK(reported(*poller, 7) == Readiness::read);
  CHECK(reported(*poller, 7) == Readiness::read);
  sockets.read_near();
  CHECK(reported(*poller, 7) == Readiness::none);
}

TEMPLATE_TEST_CASE("room to write is reported for as long as there is some", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::write, Trigger::level);
  CHECK(reported(*poller, 7) == Readiness::write);
  CHECK(reported(*poller, 7) == Readiness::write);

  fill(sockets.near);

  CHECK(reported(*poller, 7) == Readiness::none);
  empty(sockets.far);
  CHECK(reported(*poller, 7) == Readiness::write);
}

TEMPLATE_TEST_CASE("a descriptor that is ready for both is one event", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  sockets.write_far();

  poller->add(sockets.near, 7, Readiness::read | Readiness::write, Trigger::level);

  CHECK(reported(*poller, 7) == (Readiness::read | Readiness::write));
}

TEMPLATE_TEST_CASE("only what was asked for is reported", "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  sockets.write_far();

  poller->add(sockets.near, 7, Readiness::none, Trigger::level);
  poller->add(sockets.far, 8, Readiness::read, Trigger::level);

  CHECK(poller->wait(Poller::do_not_wait).empty());
}

TEMPLATE_TEST_CASE("a peer that stopped writing is readable and has not hung up", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::read, Trigger::level);

  REQUIRE(::shutdown(sockets.far, SHUT_WR) == 0);

  CHECK(reported(*poller, 7) == Readiness::read);
}

TEMPLATE_TEST_CASE("a peer that closed has hung up and what it wrote is readable",
                   "[loop][pollers]", LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::read, Trigger::level);
  sockets.write_far('a');

  sockets.far.close();

  CHECK(reported(*poller, 7) == (Readiness::read | Readiness::hang_up));
  CHECK(sockets.read_near() == 'a');
}

TEMPLATE_TEST_CASE("a hang-up is reported to who asked for nothing", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::none, Trigger::level);

  sockets.far.close();

  CHECK(reported(*poller, 7) == Readiness::hang_up);
}

TEMPLATE_TEST_CASE("a pipe whose writers are gone has hung up", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  Pipe pipe;
  poller->add(pipe.near, 7, Readiness::read, Trigger::level);

  pipe.far.close();

  CHECK(has(reported(*poller, 7), Readiness::hang_up));
}

TEMPLATE_TEST_CASE("a full pipe that nobody reads any more is an error", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  Pipe pipe;
  fill(pipe.far);
  poller->add(pipe.far, 7, Readiness::write, Trigger::level);
  CHECK(reported(*poller, 7) == Readiness::none);

  pipe.near.close();

  CHECK(has(reported(*poller, 7), Readiness::error | Readiness::hang_up));
}

TEMPLATE_TEST_CASE("an edge trigger reports each arrival once", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  if (!poller->supports(Trigger::edge)) return;
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::read, Trigger::edge);

  sockets.write_far();
  CHECK(reported(*poller, 7) == Readiness::read);
  CHECK(reported(*poller, 7) == Readiness::none);
  sockets.write_far();

  CHECK(reported(*poller, 7) == Readiness::read);
  CHECK(reported(*poller, 7) == Readiness::none);
}

TEMPLATE_TEST_CASE("a one-shot trigger reports once until modify()", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::read, Trigger::one_shot);
  sockets.write_far();
  CHECK(reported(*poller, 7) == Readiness::read);

  sockets.write_far();
  CHECK(reported(*poller, 7) == Readiness::none);
  poller->modify(sockets.near, 7, Readiness::read, Trigger::one_shot);

  CHECK(reported(*poller, 7) == Readiness::read);
  CHECK(reported(*poller, 7) == Readiness::none);
}

TEMPLATE_TEST_CASE("a one-shot that has reported says nothing of a hang-up", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::write, Trigger::one_shot);
  CHECK(reported(*poller, 7) == Readiness::write);

  sockets.far.close();

  CHECK(reported(*poller, 7) == Readiness::none);
  poller->modify(sockets.near, 7, Readiness::none, Trigger::one_shot);
  CHECK(reported(*poller, 7) == Readiness::hang_up);
}

TEMPLATE_TEST_CASE("modify() changes the token and the interest and the trigger", "[loop][pollers]",
                   LOOP_TESTED_POLLERS) {
  const auto poller = TestType::make();
  SocketPair sockets;
  poller->add(sockets.near, 7, Readiness::read, Trigger::one_shot);
  sockets.write_far();
  CHECK(reported(*poller, 7) == Readiness::read);

  poller->modify(sockets.near, 8, Readiness::write, Trigger::level);

  CHECK(reported(*poller, 7) == Readiness::none);
  CHECK(reported(*poller, 8) == Readiness::write);
  CHECK(reported(*poller, 8) == Readiness::write);
}

}  // namespace loop
