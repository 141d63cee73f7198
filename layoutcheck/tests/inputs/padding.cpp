// Bytes that nobody uses. Judged where the rule is switched on.

#include <cstdint>

#include "layoutcheck/annotations.h"

struct Wasteful {  // expect: Wasteful wastes 28 of its 64 bytes on padding [padding]
  char a;
  std::uint64_t b;
  char c;
  std::uint64_t d;
  char e;
  std::uint64_t f;
  char g;
  std::uint64_t h;
};

struct Little {
  char a;
  std::uint64_t b;
  char c;
};

// Asked for.
struct Aligned {
  char a;
  alignas(64) char b;
  alignas(64) char c;
};
struct alignas(64) AlignedWhole {
  char a;
};
struct HoldsAligned {
  char a;
  AlignedWhole whole;
};
union Either {
  char a;
  char bytes[64];
};

// A budget of its own, which the rule budget judges.
struct LAYOUT_MAX_PADDING(40) WithinBudget {
  char a;
  std::uint64_t b;
  char c;
  std::uint64_t d;
  char e;
  std::uint64_t f;
  char g;
  std::uint64_t h;
};
