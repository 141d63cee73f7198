// Pads that would not be missed, and pads that would.

#include <atomic>
#include <cstdint>

struct Redundant {
  std::atomic<std::uint64_t> tail;
  // expect: separates nothing: alignment to 64 puts 'head' at offset 64 without it [dead-pad]
  char pad[56];
  alignas(64) std::atomic<std::uint64_t> head;
};

// Without it `head` would lie on the next line, not on the one after.
struct AddsALine {
  std::atomic<std::uint64_t> tail;
  char pad[64];
  alignas(64) std::atomic<std::uint64_t> head;
};

struct Needed {
  alignas(64) std::atomic<std::uint64_t> tail;
  char pad[56];
  std::atomic<std::uint64_t> head;
};

// At either end it keeps away what is not in sight.
struct Ends {
  char front[64];
  char pad0[64];
  alignas(64) std::atomic<std::uint64_t> tail;
  char pad1[56];
};

struct SmallPad {
  alignas(64) std::atomic<std::uint64_t> tail;
  char more[48];
  char pad[8];
  alignas(64) std::atomic<std::uint64_t> head;
};

// For vectors, not for threads.
struct Vectors {
  float scale;
  char pad[60];
  alignas(64) float values[16];
};

// 8 - 64, in 32 bits.
struct Wrapped {
  std::atomic<std::uint64_t> tail;
  // expect: 'pad' takes 4294967240 bytes: its size is a difference that went below zero
  char pad[static_cast<std::uint32_t>(sizeof(std::uint64_t)) - 64u];
  std::atomic<std::uint64_t> head;
};
