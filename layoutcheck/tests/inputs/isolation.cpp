// Two ends of a queue, each used by its own thread.

#include <atomic>
#include <cstdint>

#include "layoutcheck/annotations.h"

struct Touching {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  // expect: 'head' shares a 64-byte line with 'tail' wherever the object starts [isolation]
  LAYOUT_GROUP(consumer) std::uint64_t head;
};

struct Apart {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
};

// "56 is on line 0 and 64 on line 1" holds for one placement of eight.
struct AlignedToEight {
  std::uint64_t others[7];
  LAYOUT_GROUP(producer) std::uint64_t tail;
  // expect: 'head' may share a 64-byte line with 'tail' in 7 of 8 placements [isolation]
  LAYOUT_GROUP(consumer) std::uint64_t head;
};

// The distance alone is enough where it reaches a line for every alignment.
struct FarApart {
  LAYOUT_GROUP(producer) std::uint64_t tail;
  char pad[56];
  LAYOUT_GROUP(consumer) std::uint64_t head;
};

// Storage that gives 16 bytes, from malloc for example.
struct LAYOUT_STORAGE(16) FromMalloc {
  LAYOUT_GROUP(producer) std::uint64_t tail;
  char pad[40];
  LAYOUT_GROUP(consumer) std::uint64_t head;  // expect: in 1 of 4 placements [isolation]
};

// One group may pack its fields as it likes, and a stranger may sit among them.
struct OneGroupAndAStranger {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
  LAYOUT_GROUP(producer) std::uint64_t cached_head;
  std::uint64_t nobody_said_anything;
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
};

struct Undeclared {
  std::atomic<int> a;
  std::atomic<int> b;
};

// Of eight groups on one line, the seven neighbours are reported.
struct OneLine {
  LAYOUT_GROUP(a) alignas(64) std::atomic<std::uint64_t> a;
  // expect: 'b' shares a 64-byte line with 'a' wherever
  LAYOUT_GROUP(b) std::atomic<std::uint64_t> b;
  // expect: 'c' shares a 64-byte line with 'b' wherever
  LAYOUT_GROUP(c) std::atomic<std::uint64_t> c;
  // expect: 'd' shares a 64-byte line with 'c' wherever
  LAYOUT_GROUP(d) std::atomic<std::uint64_t> d;
  // expect: 'e' shares a 64-byte line with 'd' wherever
  LAYOUT_GROUP(e) std::atomic<std::uint64_t> e;
  // expect: 'f' shares a 64-byte line with 'e' wherever
  LAYOUT_GROUP(f) std::atomic<std::uint64_t> f;
  // expect: 'g' shares a 64-byte line with 'f' wherever
  LAYOUT_GROUP(g) std::atomic<std::uint64_t> g;
  // expect: 'h' shares a 64-byte line with 'g' wherever
  LAYOUT_GROUP(h) std::atomic<std::uint64_t> h;
};

// Roles: a lock and what it guards have the same users; the statistics have a reader more.
struct Roles {
  LAYOUT_WRITTEN_BY(worker) alignas(64) std::atomic<int> lock;
  LAYOUT_WRITTEN_BY(worker) int guarded;
  // expect: 'count' shares a 64-byte line with 'guarded' wherever
  LAYOUT_WRITTEN_BY(worker) LAYOUT_READ_BY(monitor) int count;
  LAYOUT_READ_BY(monitor) alignas(64) int only_read;
  LAYOUT_READ_BY(worker) int only_read_too;
};

struct AnyThread {
  LAYOUT_WRITTEN_BY(*) alignas(64) std::atomic<int> strong;
  // expect: 'weak' shares a 64-byte line with 'strong' wherever
  LAYOUT_WRITTEN_BY(*) LAYOUT_READ_BY(owner) std::atomic<int> weak;
};

// A single writer that is also the only user of the other group disturbs nobody.
struct OneThread {
  LAYOUT_GROUP(a) LAYOUT_WRITTEN_BY(owner) int first;
  LAYOUT_GROUP(b) LAYOUT_WRITTEN_BY(owner) int second;
  LAYOUT_GROUP(c) LAYOUT_WRITTEN_BY(other) alignas(64) int third;
};

// An isolated field keeps everybody away, also vptr and bit-fields.
struct Isolated {
  virtual ~Isolated();
  // expect: 'stop' may share a 64-byte line with '(vptr)' in 7 of 8 placements
  LAYOUT_ISOLATED std::atomic<int> stop;
  // expect: 'beside' shares a 64-byte line with 'stop' wherever
  int beside : 3;
};

struct IsolatedAndAlone {
  std::uint64_t before;
  LAYOUT_ISOLATED alignas(64) std::atomic<int> stop;
  char pad[60];
  std::uint64_t after;
};

// Two fields of an isolated group may share, nobody else may.
struct IsolatedGroup {
  LAYOUT_GROUP(stop) LAYOUT_ISOLATED alignas(64) int reason;
  LAYOUT_GROUP(stop) LAYOUT_ISOLATED int code;
  int stranger;  // expect: 'stranger' shares a 64-byte line with 'code' wherever
};

struct Bits {
  LAYOUT_GROUP(a) unsigned first : 4;
  // expect: 'second' shares a 64-byte line with 'first' wherever
  LAYOUT_GROUP(b) unsigned second : 4;
};

// Members of a union that different threads use share bytes wherever the object lies.
union Overlapping {
  LAYOUT_GROUP(a) std::uint64_t first;
  // expect: 'second' shares a 64-byte line with 'first' wherever
  LAYOUT_GROUP(b) std::uint64_t second;
};

// A union's other members are no neighbours of an isolated one: they are never there together.
struct Alternatives {
  union {
    LAYOUT_ISOLATED std::uint64_t number;
    char text[8];
  };
  char pad[56];
  int next;
};

// An aggregate counts with all its bytes, padding too.
struct Statistics {
  std::uint64_t hits;
  alignas(16) char last;
};
struct Server {
  LAYOUT_GROUP(worker) alignas(64) Statistics statistics;
  // expect: 'connections' shares a 64-byte line with 'statistics' wherever
  LAYOUT_GROUP(acceptor) int connections;
};

// Groups meet across bases and members; a name means one group throughout.
struct Base {
  LAYOUT_GROUP(producer) alignas(64) std::uint64_t tail;
};
struct Derived : Base {
  LAYOUT_GROUP(producer) std::uint64_t more;
  // expect: 'head' shares a 64-byte line with 'more' wherever
  LAYOUT_GROUP(consumer) std::uint64_t head;
};
struct Holder {
  Base base;
  LAYOUT_GROUP(consumer) std::uint64_t head;
};
struct __attribute__((packed)) PackedHolder {
  // expect: 'base' is aligned to 1 in PackedHolder; its contract assumes 64 [storage-alignment]
  Base base;
  // expect: 'head' may share a 64-byte line with 'base.tail' in 7 of 64 placements
  LAYOUT_GROUP(consumer) std::uint64_t head;
};

struct LAYOUT_MAY_SHARE(producer, statistics, "the producer counts") WithPermission {
  LAYOUT_GROUP(producer) std::uint64_t tail;
  LAYOUT_GROUP(statistics) std::uint64_t count;
  LAYOUT_GROUP(consumer) alignas(64) std::uint64_t head;
};

struct LAYOUT_ALLOW(isolation, "measured: no difference") Allowed {
  LAYOUT_GROUP(producer) std::uint64_t tail;
  LAYOUT_GROUP(consumer) std::uint64_t head;
};
struct AllowedField {
  LAYOUT_GROUP(producer) std::uint64_t tail;
  LAYOUT_GROUP(consumer) LAYOUT_ALLOW(isolation, "used at start only") std::uint64_t head;
};

// Every instantiation is judged.
template <typename T>
struct Slots {
  LAYOUT_GROUP(producer) T tail[8];
  // expect: in 7 of 8 placements
  // expect: in 63 of 64 placements
  LAYOUT_GROUP(consumer) T head[8];
};
Slots<std::uint64_t> wide;
Slots<char> narrow;
