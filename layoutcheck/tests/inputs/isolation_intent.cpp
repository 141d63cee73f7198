// Pads, alignas and padded wrappers that do, or do not, keep apart what their author wanted apart.
// Nothing is declared here, but for the last types.

#include <atomic>
#include <cstdint>

#include "layoutcheck/annotations.h"

// Padding that is counted for an object that starts on a line, in one that is aligned to 8.
struct MpscQueue {
  struct {
    volatile std::uint64_t tail;
    std::uint64_t head_cache;
    volatile std::uint64_t shared_head_cache;
    std::int8_t padding[64 - 3 * sizeof(std::uint64_t)];
  } producer;
  struct {
    // expect: in 2 of 8 placements; 'producer.padding' (40 bytes) is meant to keep them apart
    volatile std::uint64_t head;
    std::int8_t padding[64 - sizeof(std::uint64_t)];
  } consumer;
  std::uint64_t capacity;
};

struct alignas(64) AlignedQueue {
  std::atomic<std::uint64_t> tail;
  std::uint64_t cached_head;
  char pad[64 - 2 * sizeof(std::uint64_t)];
  std::atomic<std::uint64_t> head;
};

// One field of 8 bytes and 56 of padding are apart wherever they start.
struct OneWordEach {
  std::atomic<std::uint64_t> tail;
  char pad[56];
  std::atomic<std::uint64_t> head;
};

// The padding is wrong by itself.
struct Miscounted {
  alignas(64) std::atomic<std::uint32_t> tail;
  char pad[64 - 8];
  // expect: 'pad' (56 bytes) is meant to keep them apart [isolation-intent]
  std::atomic<std::uint32_t> head;
};

// Several pads are one, whatever they are made of.
struct Words {
  std::atomic<std::uint64_t> tail;
  std::uint64_t pad1, pad2, pad3, pad4, pad5, pad6;
  std::atomic<std::uint64_t> head;  // expect: in 1 of 8 placements; 'pad1' (48 bytes)
};

// A pad whose name says what it is for needs no atomics beside it.
struct Named {
  std::uint64_t tail;
  std::uint64_t cached_head;
  char cacheline_filler[64 - 16];
  std::uint64_t head;  // expect: 'head' may share a 64-byte line with 'cached_head' in 1 of 8
};

// alignas starts a group, and does not end it: `statistics` is in the group of `head`.
struct GroupStart {
  alignas(64) std::atomic<std::uint64_t> tail;
  alignas(64) std::atomic<std::uint64_t> head;
  std::atomic<std::uint64_t> statistics;
};

// Wrappers by their name.
template <typename T>
struct CachePadded {
  T value;
  char pad[64 - sizeof(T) % 64];
};
struct Wrapped {
  std::atomic<int> state;
  // expect: 'head.value' may share a 64-byte line with 'state' in 15 of 16
  CachePadded<std::atomic<int>> head;
  CachePadded<std::atomic<int>> tail;
};
struct WrappedPlain {
  const int* configuration;
  CachePadded<std::uint64_t> head;
  CachePadded<std::uint64_t> tail;
};

// Elements that end in a pad, one beside the next.
struct Slot {
  std::atomic<std::uint64_t> turn;
  std::atomic<std::uint64_t> value;
  char pad[48];
};
struct Table {
  // expect: 'slots[i+1].turn' may share a 64-byte line with 'slots[i].value' in 1 of 8
  Slot slots[16];
};
struct AlignedTable {
  alignas(64) Slot slots[16];
};
struct OneWordSlot {
  std::atomic<std::uint64_t> value;
  char pad[56];
};
OneWordSlot words[4];

// What holds them: a mistake in a part is reported there, and one between parts here.
struct Holder {
  MpscQueue queue;
  OneWordSlot mine;
};
struct TwoSlots {
  Slot one;
  Slot other;  // expect: 'other.turn' may share a 64-byte line with 'one.value' in 1 of 8
};

// No threads in sight: files, wires, room for the future, vectors.
struct Header {
  std::uint32_t magic;
  char pad[40];
  std::uint64_t size;
};
struct FixedSizeMessage {
  std::atomic<std::uint32_t> ready;
  char pad[40];
  char text[100];
};
struct SmallPad {
  std::atomic<std::uint32_t> a;
  char pad[4];
  std::atomic<std::uint64_t> b;
};
struct Vectors {
  std::atomic<int> users;
  alignas(64) float values[16];
  std::atomic<int> readers;
};
struct PaddedString {
  std::atomic<int> users;
  char text[100];
};
struct Registers {
  volatile std::uint32_t control;
  std::uint32_t reserved[14];
  volatile std::uint32_t status;
};
struct Pointers {
  volatile std::uint64_t* tail;
  char pad[48];
  volatile std::uint64_t* head;
};
struct PointersToAtomics {
  std::atomic<int>* tail;
  char pad[48];
  std::atomic<int>& head;
};
struct VolatilePointers {
  void* volatile tail;
  void* cached_head;
  char pad[48];
  void* volatile head;  // expect: 'head' may share a 64-byte line with 'cached_head' in 1 of 8
};

// A union's members are one field.
union Alternatives {
  std::atomic<std::uint64_t> number;
  char pad[64];
};

// Many instantiations, one mistake.
template <typename T>
struct Ring {
  std::atomic<std::uint64_t> tail;
  std::uint64_t cached_head;
  char pad[48];
  std::atomic<std::uint64_t> head;  // expect: 'head' may share
  T* slots;
};
Ring<int> ring_of_int;
Ring<char> ring_of_char;

// Who declares is judged by that.
struct Declared {
  LAYOUT_GROUP(producer) std::atomic<std::uint64_t> tail;
  LAYOUT_GROUP(producer) std::uint64_t cached_head;
  char pad[48];
  // expect: 'head' may share a 64-byte line with 'cached_head' in 1 of 8 placements [isolation]
  LAYOUT_GROUP(consumer) std::atomic<std::uint64_t> head;
};
struct LAYOUT_ALLOW(isolation-intent, "allocated by pages") Allowed {
  std::atomic<std::uint64_t> tail;
  std::uint64_t cached_head;
  char pad[48];
  std::atomic<std::uint64_t> head;
};
struct LAYOUT_STORAGE(4096) OnPages {
  std::atomic<std::uint64_t> tail;
  std::uint64_t cached_head;
  char pad[48];
  std::atomic<std::uint64_t> head;
};
