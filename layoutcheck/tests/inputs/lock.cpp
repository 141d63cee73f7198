// What lock.lock keeps of these types: each was another when it was locked.
#include "layoutcheck/annotations.h"

// expect: 'Moved::b' moved from 4 to 8, from line 0 to line 0; size 8 -> 16; align 4 -> 8 [lock]
struct Moved {
  int a;
  long b;
};

struct Grown {  // expect: size 64 -> 72 needs a second line [lock]
  long values[9];
};

struct Shrunk {  // no-grow
  char value;
};

struct Swapped {  // expect: 'Swapped::second' moved from 4 to 0, from line 0 to line 0 [lock]
  int second;
  int first;
};

struct Padded {  // order
  int first;
  alignas(16) int second;
};

// expect: 'Joined::b' went from no group to group one [lock]
struct Joined {
  LAYOUT_GROUP(one) int a;
  LAYOUT_GROUP(one) int b;
  alignas(64) LAYOUT_GROUP(two) int c;
};

struct Reordered {  // members
  int b;
  int a;
};
