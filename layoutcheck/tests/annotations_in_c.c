/* SPDX-License-Identifier: MIT
 *
 * Compiles, with every warning an error, as C under each compiler: each macro of annotations.h in
 * each position that it documents. The assertions say that layout does not change. */
#include "layoutcheck/annotations.h"

#include <stdalign.h>
#include <stddef.h>

struct LAYOUT_ISOLATED LAYOUT_STORAGE(64) LAYOUT_MAX_SIZE(384) LAYOUT_MAX_LINES(6)
    LAYOUT_MAY_SHARE(producer, statistics, "statistics are written by the producer only")
    LAYOUT_ALLOW(atomic-straddle, "never used on this target") Ring {
  LAYOUT_GROUP(producer) LAYOUT_WRITTEN_BY(producer) LAYOUT_READ_BY(consumer, monitor)
  alignas(64) size_t tail;
  LAYOUT_GROUP(statistics) unsigned long count;
  LAYOUT_READ_MOSTLY LAYOUT_PIN(64) alignas(64) unsigned capacity;
  LAYOUT_COLD alignas(64) char name[8];
  LAYOUT_ISOLATED LAYOUT_ALLOW(isolation, "measured") alignas(64) int stop;
  LAYOUT_ISOLATED_ELEMENTS alignas(64) char slots[2][64];
};

struct LAYOUT_ISOLATED_ELEMENTS Slot {
  LAYOUT_WRITTEN_BY(*) alignas(64) int value;
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

LAYOUT_GROUP(counter) extern alignas(64) int counter;
alignas(64) int counter;

_Static_assert(sizeof(struct Ring) == 384, "annotations add nothing");
_Static_assert(offsetof(struct Ring, capacity) == 64, "annotations move nothing");
_Static_assert(sizeof(struct Message) == 16, "annotations add nothing");
_Static_assert(sizeof(struct Slot) == 64, "annotations add nothing");
