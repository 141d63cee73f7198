// What everybody reads must not sit beside what somebody writes.

#include <atomic>

#include "layoutcheck/annotations.h"

struct Queue {
  LAYOUT_READ_MOSTLY unsigned mask;
  LAYOUT_READ_MOSTLY void** slots;
  // expect: 'tail' may share a 64-byte line with 'slots' in 7 of 8 placements [read-mostly-sharing]
  LAYOUT_GROUP(producer) std::atomic<unsigned> tail;
};

struct LinesOfTheirOwn {
  LAYOUT_READ_MOSTLY unsigned mask;
  LAYOUT_READ_MOSTLY void** slots;
  LAYOUT_GROUP(producer) alignas(64) std::atomic<unsigned> tail;
};

// Read-mostly fields share with each other, with what nobody writes, and with what is cold.
struct NothingWritten {
  LAYOUT_READ_MOSTLY unsigned mask;
  LAYOUT_READ_BY(consumer) unsigned limit;
  LAYOUT_COLD char name[8];
  LAYOUT_WRITTEN_BY(producer) alignas(64) unsigned tail;
};

// A reference count beside the data that it counts.
struct Shared {
  LAYOUT_WRITTEN_BY(*) std::atomic<unsigned> references;
  // expect: 'length' may share a 64-byte line with 'references' in 15 of 16 placements
  LAYOUT_READ_MOSTLY unsigned length;
};
