// SPDX-License-Identifier: MIT
//
// Programs of promises, made from any bytes, for whatever has promises.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace loop::js {

/// What a handler or a coroutine does in the end.
struct Action {
  enum class Kind : std::uint8_t { value, error, promise, settle_other } kind;
  int operand;  // a value, or the number of a promise, taken modulo how many there are
};

struct Operation {
  enum class Kind : std::uint8_t {
    new_task,  // what follows is another task
    pending,
    fulfilled,
    rejected,
    then,
    then_both,
    catch_error,
    finally,
    settle,  // a pending promise, as `action` says
    all,
    all_settled,
    any,
    race,
    coroutine,  // awaits the sources one after the other
    next_tick,
    microtask,
  } kind;
  std::vector<int> sources;  // numbers of promises, modulo how many there are
  Action action;
  bool catches;  // the coroutine goes on after an error
};

using Program = std::vector<Operation>;

Program read_program(std::span<const std::uint8_t> bytes);

/// The error that programs throw.
struct Failure {
  int number;
};

// Numbers that stand for what else promises come to: the program compares nothing but numbers.
inline constexpr int self_resolution_number = 999;
int weighted_sum(const std::vector<int>& numbers);
int aggregate_number(const std::vector<int>& errors);

/// What a program has done, line by line.
using Log = std::vector<std::string>;

Log run_on_loop(const Program& program);
Log run_on_model(const Program& program);

/// Throws std::logic_error where the loop does something else than the model.
void compare_promises_with_model(std::span<const std::uint8_t> bytes);

}  // namespace loop::js
