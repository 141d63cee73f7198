// Global variables, beside which the linker puts what it likes.

#include <atomic>

#include "layoutcheck/annotations.h"

// expect: the linker decides what shares a 64-byte line with 'requests' [global-adjacency]
LAYOUT_GROUP(requests) std::atomic<unsigned long> requests;

struct alignas(64) WholeLine {
  std::atomic<unsigned long> value;
};
LAYOUT_GROUP(requests) WholeLine padded;

// Aligned to a line, and still open behind.
// expect: the linker decides what shares a 64-byte line with 'front_only'
LAYOUT_ISOLATED alignas(64) std::atomic<unsigned long> front_only;

std::atomic<unsigned long> nobody_cares;
