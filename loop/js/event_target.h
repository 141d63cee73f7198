// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "loop/js/abort.h"
#include "loop/js/listener_exception.h"
#include "loop/loop.h"
#include "loop/task.h"

namespace loop::js {

/// Names a listener of one EventTarget. Never used twice. The value 0 names none.
enum class ListenerId : std::uint64_t { none = 0 };

/// Calls listeners when something happens, in the order in which they were added; in the steps of
/// the DOM Standard (EventTarget), but that one kind of event is one C++ type and one target.
///
/// Listeners are called synchronously, on the loop's thread, to which all of this belongs. One that
/// is removed while an event is dispatched is not called any more; one that is added then hears
/// only of later events. What a listener throws does not stop the others: it is thrown by a
/// next-tick, that is, treated as a callback's exception. A listener may dispatch another event,
/// and destroy the target, whose remaining listeners are not called then.
template <typename Event>
class EventTarget {
 public:
  using Listener = Callback<Event&>;

  explicit EventTarget(Loop& loop) : loop_(&loop) {}
  EventTarget(const EventTarget&) = delete;
  EventTarget& operator=(const EventTarget&) = delete;
  ~EventTarget() {
    for (const auto& entry : *entries_) entry->remove();
  }

  /// Calls `listener` for every event from now on. It is removed when the signal is aborted, and
  /// not added if that is so already: then the answer is ListenerId::none. Throws
  /// Errc::empty_callback, Errc::wrong_thread, Errc::terminated.
  ListenerId add(Listener listener, const AbortSignal& signal = {}) {
    return add(std::move(listener), signal, false);
  }

  /// The same for the next event only: it is removed before it is called.
  ListenerId once(Listener listener, const AbortSignal& signal = {}) {
    return add(std::move(listener), signal, true);
  }

  /// False if it was removed before, or is one of once() and began. Errors as of add().
  bool remove(ListenerId id) {
    loop_->require_loop_thread();
    return forget(id);
  }

  /// Calls the listeners; each may change the event for those that follow. Errors as of add().
  void dispatch(Event& event) {
    loop_->require_loop_thread();
    Loop& loop = *loop_;
    const std::shared_ptr<Entries> entries = entries_;  // from here on changes make a copy
    for (const auto& entry : *entries) {
      if (entry->is_removed) continue;
      if (entry->is_once) forget(entry->id);
      try {
        entry->listener(event);
      } catch (...) {
        throw_in_next_tick(loop, std::current_exception());
      }
    }
  }
  void dispatch(Event&& event) { dispatch(event); }

 private:
  struct Entry {
    Entry(ListenerId name, Listener&& called, bool once) noexcept
        : id(name), listener(std::move(called)), is_once(once) {}

    ListenerId id;
    Listener listener;
    bool is_once;
    bool is_removed = false;
    std::optional<AbortListener> on_abort;

    void remove() noexcept {
      is_removed = true;
      on_abort.reset();
    }
  };
  using Entries = std::vector<std::shared_ptr<Entry>>;

  ListenerId add(Listener&& listener, const AbortSignal& signal, bool is_once) {
    loop_->require_loop_thread();
    require_function(listener);
    if (signal.aborted()) return ListenerId::none;
    const ListenerId id{++last_id_};
    auto entry = std::make_shared<Entry>(id, std::move(listener), is_once);
    if (signal.can_abort()) {
      entry->on_abort.emplace(signal, [this, id](const std::exception_ptr&) { forget(id); });
    }
    changeable().push_back(std::move(entry));
    return id;
  }

  bool forget(ListenerId id) {
    const auto is_named = [id](const auto& entry) { return entry->id == id; };
    const auto found = std::ranges::find_if(*entries_, is_named);
    if (found == entries_->end()) return false;
    const std::shared_ptr<Entry> entry = *found;
    std::erase_if(changeable(), is_named);
    entry->remove();
    return true;
  }

  /// The listeners, and nobody else looks at them.
  Entries& changeable() {
    if (entries_.use_count() > 1) entries_ = std::make_shared<Entries>(*entries_);
    return *entries_;
  }

  Loop* loop_;
  std::shared_ptr<Entries> entries_ = std::make_shared<Entries>();
  std::uint64_t last_id_ = 0;
};

}  // namespace loop::js
