// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>

#include "loop/tests/support/intercepted_calls.h"

namespace loop {

/// How much `work` allocates the third time, when every queue has seen its backlog.
template <typename Work>
std::size_t steady_allocations(Work&& work) {
  work();
  work();
  const std::size_t before = count_of(Call::allocation);
  work();
  return count_of(Call::allocation) - before;
}

}  // namespace loop
