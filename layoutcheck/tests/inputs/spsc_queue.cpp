// A queue between two threads, laid out as boost::lockfree::spsc_queue of Boost 1.74 is, with the
// contract that its padding stands for.
#include <atomic>
#include <cstddef>

#include "layoutcheck/annotations.h"

struct Indices {
  LAYOUT_GROUP(producer) std::atomic<std::size_t> write_index;
  char padding[64 - sizeof(std::size_t)];
  LAYOUT_GROUP(consumer) std::atomic<std::size_t> read_index;
};

template <class T, std::size_t size>
struct SpscQueue : Indices {
  LAYOUT_WRITTEN_BY(producer) LAYOUT_READ_BY(consumer) T slots[size];
};

SpscQueue<long, 128> queue;
