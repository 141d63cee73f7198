// Records of every kind. The tests compile this file with their own compiler and read it with
// clang; both must agree.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "layoutcheck/annotations.h"

namespace shapes {

struct Plain {
  char letter;
  int number;
  double real;
};

struct Empty {};

struct Padded {
  char first;
  alignas(16) char aligned;
  short last;
};

struct alignas(128) OverAligned {
  int value;
};

struct __attribute__((packed)) Packed {
  char first;
  int second;
  short third;
};

#pragma pack(push, 2)
struct PragmaPacked {
  char first;
  int second;
};
#pragma pack(pop)

struct BitFields {
  unsigned low : 3;
  unsigned high : 7;
  unsigned : 5;
  unsigned after_gap : 2;
  unsigned : 0;
  unsigned next_unit : 9;
  std::uint64_t wide : 40;
};

struct References {
  Plain& plain;
  const char (&text)[32];
};

struct Arrays {
  int grid[4][8];
  Plain plains[3];
  Plain cube[2][2];
};

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"  // flexible arrays and anonymous structs
struct Flexible {
  std::size_t count;
  char bytes[];
};

union Either {
  char letter;
  double real;
  Plain plain;
};

struct Anonymous {
  int tag;
  union {
    int number;
    struct {
      short first;
      short second;
    };
  };
  struct {
    long inner;
  } named;
};
#pragma GCC diagnostic pop

struct Atomics {
  std::atomic<int> standard;
  std::atomic_flag flag;
  std::atomic<long> array[2][3];
  int plain;
};

struct First {
  long one;
  char two;
  First() : one(0), two(0) {}  // not a POD: its tail padding may hold what follows
};

struct Second {
  int three;
};

struct Derived : First, Second, Empty {
  char four;
};

struct TailReuse : First {
  char in_the_tail;
};

struct Polymorphic {
  virtual ~Polymorphic() = default;
  int value = 0;
};

struct PolymorphicDerived : Polymorphic {
  char more = 0;
};

struct Root {
  virtual ~Root() = default;
  long root = 0;
};
struct Left : virtual Root {
  int left = 0;
};
struct Right : virtual Root {
  int right = 0;
};
struct Diamond : Left, Right {
  char bottom = 0;
};
struct HasDiamond {
  char before = 0;
  Diamond diamond;
};

struct NoUniqueAddress {
  [[no_unique_address]] Empty empty;
  [[no_unique_address]] First first;
  char in_the_tail;
};

class Private {
 public:
  int open = 0;
  int sum() const { return open + closed_; }

 private:
  mutable int closed_ = 0;
};

template <class T, int Count>
struct Box {
  T value;
  char pad[Count];
  struct Inner {
    T nested;
  };
};
using IntBox = Box<int, 3>;
inline IntBox int_box;
inline Box<Box<char, 1>, 2> nested_box;
inline IntBox::Inner inner;

template <>
struct Box<void, 7> {
  char special;
};

struct Outer {
  struct Nested {
    short value;
  };
  Nested nested;
};

}  // namespace shapes
