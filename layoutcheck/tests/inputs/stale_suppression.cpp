// Suppressions that are needed, and such as are not.

#include <atomic>
#include <cstdint>

#include "layoutcheck/annotations.h"

struct LAYOUT_ALLOW(isolation, "measured") Needed {
  LAYOUT_GROUP(producer) std::uint64_t tail;
  LAYOUT_GROUP(consumer) std::uint64_t head;
};

// expect: LAYOUT_ALLOW(isolation) in Leftover suppresses nothing [stale-suppression]
struct LAYOUT_ALLOW(isolation, "measured") Leftover {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
};

// Of two on one field, one.
struct OnAField {
  LAYOUT_GROUP(producer) std::uint64_t tail;
  // expect: LAYOUT_ALLOW(element-stride) in OnAField suppresses nothing
  LAYOUT_GROUP(consumer) LAYOUT_ALLOW(isolation, "used at start") LAYOUT_ALLOW(element-stride, "no")
  std::uint64_t head;
};

// Rules that need no contract.
struct LAYOUT_ALLOW(atomic-straddle, "in a file") __attribute__((packed)) NeededWithoutContract {
  char a;
  _Atomic std::uint64_t wide;
};
// expect: LAYOUT_ALLOW(atomic-straddle) in NotPacked suppresses nothing
struct LAYOUT_ALLOW(atomic-straddle, "in a file") NotPacked {
  char a;
  _Atomic std::uint64_t wide;
};

// One instantiation that needs it is enough.
template <typename T>
struct LAYOUT_ALLOW(isolation, "small ones are rare") Slots {
  LAYOUT_GROUP(producer) alignas(64) T tail;
  char pad[56];
  LAYOUT_GROUP(consumer) T head;
};
struct Wide {
  alignas(64) char bytes[64];
};
Slots<Wide> wide;
Slots<char> narrow;

// Needed by what holds it.
struct LAYOUT_ALLOW(edge-exposure, "nobody else is near") LAYOUT_ISOLATED Part {
  LAYOUT_WRITTEN_BY(owner) alignas(64) std::uint64_t value;
};
struct __attribute__((packed)) Holder {
  char before;
  Part part;  // expect: 'part' is aligned to 1 in Holder; its contract assumes 64
};

struct LAYOUT_MAY_SHARE(producer, statistics, "the producer counts") PermissionNeeded {
  LAYOUT_GROUP(producer) std::uint64_t tail;
  LAYOUT_GROUP(statistics) std::uint64_t count;
};
// expect: LAYOUT_MAY_SHARE(producer, statistics) in PermissionLeftOver permits nothing
struct LAYOUT_MAY_SHARE(producer, statistics, "the producer counts") PermissionLeftOver {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  LAYOUT_GROUP(statistics) alignas(64) std::uint64_t count;
};
// expect: LAYOUT_MAY_SHARE(a, b) in NoConflict permits nothing
struct LAYOUT_MAY_SHARE(a, b, "never at the same time") NoConflict {
  LAYOUT_GROUP(a) LAYOUT_WRITTEN_BY(owner) int first;
  LAYOUT_GROUP(b) LAYOUT_WRITTEN_BY(owner) int second;
  LAYOUT_GROUP(c) LAYOUT_WRITTEN_BY(other) alignas(64) int third;
};

// What is no rule or no group is an error of its own.
// expect: LAYOUT_ALLOW: there is no rule 'isolatoin' [unbound-directive]
struct LAYOUT_ALLOW(isolatoin, "a slip") Slip {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
};

// Rules that are off have judged nothing.
struct LAYOUT_ALLOW(padding, "as the file has it") RuleIsOff {
  char a;
  std::uint64_t b;
};

// A leftover can be allowed as well, for a port that needs it.
struct LAYOUT_ALLOW(isolation, "where lines have 128 bytes")
    LAYOUT_ALLOW(stale-suppression, "see above") LeftOnPurpose {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
};
