// Slots of an array, each written by its own thread.

#include <atomic>
#include <cstdint>

#include "layoutcheck/annotations.h"

struct alignas(64) Padded {
  std::atomic<std::uint64_t> count;
};

struct Counters {
  LAYOUT_ISOLATED_ELEMENTS Padded padded[8];
  // expect: 'dense[i+1]' shares a 64-byte line with 'dense[i]' at every index [element-stride]
  LAYOUT_ISOLATED_ELEMENTS std::atomic<std::uint64_t> dense[8];
};

// Spaced by a line, but not aligned to one: 64 bytes touch two lines, 8 in front of 56 do not.
struct Spaced {
  std::uint64_t count;
  std::uint64_t more[7];
};
struct SpacedWithPad {
  std::uint64_t count;
  char pad[56];
};
struct Tables {
  // expect: 'spaced[i+1]' may share a 64-byte line with 'spaced[i]' in 7 of 8 placements
  LAYOUT_ISOLATED_ELEMENTS Spaced spaced[4];
  char pad[64];
  LAYOUT_ISOLATED_ELEMENTS SpacedWithPad with_pad[4];
  char pad1[64];
};

// Elements of 40 bytes start at every multiple of 8, whatever the storage's alignment.
// expect: 'FortyBytes[i+1]' may share a 64-byte line with 'FortyBytes[i]' in 7 of 8 placements
struct LAYOUT_STORAGE(16) LAYOUT_ISOLATED_ELEMENTS FortyBytes {
  std::uint64_t first;
  char pad[24];
  std::uint64_t last;
};

struct LAYOUT_ISOLATED_ELEMENTS alignas(64) Slot {
  std::atomic<std::uint64_t> value;
};
struct Slots {
  Slot slots[16];
};

// Nobody said that these are apart.
struct Histogram {
  std::atomic<std::uint64_t> buckets[64];
};

// The groups of one element meet those of the next: 'head' of one, 'tail' of the next.
struct Queue {
  // expect: 'queues[i+1].tail' may share a 64-byte line with 'queues[i].head' in 7 of 8 placements
  LAYOUT_GROUP(producer) std::uint64_t tail;
  char pad[56];
  LAYOUT_GROUP(consumer) std::uint64_t head;
};
struct Queues {
  Queue queues[4];
};
