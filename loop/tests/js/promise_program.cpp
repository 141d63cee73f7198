// SPDX-License-Identifier: MIT
#include "loop/tests/js/promise_program.h"

#include <algorithm>
#include <cstddef>
#include <stdexcept>

namespace loop::js {
namespace {

/// Bytes as choices; zeros when they are used up.
class Choices {
 public:
  explicit Choices(std::span<const std::uint8_t> bytes) : bytes_(bytes) {}

  bool empty() const { return bytes_.empty(); }

  int below(int bound) {
    if (bytes_.empty()) return 0;
    const int first = bytes_.front();
    bytes_ = bytes_.subspan(1);
    return first % bound;
  }

 private:
  std::span<const std::uint8_t> bytes_;
};

constexpr int kind_count = static_cast<int>(Operation::Kind::microtask) + 1;

Operation read_operation(Choices& choices) {
  Operation operation{};
  operation.kind = static_cast<Operation::Kind>(choices.below(kind_count));
  operation.action.kind = static_cast<Action::Kind>(choices.below(4));
  operation.action.operand = choices.below(64);
  operation.catches = choices.below(2) != 0;
  for (int count = 1 + choices.below(3); count != 0; --count) {
    operation.sources.push_back(choices.below(64));
  }
  return operation;
}

}  // namespace

Program read_program(std::span<const std::uint8_t> bytes) {
  Choices choices(bytes);
  Program program;
  while (!choices.empty()) program.push_back(read_operation(choices));
  return program;
}

/// Tells orders apart, and stays small however deep the sums are nested.
int weighted_sum(const std::vector<int>& numbers) {
  int sum = 0;
  for (const int number : numbers) sum = (3 * sum + number) % 10'007;
  return sum;
}

int aggregate_number(const std::vector<int>& errors) {
  return 1'000'000 + weighted_sum(errors);
}

void compare_promises_with_model(std::span<const std::uint8_t> bytes) {
  const Program program = read_program(bytes);
  const Log of_loop = run_on_loop(program);
  const Log of_model = run_on_model(program);
  const auto [here, there] =
      std::mismatch(of_loop.begin(), of_loop.end(), of_model.begin(), of_model.end());
  if (here == of_loop.end() && there == of_model.end()) return;
  const auto line = [](auto at, auto end) { return at == end ? "nothing more" : *at; };
  throw std::logic_error("line " + std::to_string(here - of_loop.begin() + 1) + ": the loop says " +
                         line(here, of_loop.end()) + ", the model " + line(there, of_model.end()));
}

}  // namespace loop::js
