// Directives that say something about nothing.

#include "layoutcheck/annotations.h"

#define UNKNOWN_WORD LAYOUTCHECK_ANNOTATE("grup", "producer")
#define TOO_MANY LAYOUTCHECK_ANNOTATE("group", "producer", "consumer")

struct Mistakes {
  // expect: LAYOUT_GRUP(producer): is not a word of layoutcheck/annotations.h [unbound-directive]
  UNKNOWN_WORD int a;
  // expect: LAYOUT_GROUP(producer, consumer): takes 1 arguments, not 2
  TOO_MANY int b;
  // expect: LAYOUT_PIN(here): 'here' is not a number that can be read here
  LAYOUT_PIN(here) int c;
  LAYOUT_ISOLATED_ELEMENTS int d;   // expect: LAYOUT_ISOLATED_ELEMENTS: 'd' is not an array
  LAYOUT_STORAGE(64) int e;         // expect: LAYOUT_STORAGE(64): belongs on a type
  LAYOUT_GROUP() int f;             // expect: the group has no name
  LAYOUT_GROUP(cold) int g;         // expect: write LAYOUT_COLD
  LAYOUT_WRITTEN_BY(a, , b) int h;  // expect: a role has no name
  LAYOUT_COLD LAYOUT_READ_MOSTLY int i;          // expect: 'i' is both read-mostly and cold
  // expect: LAYOUT_ALLOW: there is no rule 'isolatoin'
  LAYOUT_ALLOW(isolatoin, "typing error") int k;
  LAYOUT_ALLOW(isolation, "") int l;              // expect: it gives no reason
};

struct TwoGroups {
  LAYOUT_GROUP(one) LAYOUT_GROUP(two) int a;  // expect: it is in group 'one' already
  LAYOUT_GROUP(three) alignas(64) int b;
};

struct Empty {};
struct Member {
  // expect: 'empty' is empty: it has no bytes to keep apart
  LAYOUT_GROUP(one) [[no_unique_address]] Empty empty;
};

struct LAYOUT_PIN(4) OnAType {  // expect: LAYOUT_PIN(4): belongs on a field
  int a;
};
struct LAYOUT_STORAGE(48) OddStorage {  // expect: an alignment is a power of two
  int a;
};
// expect: LAYOUT_MAY_SHARE: 'NoSuchGroup' has no group 'monitor'
struct LAYOUT_MAY_SHARE(producer, monitor, "only now and then") NoSuchGroup {
  LAYOUT_GROUP(producer) alignas(64) int a;
  LAYOUT_GROUP(consumer) alignas(64) int b;
};

// expect: LAYOUT_GROUP(function): belongs on a field, a type or a global variable
LAYOUT_GROUP(function) void function();
