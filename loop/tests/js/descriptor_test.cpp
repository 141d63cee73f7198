// SPDX-License-Identifier: MIT
#include "loop/js/descriptor.h"

#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <catch2/catch.hpp>
#include <memory>
#include <optional>
#include <string>
#include <system_error>

#include "loop/js/coroutine.h"
#include "loop/tests/js/waiting.h"

namespace loop::js {

namespace {

constexpr int fd = 5;

Readiness value_of(const Promise<Readiness>& promise) {
  return promise.status() == Status::fulfilled ? promise.state()->value() : Readiness::none;
}

/// What the poller was told.
struct Armed {
  Readiness interest;
  Trigger trigger;
  friend bool operator==(const Armed&, const Armed&) = default;
};

Armed armed(const TestLoop& test) {
  const auto& registration = test.poller->registrations.at(fd);
  return {registration.interest, registration.trigger};
}

struct DescriptorLoop : WaitingLoop {
  Descriptor descriptor{loop, fd};

  void make_ready(Readiness readiness) {
    poller->make_ready(fd, readiness);
    loop.run_once();
  }
};

}  // namespace

TEST_CASE("nothing is watched before somebody waits", "[js][descriptor]") {
  DescriptorLoop test;
  CHECK(test.poller->registrations.empty());
  CHECK_FALSE(test.loop.is_alive());
}

TEST_CASE("a reader waits until reading does not block", "[js][descriptor]") {
  DescriptorLoop test;
  const Promise<Readiness> promise = test.descriptor.readable();
  CHECK(armed(test) == Armed{Readiness::read, Trigger::one_shot});
  CHECK(test.loop.is_alive());
  CHECK(promise.status() == Status::pending);
  test.make_ready(Readiness::read);
  CHECK(value_of(promise) == Readiness::read);
  CHECK_FALSE(test.loop.is_alive());
}

TEST_CASE("a writer waits until writing does not block", "[js][descriptor]") {
  DescriptorLoop test;
  const Promise<Readiness> promise = test.descriptor.writable();
  CHECK(armed(test) == Armed{Readiness::write, Trigger::one_shot});
  test.make_ready(Readiness::write);
  CHECK(value_of(promise) == Readiness::write);
}

TEST_CASE("a second wait arms the same watch", "[js][descriptor]") {
  DescriptorLoop test;
  static_cast<void>(test.descriptor.readable());
  test.make_ready(Readiness::read);
  const std::uint64_t token = test.poller->registrations.at(fd).token;
  const Promise<Readiness> second = test.descriptor.writable();
  CHECK(test.poller->registrations.at(fd).token == token);
  CHECK(test.loop.is_alive());
  test.make_ready(Readiness::write);
  CHECK(value_of(second) == Readiness::write);
  CHECK_FALSE(test.loop.is_alive());
}

TEST_CASE("a reader and a writer wait at the same time", "[js][descriptor]") {
  DescriptorLoop test;
  const Promise<Readiness> reading = test.descriptor.readable();
  const Promise<Readiness> writing = test.descriptor.writable();
  CHECK(armed(test) == Armed{Readiness::read | Readiness::write, Trigger::one_shot});
  SECTION("one after the other") {
    test.make_ready(Readiness::write);
    CHECK(value_of(writing) == Readiness::write);
    CHECK(reading.status() == Status::pending);
    CHECK(armed(test) == Armed{Readiness::read, Trigger::one_shot});
    CHECK(test.loop.is_alive());
    test.make_ready(Readiness::read);
    CHECK(value_of(reading) == Readiness::read);
  }
  SECTION("both at once") {
    test.make_ready(Readiness::read | Readiness::write);
    CHECK(value_of(reading) == Readiness::read);
    CHECK(value_of(writing) == Readiness::write);
  }
  CHECK_FALSE(test.loop.is_alive());
}

TEST_CASE("errors and hang-ups end both waits", "[js][descriptor]") {
  DescriptorLoop test;
  const Readiness end = GENERATE(Readiness::error, Readiness::hang_up);
  const Promise<Readiness> reading = test.descriptor.readable();
  const Promise<Readiness> writing = test.descriptor.writable();
  test.make_ready(end);
  CHECK(has(value_of(reading), end));
  CHECK(has(value_of(writing), end));
  CHECK_FALSE(has(value_of(reading), Readiness::write));
  CHECK_FALSE(has(value_of(writing), Readiness::read));
}

TEST_CASE("a second reader is refused, and the first goes on", "[js][descriptor]") {
  DescriptorLoop test;
  const Promise<Readiness> first = test.descriptor.readable();
  const Promise<Readiness> second = test.descriptor.readable();
  CHECK(code_of(second) == std::errc::device_or_resource_busy);
  test.make_ready(Readiness::read);
  CHECK(value_of(first) == Readiness::read);
}

TEST_CASE("what the loop refuses to watch rejects the wait", "[js][descriptor]") {
  DescriptorLoop test;
  static_cast<void>(test.descriptor.readable());
  Descriptor same(test.loop, fd);
  CHECK(code_of(same.readable()) == std::errc::file_exists);
  Descriptor none(test.loop, -1);
  CHECK(code_of(none.writable()) == std::errc::bad_file_descriptor);
}

TEST_CASE("an abort ends one wait, without a system call", "[js][descriptor][abort]") {
  DescriptorLoop test;
  AbortController controller(test.loop);
  const Promise<Readiness> reading = test.descriptor.readable(controller.signal());
  const Promise<Readiness> writing = test.descriptor.writable();
  controller.abort(Reason(1));
  CHECK(number_of(error_of(reading)) == 1);
  CHECK(writing.status() == Status::pending);
  CHECK(armed(test) == Armed{Readiness::read | Readiness::write, Trigger::one_shot});
  CHECK(test.loop.is_alive());

  SECTION("a reader may wait again, without another") {
    const Promise<Readiness> again = test.descriptor.readable();
    test.make_ready(Readiness::read);
    CHECK(value_of(again) == Readiness::read);
  }
  SECTION("what nobody waits for any more is armed no more by its event") {
    test.make_ready(Readiness::read);
    CHECK(armed(test) == Armed{Readiness::write, Trigger::one_shot});
  }
  test.make_ready(Readiness::write);
  CHECK(value_of(writing) == Readiness::write);
  CHECK_FALSE(test.loop.is_alive());
}

TEST_CASE("a wait that is aborted does not keep the loop alive", "[js][descriptor][abort]") {
  DescriptorLoop test;
  AbortController controller(test.loop);
  static_cast<void>(test.descriptor.readable(controller.signal()));
  controller.abort();
  CHECK(test.loop.run_while_alive());
  test.make_ready(Readiness::read);
  CHECK_FALSE(test.loop.is_alive());
}

TEST_CASE("a wait with a signal that is aborted is rejected at once", "[js][descriptor][abort]") {
  DescriptorLoop test;
  const Promise<Readiness> promise =
      test.descriptor.readable(AbortSignal::abort(test.loop, Reason(2)));
  CHECK(number_of(error_of(promise)) == 2);
  CHECK(test.poller->registrations.empty());
}

TEST_CASE("a wait with a signal of a loop that has ended throws, and has not begun",
          "[js][descriptor][abort]") {
  DescriptorLoop test;
  WaitingLoop other;
  const AbortController controller(other.loop);
  other.loop.close();
  CHECK_THROWS_AS(test.descriptor.readable(controller.signal()), std::system_error);
  CHECK_FALSE(test.loop.is_alive());
  CHECK(test.poller->registrations.empty());
  const Promise<Readiness> promise = test.descriptor.readable();
  REQUIRE(promise.status() == Status::pending);
  test.make_ready(Readiness::read);
  CHECK(value_of(promise) == Readiness::read);
}

TEST_CASE("a wait that the loop refuses to begin does not hear of an abort",
          "[js][descriptor][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  Descriptor none(test.loop, -1);
  const Promise<Readiness> promise = none.readable(controller.signal());
  controller.abort();
  CHECK(code_of(promise) == std::errc::bad_file_descriptor);
}

TEST_CASE("an abort after the wait has no effect", "[js][descriptor][abort]") {
  DescriptorLoop test;
  AbortController controller(test.loop);
  const Promise<Readiness> first = test.descriptor.readable(controller.signal());
  test.make_ready(Readiness::read);
  const Promise<Readiness> second = test.descriptor.readable();
  controller.abort();
  CHECK(value_of(first) == Readiness::read);
  CHECK(second.status() == Status::pending);
}

TEST_CASE("who has waited may abort, wait again and destroy the descriptor",
          "[js][descriptor][abort]") {
  WaitingLoop test;
  AbortController controller(test.loop);
  std::optional<Descriptor> descriptor(std::in_place, test.loop, fd);
  std::optional<Promise<Readiness>> again;
  static_cast<void>(descriptor->readable(controller.signal()).then([&](Readiness) {
    controller.abort();
    again = descriptor->readable();
    descriptor.reset();
  }));
  test.poller->make_ready(fd, Readiness::read);
  test.loop.run_once();
  REQUIRE(again.has_value());
  CHECK(code_of(*again) == std::errc::operation_canceled);
  CHECK(test.poller->registrations.empty());
}

TEST_CASE("destroying a descriptor ends its watch and rejects its waits", "[js][descriptor]") {
  WaitingLoop test;
  std::optional<Descriptor> descriptor(std::in_place, test.loop, fd);
  const Promise<Readiness> reading = descriptor->readable();
  const Promise<Readiness> writing = descriptor->writable(AbortController(test.loop).signal());
  descriptor.reset();
  CHECK(code_of(reading) == std::errc::operation_canceled);
  CHECK(code_of(writing) == std::errc::operation_canceled);
  CHECK(test.poller->registrations.empty());
  CHECK(test.loop.run_while_alive());
}

TEST_CASE("a descriptor may be moved while somebody waits", "[js][descriptor]") {
  DescriptorLoop test;
  const Promise<Readiness> promise = test.descriptor.readable();
  Descriptor moved = std::move(test.descriptor);
  test.descriptor = Descriptor(test.loop, fd + 1);
  test.make_ready(Readiness::read);
  CHECK(value_of(promise) == Readiness::read);
  const Promise<Readiness> writing = moved.writable();
  moved = std::move(test.descriptor);
  CHECK(code_of(writing) == std::errc::operation_canceled);
}

TEST_CASE("waits are rejected when the loop ends", "[js][descriptor][life]") {
  DescriptorLoop test;
  const AbortController controller(test.loop);
  const Promise<Readiness> reading = test.descriptor.readable();
  const Promise<Readiness> writing = test.descriptor.writable(controller.signal());
  SECTION("close") {
    test.loop.close();
  }
  SECTION("shutdown") {
    test.loop.shutdown();
    test.loop.run();
  }
  CHECK(code_of(reading) == Errc::terminated);
  CHECK(code_of(writing) == Errc::terminated);
}

TEST_CASE("a descriptor may outlive its loop", "[js][descriptor][life]") {
  auto test = std::make_unique<WaitingLoop>();
  Descriptor descriptor(test->loop, fd);
  const Promise<Readiness> promise = descriptor.readable();
  test.reset();
  CHECK(code_of(promise) == Errc::terminated);
}

TEST_CASE("a descriptor that is destroyed when its loop was told to stop waits for the loop's end",
          "[js][descriptor][life]") {
  WaitingLoop test;
  std::optional<Descriptor> descriptor(std::in_place, test.loop, fd);
  const Promise<Readiness> promise = descriptor->readable();
  SECTION("while nobody runs it") {
    test.loop.shutdown();
  }
  SECTION("by a callback that throws") {
    test.loop.post([&] {
      test.loop.shutdown();
      throw Reason(1);
    });
    CHECK_THROWS_AS(test.loop.run(), Reason);
  }
  descriptor.reset();
  CHECK(promise.status() == Status::pending);
  test.loop.run();
  CHECK(code_of(promise) == Errc::terminated);
  CHECK(test.poller->registrations.empty());
}

TEST_CASE("a coroutine that owns the descriptor it waits for is destroyed with the loop",
          "[js][descriptor][life]") {
  WaitingLoop test;
  const auto capture = std::make_shared<int>(0);
  const auto wait = [](Loop& loop, std::shared_ptr<int> held) -> Promise<void> {
    Descriptor descriptor(loop, fd);
    co_await descriptor.readable();
    ++*held;
  };
  const Promise<void> promise = wait(test.loop, capture);
  CHECK(capture.use_count() == 2);
  test.loop.close();
  CHECK(capture.use_count() == 1);
  CHECK(*capture == 0);
  CHECK(code_of(promise) == Errc::terminated);
}

TEST_CASE("coroutines talk over a socket pair", "[js][descriptor]") {
  std::array<int, 2> ends{};
  REQUIRE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends.data()) == 0);
  Loop loop;
  std::string heard;
  const auto listen = [&heard](Loop& on, int end) -> Promise<void> {
    Descriptor descriptor(on, end);
    for (;;) {
      co_await descriptor.readable();
      std::array<char, 16> bytes{};
      const ssize_t count = ::read(end, bytes.data(), bytes.size());
      if (count <= 0) co_return;
      heard.append(bytes.data(), static_cast<std::size_t>(count));
    }
  };
  const auto speak = [](Loop& on, int end) -> Promise<void> {
    Descriptor descriptor(on, end);
    for (const char* word : {"a", "b", "c"}) {
      co_await descriptor.writable();
      if (::write(end, word, 1) != 1) co_return;
    }
    ::shutdown(end, SHUT_WR);
  };
  const Promise<void> listening = listen(loop, ends[0]);
  const Promise<void> speaking = speak(loop, ends[1]);
  CHECK(loop.run_while_alive());
  CHECK(heard == "abc");
  CHECK(listening.status() == Status::fulfilled);
  CHECK(speaking.status() == Status::fulfilled);
  for (const int end : ends) ::close(end);
}

}  // namespace loop::js
