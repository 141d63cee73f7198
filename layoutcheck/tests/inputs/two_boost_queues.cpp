// SPDX-License-Identifier: MIT
//
// A structure of an installed library under contract: each queue isolates its own two ends, but
// nothing keeps the end of the first away from the beginning of the second.
#include <boost/lockfree/spsc_queue.hpp>

#include "layoutcheck/annotations.h"

struct Mailbox {
  using Queue = boost::lockfree::spsc_queue<int, boost::lockfree::capacity<15>>;

  LAYOUT_GROUP(requests) Queue requests;
  LAYOUT_GROUP(replies) Queue replies;
};
