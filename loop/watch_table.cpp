// SPDX-License-Identifier: MIT
#include "loop/watch_table.h"

#include <cerrno>
#include <system_error>

namespace loop {

WatchId WatchTable::add(int descriptor, Readiness interest, Trigger trigger,
                        ReadinessHandler&& handler) {
  if (descriptor < 0) throw std::system_error(EBADF, std::generic_category(), "watch");
  Watch& watch = table_.acquire();
  try {
    register_with_poller(descriptor, watch.id, interest, trigger);
  } catch (...) {
    table_.forget(watch);
    table_.recycle(watch);
    throw;
  }
  watch.descriptor = descriptor;
  watch.is_unreferenced = false;
  watch.handler = std::move(handler);
  ++size_;

  // If the poller takes a number that we still hold, then that one was closed without remove().
  std::uint64_t& latest_id = id_by_descriptor_[static_cast<std::size_t>(descriptor)];
  Watch* closed = table_.find(std::exchange(latest_id, watch.id));
  const WatchId id{watch.id};
  if (closed != nullptr) forget(*closed);
  return id;
}

/// Makes room for the number only when the poller has accepted it: a wrong one may be huge.
void WatchTable::register_with_poller(int descriptor, std::uint64_t id, Readiness interest,
                                      Trigger trigger) {
  poller_.add(descriptor, id, interest, trigger);
  const auto number = static_cast<std::size_t>(descriptor);
  if (number < id_by_descriptor_.size()) return;
  try {
    id_by_descriptor_.resize(number + 1);
  } catch (...) {
    poller_.remove(descriptor);
    throw;
  }
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

bool WatchTable::set_referenced(WatchId id, bool is_referenced) noexcept {
  Watch* watch = table_.find(static_cast<std::uint64_t>(id));
  if (watch == nullptr) return false;
  if (watch->is_unreferenced == is_referenced) is_referenced ? --unreferenced_ : ++unreferenced_;
  watch->is_unreferenced = !is_referenced;
  return true;
}

/// By index, because destructors of handlers may add registrations.
std::size_t WatchTable::clear() noexcept {
  std::size_t count = 0;
  for (std::size_t number = 0; number < id_by_descriptor_.size(); ++number) {
    if (remove(WatchId{id_by_descriptor_[number]})) ++count;
  }
  return count;
}

/// Makes the id stale; the handler goes at once, or when it returns.
void WatchTable::forget(Watch& watch) noexcept {
  table_.forget(watch);
  --size_;
  unreferenced_ -= watch.is_unreferenced ? 1 : 0;
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
