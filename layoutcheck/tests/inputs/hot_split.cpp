// Groups whose bytes would fit on fewer lines than they lie on.

#include <atomic>
#include <cstdint>

#include "layoutcheck/annotations.h"

struct SideBySide {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  LAYOUT_GROUP(producer) std::uint64_t cached_head;
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
  LAYOUT_GROUP(consumer) std::uint64_t cached_tail;
};

struct Scattered {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  char name[64];
  // expect: the 16 bytes of group 'producer' fit on 1 64-byte line and lie on more wherever
  LAYOUT_GROUP(producer) std::uint64_t cached_head;
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
};
struct ScatteredAnywhere {
  LAYOUT_GROUP(producer) std::uint64_t tail;
  char name[64];
  // expect: 1 64-byte line and lie on more wherever the object starts [hot-split]
  LAYOUT_GROUP(producer) std::uint64_t cached_head;
  char pad[64];
  LAYOUT_GROUP(consumer) std::uint64_t head;
};

// Aligned to 8: side by side they straddle two lines in 2 of 8 placements, as any 24 bytes do.
struct Unaligned {
  LAYOUT_GROUP(producer) std::uint64_t tail;
  LAYOUT_GROUP(producer) std::uint64_t cached_head;
  LAYOUT_GROUP(producer) std::uint64_t count;
  char pad[64];
  LAYOUT_GROUP(consumer) std::uint64_t head;
};

struct ReadMostly {
  LAYOUT_READ_MOSTLY alignas(64) std::uint64_t mask;
  LAYOUT_GROUP(owner) alignas(64) std::uint64_t written;
  // expect: the 12 bytes of the read-mostly fields fit on 1
  LAYOUT_READ_MOSTLY alignas(64) std::uint32_t flags;
};

// What is larger than a line may take as many lines as it needs.
struct Large {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  LAYOUT_GROUP(producer) std::uint64_t slots[12];
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
};

// One field, cold ones, and groups that only follow from roles.
struct NotJudged {
  LAYOUT_GROUP(producer) std::uint64_t slots[2];
  LAYOUT_COLD alignas(64) int first;
  LAYOUT_COLD alignas(64) int second;
  LAYOUT_WRITTEN_BY(*) alignas(64) std::atomic<int> strong;
  LAYOUT_WRITTEN_BY(*) alignas(64) std::atomic<int> weak;
};

// Each type has its own read-mostly fields, where it wants them.
struct Part {
  LAYOUT_READ_MOSTLY alignas(64) std::uint64_t mask;
  LAYOUT_GROUP(owner) alignas(64) std::uint64_t written;
};
struct Whole {
  LAYOUT_READ_MOSTLY alignas(64) std::uint64_t capacity;
  Part part;
};

// Bit-fields share bytes.
struct alignas(64) Flags {
  LAYOUT_GROUP(flags) std::uint32_t first : 4;
  LAYOUT_GROUP(flags) std::uint32_t second : 4;
  LAYOUT_GROUP(owner) alignas(64) std::uint64_t written;
};
