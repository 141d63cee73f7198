// SPDX-License-Identifier: MIT
#include "loop/task.h"

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <memory>
#include <utility>

namespace loop {

TEST_CASE("a task calls what it holds, as often as it is called", "[loop][task]") {
  int calls = 0;
  Task task = [&calls] { ++calls; };

  task();
  task();

  CHECK(calls == 2);
}

TEST_CASE("a moved task leaves nothing behind", "[loop][task]") {
  const auto capture = std::make_shared<int>(0);
  Task from = [capture] { ++*capture; };

  Task to = std::move(from);
  to();

  CHECK_FALSE(from);  // NOLINT: that is the question
  CHECK(*capture == 1);
  CHECK(capture.use_count() == 2);
}

TEST_CASE("assigning a task destroys what it held", "[loop][task]") {
  const auto old_capture = std::make_shared<int>(0);
  Task task = [old_capture] {};

  task = Task([] {});

  CHECK(old_capture.use_count() == 1);
}

TEST_CASE("captures of any size and alignment survive moves", "[loop][task]") {
  struct alignas(64) OverAligned {
    std::uint64_t value = 42;
  };
  const auto capture = std::make_shared<int>(0);
  std::array<std::uint64_t, 16> large{};
  large.back() = 7;
  std::uint64_t sum = 0;
  Task first = [&sum, large, capture] { sum += large.back(); };
  Task second = [&sum, aligned = OverAligned{}] {
    CHECK(reinterpret_cast<std::uintptr_t>(&aligned) % 64 == 0);
    sum += aligned.value;
  };

  Task moved_first = std::move(first);
  Task moved_second = std::move(second);
  moved_first();
  moved_second();
  moved_first.reset();

  CHECK(sum == 49);
  CHECK(capture.use_count() == 1);
}

TEST_CASE("a move-only capture is fine", "[loop][task]") {
  int result = 0;
  Task task = [&result, value = std::make_unique<int>(5)] { result = *value; };

  Task moved = std::move(task);
  moved();

  CHECK(result == 5);
}

// With warnings as errors this also says that gcc does not mind the bytes left unset.
TEST_CASE("a task without captures moves like any other", "[loop][task]") {
  static int calls = 0;
  const auto pass_on = [](Task task) {
    Task moved = std::move(task);
    moved();
  };

  pass_on([] { ++calls; });

  CHECK(calls == 1);
}

TEST_CASE("a callback passes its arguments on", "[loop][task]") {
  int result = 0;
  Callback<int, std::unique_ptr<int>> callback = [&](int a, std::unique_ptr<int> b) {
    result = a + *b;
  };

  callback(2, std::make_unique<int>(3));

  CHECK(result == 5);
}

}  // namespace loop
