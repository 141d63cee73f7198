// Contracts that hold whatever the layout is.

#include <atomic>

#include "layoutcheck/annotations.h"

// expect: no group in it has an opponent, here or in anything that holds it [vacuous-contract]
struct OneGroup {
  LAYOUT_GROUP(worker) std::atomic<int> a;
  LAYOUT_GROUP(worker) std::atomic<int> b;
  int c;
};

struct NoConflict {  // expect: the contract of NoConflict asks for nothing
  LAYOUT_GROUP(a) LAYOUT_WRITTEN_BY(owner) int first;
  LAYOUT_GROUP(b) LAYOUT_WRITTEN_BY(owner) int second;
};

struct AloneAnyway {  // expect: the contract of AloneAnyway asks for nothing
  LAYOUT_ISOLATED std::atomic<int> only;
  char pad[60];
};

// These find an opponent: in a derived class, in what holds them, in the next element.
struct Base {
  LAYOUT_GROUP(reader) alignas(64) int position;
};
struct Derived : Base {
  LAYOUT_GROUP(writer) alignas(64) int end;
};

struct alignas(64) Part {
  LAYOUT_GROUP(reader) int position;
};
struct Whole {
  Part part;
  LAYOUT_GROUP(writer) alignas(64) int end;
};

struct alignas(64) Cell {
  LAYOUT_ISOLATED int value;
};
struct Cells {
  Cell cells[4];
};

// These oblige without an opponent.
struct Pinned {
  LAYOUT_PIN(0) int magic;
  LAYOUT_GROUP(anything) int value;
};
struct LAYOUT_ISOLATED alignas(64) Whole2 {
  int value;
};
