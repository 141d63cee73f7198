// Objects that own their lines, and what comes near them.

#include <atomic>
#include <cstdint>
#include <optional>

#include "layoutcheck/annotations.h"

struct LAYOUT_ISOLATED alignas(64) WholeLines {
  std::atomic<std::uint64_t> value;
};

// expect: 'TooSmall' holds bytes in front of the object in 7 of 8 placements [edge-exposure]
// expect: 'TooSmall' holds bytes behind the object in 7 of 8 placements [edge-exposure]
struct LAYOUT_ISOLATED TooSmall {
  std::atomic<std::uint64_t> value;
};

// Padding on both sides isolates at every multiple of 8, and counts as nobody's.
struct LAYOUT_ISOLATED FastState {
  char pad0[64];
  std::atomic<std::uint64_t> value;
  char pad1[56];
};

// expect: the last line of 'PadInFront' holds bytes behind the object in 7 of 8 placements
struct LAYOUT_ISOLATED PadInFront {
  char pad0[64];
  std::atomic<std::uint64_t> value;
};

// Cold fields do not mind who sits beside them.
struct LAYOUT_ISOLATED ColdEdges {
  LAYOUT_COLD char name[64];
  std::atomic<std::uint64_t> value;
  LAYOUT_COLD char comment[56];
};

// The tail padding of a base holds the members of what derives from it.
struct LAYOUT_ISOLATED alignas(64) Tail {
  Tail() {}
  std::uint64_t value;
};
struct Derived : Tail {
  // expect: 'beside' shares a 64-byte line with 'Tail' wherever the object starts [edge-exposure]
  int beside;
};
struct DerivedOnALineOfItsOwn : Tail {
  alignas(64) int apart;
};
struct Reusing {
  [[no_unique_address]] Tail tail;
  int beside;  // expect: 'beside' shares a 64-byte line with 'tail' wherever the object starts
};

// As a member it needs neighbours that keep away.
struct Member {
  int before;
  WholeLines lines;
  int after;
};
// expect: the first line of 'Half' holds bytes in front of the object in 7 of 8 placements
struct LAYOUT_ISOLATED Half {
  std::uint64_t value;
  char pad[56];
};
// That its front is exposed was said where it is declared; its neighbours are news.
struct Neighbours {
  int before;
  Half half;  // expect: 'half' may share a 64-byte line with 'before' in 7 of 8 placements
  int after;
};

// The other members of a union are no neighbours.
struct Optional {
  std::optional<WholeLines> lines;
};
union Either {
  WholeLines lines;
  char bytes[64];
};

// The edge of the object that holds it is its edge too.
struct alignas(8) Exposing {
  int before;
  FastState state;
};
