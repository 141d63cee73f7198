// Types that must stay small.

#include <cstdint>

#include "layoutcheck/annotations.h"

struct LAYOUT_MAX_SIZE(16) Small {
  std::uint64_t a, b;
};
// expect: Grown takes 24 bytes, and LAYOUT_MAX_SIZE allows 16 [budget]
struct LAYOUT_MAX_SIZE(16) Grown {
  std::uint64_t a, b;
  char c;
};

struct LAYOUT_MAX_LINES(1) alignas(64) OneLine {
  std::uint64_t words[8];
};
// expect: OneLineIfAligned touches more than 1 64-byte line in 7 of 8 placements [budget]
struct LAYOUT_MAX_LINES(1) OneLineIfAligned {
  std::uint64_t words[8];
};
// expect: Two touches more than 1 64-byte line wherever the object starts
struct LAYOUT_MAX_LINES(1) Two {
  std::uint64_t words[9];
};

// Padding: what alignas asks for does not count.
// expect: Wasteful wastes 7 bytes on padding, and LAYOUT_MAX_PADDING allows 4 [budget]
struct LAYOUT_MAX_PADDING(4) Wasteful {
  char a;
  std::uint64_t b;
};
struct LAYOUT_MAX_PADDING(0) Tight {
  std::uint64_t a;
  alignas(64) std::uint64_t b;
};
