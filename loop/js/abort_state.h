// SPDX-License-Identifier: MIT
//
// What the handles of one abort signal share.
#pragma once

#include <exception>
#include <memory>
#include <stop_token>
#include <vector>

#include "layoutcheck/annotations.h"
#include "loop/loop.h"

namespace loop::js {

class AbortListener;

/// Whether and why a signal is aborted, and who must hear of it. The loop's thread only, but for
/// destruction: what it holds then may be released by any thread.
class LAYOUT_MAX_SIZE(96) AbortState {
 public:
  using Handle = std::shared_ptr<AbortState>;

  explicit AbortState(Loop& loop) noexcept : loop_(&loop) {}
  AbortState(const AbortState&) = delete;
  AbortState& operator=(const AbortState&) = delete;

  Loop& loop() const noexcept { return *loop_; }

  /// Null as long as it is not aborted.
  const std::exception_ptr& reason() const noexcept { return reason_; }
  bool is_aborted() const noexcept { return reason_ != nullptr; }

  /// Gives this signal and those that depend on it their reason, and then calls all listeners. The
  /// first call counts.
  static void abort(const Handle& state, std::exception_ptr reason);

  /// Becomes aborted when `other` does, or what that depends on. Neither must be aborted.
  static void depend(const Handle& state, const Handle& other);

  std::stop_token stop_token();

 private:
  friend class AbortListener;

  void add_dependent(const Handle& dependent);
  void take_reason(const std::exception_ptr& reason) noexcept;
  void call_listeners();

  LAYOUT_WRITTEN_BY(owner) Loop* loop_;
  LAYOUT_WRITTEN_BY(owner) std::exception_ptr reason_;
  LAYOUT_WRITTEN_BY(owner) AbortListener* first_ = nullptr;
  LAYOUT_WRITTEN_BY(owner) AbortListener* last_ = nullptr;
  LAYOUT_WRITTEN_BY(owner) std::stop_source stop_source_{std::nostopstate};
  LAYOUT_WRITTEN_BY(owner) std::vector<Handle> sources_;  // none of them depends on another
  LAYOUT_WRITTEN_BY(owner) std::vector<std::weak_ptr<AbortState>> dependents_;
};

}  // namespace loop::js
