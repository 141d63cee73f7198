// What is hardly ever touched must not take room on a line that is written all the time.

#include "layoutcheck/annotations.h"

struct Connection {
  LAYOUT_GROUP(reader) alignas(64) unsigned long received;
  // expect: shares a 64-byte line with 'received' wherever the object starts [cold-in-hot]
  LAYOUT_COLD char peer_name[16];
};

struct ColdLast {
  LAYOUT_GROUP(reader) alignas(64) unsigned long received;
  LAYOUT_COLD alignas(64) char peer_name[16];
  LAYOUT_COLD unsigned long opened_at;
};
