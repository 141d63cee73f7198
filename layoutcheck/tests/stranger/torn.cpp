// SPDX-License-Identifier: MIT
#include "queue/ring.h"

/// The violation that must be found: nothing keeps the two apart.
struct Torn {
  LAYOUT_GROUP(producer) std::atomic<long> pushed{0};
  LAYOUT_GROUP(consumer) std::atomic<long> popped{0};
};

long size(const Torn& torn) {
  return torn.pushed.load() - torn.popped.load();
}
