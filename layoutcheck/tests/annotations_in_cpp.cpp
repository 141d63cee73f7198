// SPDX-License-Identifier: MIT
//
// Compiles, with every warning an error, as C++ under each compiler: each macro of annotations.h in
// each position that it documents. The assertions say that layout does not change.
#include <atomic>
#include <cstddef>

#include "layoutcheck/annotations.h"

struct LAYOUT_ISOLATED LAYOUT_STORAGE(64) LAYOUT_MAX_SIZE(384) LAYOUT_MAX_LINES(6)
    LAYOUT_MAY_SHARE(producer, statistics, "statistics are written by the producer only")
        LAYOUT_ALLOW(atomic - straddle, "never used on this target") Ring {
  LAYOUT_GROUP(producer)
  LAYOUT_WRITTEN_BY(producer)
  LAYOUT_READ_BY(consumer, monitor) alignas(64) std::atomic<std::size_t> tail;
  LAYOUT_GROUP(statistics) unsigned long count;
  LAYOUT_READ_MOSTLY LAYOUT_PIN(64) alignas(64) unsigned capacity;
  LAYOUT_COLD alignas(64) char name[8];
  LAYOUT_ISOLATED LAYOUT_ALLOW(isolation, "measured") alignas(64) int stop;
  LAYOUT_ISOLATED_ELEMENTS alignas(64) char slots[2][64];
};

template <typename T>
class LAYOUT_ISOLATED_ELEMENTS alignas(64) Slot {
 public:
  LAYOUT_WRITTEN_BY(*) T value;
};

struct LAYOUT_WIRE LAYOUT_MAX_PADDING(0) Message {
  int size;
  char text[12];
};

union LAYOUT_MAX_SIZE(8) Word {
  LAYOUT_GROUP(whole) long whole;
  LAYOUT_GROUP(half) int halves[2];
  LAYOUT_GROUP(bit) int bit : 1;
};

LAYOUT_GROUP(counter) alignas(64) std::atomic<int> counter;

static_assert(sizeof(Ring) == 384, "annotations add nothing");
static_assert(offsetof(Ring, capacity) == 64, "annotations move nothing");
static_assert(sizeof(Message) == 16, "annotations add nothing");
static_assert(sizeof(Slot<int>) == 64, "annotations add nothing");
