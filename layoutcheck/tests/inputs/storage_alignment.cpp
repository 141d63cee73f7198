// Contracts that are placed with less alignment than they were proved for.

#include <cstdint>

#include "layoutcheck/annotations.h"

struct Queue {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  // expect: may share a 64-byte line with 'queue.tail' in 7 of 64 placements [isolation]
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
};

struct Holder {
  char name[10];
  Queue queue;
};

struct __attribute__((packed)) Packed {
  char name[10];
  // expect: 'queue' is aligned to 1 in Packed; its contract assumes 64 [storage-alignment]
  Queue queue;
};

// More than the type's alignment is fine, less is not.
struct LAYOUT_STORAGE(4096) OnPages {
  // expect: 'pages[i+1].tail' may share a 64-byte line with 'pages[i].head' in 7 of 8
  LAYOUT_GROUP(producer) std::uint64_t tail;
  char pad[56];
  LAYOUT_GROUP(consumer) std::uint64_t head;
};
// expect: LAYOUT_STORAGE promises an alignment of 16; OnMalloc is aligned to 64 [storage-alignment]
struct LAYOUT_STORAGE(16) OnMalloc {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
};

// As a member, and as the second element of an array, it is on no page.
struct Session {
  std::uint64_t id;
  OnPages pages;  // expect: 'pages' is aligned to 8 in Session; its contract assumes 4096
};
struct Pool {
  OnPages pages[2];  // expect: 'pages[i]' is aligned to 8 in Pool; its contract assumes 4096
};
OnPages global;  // expect: 'global' is aligned to 8 in global; its contract assumes 4096
