// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <cstddef>

#if __has_include("layoutcheck/annotations.h")
#include "layoutcheck/annotations.h"
#else
#define LAYOUT_GROUP(name)
#define LAYOUT_ISOLATED
#endif

namespace queue {

/// One thread pushes, another one pops.
template <class T>
class LAYOUT_ISOLATED Ring {
 public:
  bool empty() const { return tail_.load() == head_.load(); }

 private:
  LAYOUT_GROUP(producer) alignas(128) std::atomic<std::size_t> tail_{0};
  LAYOUT_GROUP(producer) std::size_t cached_head_ = 0;
  LAYOUT_GROUP(consumer) alignas(128) std::atomic<std::size_t> head_{0};
  LAYOUT_GROUP(consumer) std::size_t cached_tail_ = 0;
  LAYOUT_GROUP(consumer) T* slots_ = nullptr;
};

}  // namespace queue
