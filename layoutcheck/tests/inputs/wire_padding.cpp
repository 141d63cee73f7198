// Types that are sent as they lie in memory.

#include <cstddef>
#include <cstdint>

#include "layoutcheck/annotations.h"

struct LAYOUT_WIRE Right {
  std::uint64_t sequence;
  std::int32_t amount;
  std::uint16_t flags;
  unsigned char letters[2];
};

struct LAYOUT_WIRE Padded {
  // expect: 'letter' is followed by 3 bytes of padding; Padded is sent over a wire [wire-padding]
  char letter;
  std::uint32_t number;
  std::uint64_t wide;
  std::uint16_t last;  // expect: 'last' is followed by 6 bytes of padding
};

struct LAYOUT_WIRE __attribute__((packed)) Packed {
  char letter;
  std::uint32_t number;
};

struct Plain {
  char letter;
  std::uint32_t number;
};

// At any depth.
struct Part {
  std::uint32_t number;
  char letter;  // expect: 'parts[i].letter' is followed by 3 bytes of padding; Whole
};
struct LAYOUT_WIRE Whole {
  std::uint32_t count;
  Part parts[3];
};

using Id = long;
struct LAYOUT_WIRE NotFixed {
  std::size_t size;  // expect: 'size' is of type std::size_t, whose size the platform chooses
  Id id;             // expect: 'id' is of type Id, whose size the platform chooses
  long double wide;  // expect: 'wide' is of type long double
  long long fixed;
  std::int_least64_t fixed_too;
};

using Handle = int*;
struct LAYOUT_WIRE Addresses {
  Handle handle;          // expect: 'handle' is an address
  void (*call)();         // expect: 'call' is an address
  int Addresses::*member;  // expect: 'member' is an address
  int& reference;         // expect: 'reference' is an address
};

struct LAYOUT_WIRE Virtual {  // expect: '(vptr)' is there for virtual functions
  virtual ~Virtual();
  std::uint64_t value;
};

struct LAYOUT_WIRE Bits {
  std::uint32_t first : 8;    // expect: 'first' is a bit-field
  std::uint32_t second : 24;  // expect: 'second' is a bit-field
};

struct LAYOUT_ALLOW(wire-padding, "both ends are built alike") LAYOUT_WIRE Allowed {
  char letter;
  std::uint32_t number;
};
