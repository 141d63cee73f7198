// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>

#include "layoutcheck/annotations.h"
#include "loop/clock.h"
#include "loop/js/block_pool.h"
#include "loop/task.h"
#include "loop/timer_queue.h"

namespace loop::js {

class Runtime;

/// What an interval keeps from run to run. The loop's thread only.
struct LAYOUT_MAX_SIZE(128) alignas(64) IntervalState {
  LAYOUT_WRITTEN_BY(owner) Task callback;
  LAYOUT_WRITTEN_BY(owner) Runtime* runtime;
  LAYOUT_WRITTEN_BY(owner) Duration interval;
  LAYOUT_WRITTEN_BY(owner) TimerId timer{};
  LAYOUT_WRITTEN_BY(owner) std::uint32_t nesting_level;

  static void* operator new(std::size_t size_bytes) { return BlockPool::allocate(size_bytes); }
  static void operator delete(void* state, std::size_t size_bytes) noexcept {
    BlockPool::release(state, size_bytes);
  }
};

// The callback has a line of its own but for the pointer that every run reads first.
static_assert(sizeof(void*) != 8 || sizeof(IntervalState) == 128);

}  // namespace loop::js
