// SPDX-License-Identifier: MIT
//
// The layout of promises, signals and intervals, pinned as loop/layout.cpp pins the loop's.
// layoutcheck proves their contracts from this file.
#include <cstddef>
#include <memory>
#include <string>

#include "loop/js/abort_state.h"
#include "loop/js/interval_state.h"
#include "loop/js/promise_state.h"
#include "loop/js/runtime.h"

// Offsets in classes that are not of standard layout are "conditionally supported"; gcc, clang and
// MSVC support them where there are no virtual bases, and there are none here.
#pragma GCC diagnostic ignored "-Winvalid-offsetof"

namespace loop::js {

constexpr std::size_t line_bytes = 64;

template <std::size_t size>
struct Bytes {
  std::byte bytes[size];
};

template <typename Value>
constexpr bool is_one_line = sizeof(StateOf<Value>) == line_bytes &&
                             alignof(StateOf<Value>) == line_bytes;

struct PromiseStateLayout {
  static_assert(sizeof(void*) != 8 || sizeof(PromiseState) == line_bytes);
  static_assert(alignof(PromiseState) == line_bytes);
  static_assert(sizeof(PromiseState::Storage) == PromiseState::inline_value_size_bytes);

  // Behind the virtual functions: who holds it, what it is, whose it is, and its value or error.
  static_assert(sizeof(void*) != 8 || offsetof(PromiseState, references_) == 8);
  static_assert(sizeof(void*) != 8 || offsetof(PromiseState, status_) == 12);
  static_assert(sizeof(void*) != 8 || offsetof(PromiseState, runtime_) == 16);
  static_assert(sizeof(void*) != 8 || offsetof(PromiseState, created_) == 24);
  static_assert(sizeof(void*) != 8 || offsetof(PromiseState, storage_) == 32);
};

// A value of at most 32 bytes lies in the line; a larger one, or one that wants a line, behind it.
static_assert(sizeof(void*) != 8 ||
              (is_one_line<void> && is_one_line<bool> && is_one_line<int> &&
               is_one_line<std::string> && is_one_line<std::shared_ptr<int>> &&
               is_one_line<std::unique_ptr<int>> && is_one_line<Bytes<32>>));
static_assert(sizeof(StateOf<Bytes<33>>) == 2 * line_bytes);
static_assert(alignof(StateOf<Bytes<33>>) == line_bytes);

static_assert(sizeof(void*) != 8 || sizeof(AbortState) <= 96);

struct RuntimeLayout {
  static_assert(alignof(Runtime) == line_size_bytes);
  static_assert(offsetof(Runtime, loop_) < line_bytes);
  static_assert(offsetof(Runtime, immediates) == line_size_bytes);
};

struct IntervalStateLayout {
  static_assert(alignof(IntervalState) == line_bytes);
  static_assert(sizeof(void*) != 8 || sizeof(IntervalState) == 2 * line_bytes);
  static_assert(offsetof(IntervalState, callback) == 0);
  // What a run reads besides the callback lies together, the runtime first.
  static_assert(sizeof(void*) != 8 || offsetof(IntervalState, runtime) == 56);
  static_assert(sizeof(void*) != 8 || offsetof(IntervalState, interval) == line_bytes);
  static_assert(offsetof(IntervalState, nesting_level) < 2 * line_bytes);
};

}  // namespace loop::js
