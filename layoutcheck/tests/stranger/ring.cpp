// SPDX-License-Identifier: MIT
#include "queue/ring.h"

bool is_empty(const queue::Ring<int>& ring) {
  return ring.empty();
}
