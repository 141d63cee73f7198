// SPDX-License-Identifier: MIT
#include "loop/watch_table.h"

#include <cerrno>
#include <system_error>

namespace loop {

WatchId WatchTable::add(int descriptor, Readiness interest, Trigger trigger,
                        ReadinessHandler&& handler) {
  if (descriptor < 0) throw std::system_error(EBADF, std::generic_category(), "watch");
  const auto number = static_cast<std::size_t>(descriptor);
  if (number >= id_by_descriptor_.size()) id_by_descriptor_.resize(number + 1);

  Watch& watch = table_.acquire();
  try {
    poller_.add(descriptor, watch.id, interest, trigger);
  } catch (...) {
    table_.forget(watch);
    table_.recycle(watch);
    throw;
  }
  watch.descriptor = descriptor;
  watch.handler = std::move(handler);
  ++size_;

  // If the poller takes a number that we still hold, then that one was closed without remove().
  Watch* closed = table_.find(std::exchange(id_by_descriptor_[number], watch.id));
  const WatchId id{watch.id};
  if (closed != nullptr) forget(*closed);
  return id;
}

bool WatchTable::modify(WatchId id, Readiness interest, Trigger trigger) {
  Watch* watch = table_.find(static_cast<std::uint64_t>(id));
  if (watch == nullptr) return false;
  poller_.modify(watch->descriptor, watch->id, interest, trigger);
  return true;
}

bool WatchTable::remove(WatchId id) noexcept {
  Watch* watch = table_.find(static_cast<std::uint64_t>(id));
  if (watch == nullptr) return false;
  poller_.remove(watch->descriptor);
  forget(*watch);
  return true;
}

std::size_t WatchTable::clear() noexcept {
  const std::size_t count = size_;
  for (const std::uint64_t id : id_by_descriptor_) remove(WatchId{id});
  return count;
}

/// Makes the id stale; the handler goes at once, or when it returns.
void WatchTable::forget(Watch& watch) noexcept {
  table_.forget(watch);
  --size_;
  if (&watch != running_) recycle(watch);
}

void WatchTable::recycle(Watch& watch) noexcept {
  watch.handler.reset();
  table_.recycle(watch);
}

void WatchTable::end_dispatch(std::uint64_t id) noexcept {
  Watch& watch = *std::exchange(running_, nullptr);
  if (watch.id != id) recycle(watch);
}

}  // namespace loop
