// Atomics across two lines. No contract is needed to see them.

#include <atomic>
#include <cstdint>

#include "layoutcheck/annotations.h"

struct Ordinary {
  char a;
  std::atomic<std::uint64_t> wide;
  char b;
  std::atomic<std::uint16_t> narrow;
  std::atomic<int> table[4][3];
  std::atomic_flag flag;
  _Atomic int c_style;
};

struct __attribute__((packed)) Packed {
  char a;
  // expect: 'wide' crosses a 64-byte line in 7 of 64 placements [atomic-straddle]
  _Atomic std::uint64_t wide;
  _Atomic std::uint8_t one_byte;
  _Atomic std::uint32_t many[8];  // expect: 'many' crosses a 64-byte line in 3 of 64 placements
};

// Aligned after all, and an odd offset inside.
struct __attribute__((packed, aligned(8))) PackedAndAligned {
  std::uint32_t a;
  _Atomic std::uint64_t wide;  // expect: 'wide' crosses a 64-byte line in 1 of 8 placements
  std::uint32_t b;
  _Atomic std::uint64_t even;
};

// What is wrong by itself is reported once, where it is declared; what becomes wrong here, here.
struct Holder {
  Packed packed;
};
struct Aligned {
  // expect: 'aligned.wide' crosses a 64-byte line in 7 of 64 placements
  _Atomic std::uint64_t wide;
};
#pragma pack(push, 1)
struct PackedHolder {
  char a;
  Packed packed;
  Aligned aligned;
};
#pragma pack(pop)

// Too large for any processor: a lock guards it.
struct Large {
  char bytes[32];
};
struct __attribute__((packed)) PackedLarge {
  char a;
  std::atomic<Large> large;
};

struct LAYOUT_ALLOW(atomic-straddle, "in a file, for one thread") __attribute__((packed)) Allowed {
  char a;
  _Atomic std::uint64_t wide;
};

// clang does not pack what is no plain old data.
struct __attribute__((packed)) NotPacked {
  char a;
  std::atomic<std::uint64_t> wide;
};
