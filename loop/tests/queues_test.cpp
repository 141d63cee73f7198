// SPDX-License-Identifier: MIT
#include <catch2/catch.hpp>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "loop/lock_free_ingress.h"
#include "loop/microtask_ring.h"
#include "loop/task_ring.h"

namespace loop {

namespace {

void run(Task& task) {
  task();
}

std::vector<int> first_numbers(int count) {
  std::vector<int> numbers(static_cast<std::size_t>(count));
  std::iota(numbers.begin(), numbers.end(), 0);
  return numbers;
}

}  // namespace

TEST_CASE("a ring hands out tasks in order, over many blocks", "[loop][ring]") {
  TaskRing ring;
  std::vector<int> order;
  int pushed = 0;
  // Fill levels that grow and shrink, so that blocks are added, left and used again.
  for (const int target : {1, 64, 0, 65, 200, 10, 500, 0, 64, 0}) {
    while (ring.size() > static_cast<std::size_t>(target)) ring.pop(run);
    while (ring.size() < static_cast<std::size_t>(target)) {
      ring.push([&order, number = pushed++] { order.push_back(number); });
    }
  }

  CHECK(ring.empty());
  CHECK(order == first_numbers(pushed));
}

TEST_CASE("a task stays in its place while it runs and pushes others", "[loop][ring]") {
  TaskRing ring;
  for (int filled = 0; filled < 130; ++filled) {
    const auto value = std::make_shared<int>(filled);
    int sum = 0;
    ring.push([&ring, &sum, value] {
      for (int i = 0; i < 200; ++i) ring.push([&sum] { ++sum; });
      sum += *value;
    });
    while (!ring.empty()) ring.pop(run);
    REQUIRE(sum == 200 + filled);
    REQUIRE(value.use_count() == 1);
  }
}

TEST_CASE("a ring destroys a task that throws, and keeps the others", "[loop][ring]") {
  TaskRing ring;
  const auto capture = std::make_shared<int>(0);
  ring.push([capture] { throw std::runtime_error("task"); });
  ring.push([capture] {});

  CHECK_THROWS_AS(ring.pop(run), std::runtime_error);

  CHECK(capture.use_count() == 2);
  CHECK(ring.size() == 1);
}

TEST_CASE("clearing a ring counts also what destructors push", "[loop][ring]") {
  TaskRing ring;
  struct PushAtEnd {
    TaskRing* ring;
    explicit PushAtEnd(TaskRing& r) : ring(&r) {}
    PushAtEnd(PushAtEnd&& other) noexcept : ring(std::exchange(other.ring, nullptr)) {}
    PushAtEnd& operator=(PushAtEnd&&) = delete;
    ~PushAtEnd() {
      if (ring != nullptr) ring->push([] {});
    }
  };
  ring.push([at_end = PushAtEnd(ring)] {});

  CHECK(ring.clear() == 2);
}

TEST_CASE("a drain that is told to stop leaves the rest", "[loop][microtasks]") {
  MicrotaskRing ring;
  int runs = 0;
  for (int i = 0; i < 3; ++i) ring.push_microtask([&] { ++runs; });

  ring.drain([](Task& task) {
    task();
    return false;
  });

  CHECK(runs == 1);
  CHECK(ring.clear() == 2);
}

TEST_CASE("the ingress hands out tasks in order, over several claims", "[loop][ingress]") {
  LockFreeIngress ingress;
  std::vector<int> order;
  int pushed = 0;
  for (int claim = 0; claim < 3; ++claim) {
    for (int i = 0; i < 100; ++i) {
      ingress.push([&order, number = pushed++] { order.push_back(number); });
    }
    ingress.claim();
  }

  while (ingress.has_claimed()) ingress.pop(run);

  CHECK(ingress.empty());
  CHECK(order == first_numbers(pushed));
}

TEST_CASE("only the first push into an empty ingress has to wake anybody", "[loop][ingress]") {
  LockFreeIngress ingress;

  CHECK(ingress.push([] {}) == LockFreeIngress::Push::first);
  CHECK(ingress.push([] {}) == LockFreeIngress::Push::further);
  ingress.claim();

  CHECK(ingress.push([] {}) == LockFreeIngress::Push::first);
}

TEST_CASE("a closed ingress refuses tasks and keeps what it accepted", "[loop][ingress]") {
  LockFreeIngress ingress;
  const auto capture = std::make_shared<int>(0);
  ingress.push([capture] { ++*capture; });
  ingress.close();

  Task refused = [capture] {};
  CHECK(ingress.push(std::move(refused)) == LockFreeIngress::Push::refused);
  CHECK(capture.use_count() == 2);
  CHECK_FALSE(ingress.empty());
  ingress.claim();
  ingress.pop(run);

  CHECK(*capture == 1);
  CHECK(ingress.push([capture] {}) == LockFreeIngress::Push::refused);
}

}  // namespace loop
