// Offsets that something outside relies on.

#include <cstdint>

#include "layoutcheck/annotations.h"

struct Header {
  LAYOUT_PIN(0) std::uint32_t magic;
  LAYOUT_PIN(0x8) std::uint64_t length;
  // expect: 'checksum' lies at offset 16 and is pinned to 12 [pin]
  LAYOUT_PIN(12) std::uint32_t checksum;
  struct {
    LAYOUT_PIN(20) std::uint8_t version;
    LAYOUT_PIN(22) std::uint8_t flags;  // expect: 'flags' lies at offset 21 and is pinned to 22
  };
  LAYOUT_PIN(22) std::uint16_t low : 4;
  // expect: 'high' lies at offset 22 and 4 bits and is pinned to 22
  LAYOUT_PIN(22) std::uint16_t high : 4;
};

// A pin speaks of its own record, wherever that lies.
struct Message : Header {
  Header copy;
};
