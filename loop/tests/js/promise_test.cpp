// SPDX-License-Identifier: MIT
#include "loop/js/promise.h"

#include <catch2/catch.hpp>
#include <memory>
#include <string>
#include <vector>

#include "loop/js/coroutine.h"
#include "loop/js/hop.h"
#include "loop/tests/support/test_loop.h"

namespace loop::js {

TEST_CASE("a handler gets the value, and gives the value of a new promise", "[js][promise]") {
  TestLoop test;
  std::string got;
  Promise<int>::resolve(test.loop, 20)
      .then([](int value) { return std::to_string(value + 1); })
      .then([&](const std::string& text) { got = text; });
  test.loop.run_while_alive();
  CHECK(got == "21");
}

}  // namespace loop::js
