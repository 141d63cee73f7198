// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "layoutcheck/annotations.h"
#include "loop/pollers/poller.h"
#include "loop/slot_table.h"
#include "loop/task.h"

namespace loop {

/// Names one registration of a descriptor. Never used twice. The value 0 names none.
enum class WatchId : std::uint64_t { none = 0 };

/// Told what a descriptor is ready for.
using ReadinessHandler = Callback<Readiness>;

/// The descriptors that a loop watches. The loop's thread only.
///
/// The poller carries a registration's id as its token, so an event that was under way when its
/// registration ended finds nothing, even if the number is in use again.
class LAYOUT_MAX_SIZE(128) WatchTable {
 public:
  explicit WatchTable(Poller& poller) noexcept : poller_(poller) {}
  WatchTable(const WatchTable&) = delete;
  WatchTable& operator=(const WatchTable&) = delete;

  /// Throws std::system_error if the poller refuses; nothing is registered then.
  WatchId add(int descriptor, Readiness interest, Trigger trigger, ReadinessHandler&& handler);

  /// False if the registration has ended. Throws std::system_error if the poller refuses; the
  /// registration is as it was then.
  bool modify(WatchId id, Readiness interest, Trigger trigger);

  /// Ends a registration; its handler does not run again. False if it had ended.
  bool remove(WatchId id) noexcept;

  /// Calls `call(handler, readiness)` if the event's registration still exists and is interested.
  /// The handler may end its own registration.
  template <typename Call>
  void dispatch(const Event& event, Call&& call) {
    Watch* watch = table_.find(event.token);
    if (watch == nullptr) return;
    const Readiness readiness = readiness_for(watch->interest, event.readiness);
    if (readiness == Readiness::none) return;
    running_ = watch;
    const Dispatching dispatching{*this, event.token};
    call(watch->handler, readiness);
  }

  bool empty() const noexcept { return size_ == 0; }
  std::size_t size() const noexcept { return size_; }

  /// Whether the registration counts in has_referenced(); it does when it is added. False if it
  /// has ended.
  bool set_referenced(WatchId id, bool is_referenced) noexcept;

  /// Whether there is a registration that counts.
  bool has_referenced() const noexcept { return size_ != unreferenced_; }

  /// Ends all registrations and returns how many. What destructors of handlers add meanwhile may
  /// be left for another call.
  std::size_t clear() noexcept;

 private:
  struct Watch {
    std::uint64_t id;
    int descriptor;
    Readiness interest;
    bool is_unreferenced;
    ReadinessHandler handler;
  };

  struct Dispatching {
    WatchTable& table;
    std::uint64_t id;
    ~Dispatching() { table.end_dispatch(id); }
  };

  /// What a watch of this interest is told. What was asked for before a modify() is kept back.
  /// After an error or a hang-up neither reading nor writing blocks, and doing it tells the reason.
  static Readiness readiness_for(Readiness interest, Readiness reported) noexcept {
    const Readiness ends = reported & (Readiness::error | Readiness::hang_up);
    return ends == Readiness::none ? reported & interest : ends | interest;
  }

  void register_with_poller(int descriptor, std::uint64_t id, Readiness interest, Trigger trigger);
  void forget(Watch& watch) noexcept;
  void recycle(Watch& watch) noexcept;
  void end_dispatch(std::uint64_t id) noexcept;

  LAYOUT_WRITTEN_BY(owner) Poller& poller_;
  LAYOUT_WRITTEN_BY(owner) std::size_t size_ = 0;
  LAYOUT_WRITTEN_BY(owner) std::size_t unreferenced_ = 0;  // of size_
  LAYOUT_WRITTEN_BY(owner)
  Watch* running_ = nullptr;  // its handler runs, and must outlive the call
  LAYOUT_WRITTEN_BY(owner) SlotTable<Watch> table_;
  LAYOUT_WRITTEN_BY(owner)
  std::vector<std::uint64_t> id_by_descriptor_;  // the latest, possibly ended
};

}  // namespace loop
