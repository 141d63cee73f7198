// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "loop/pollers/signal_inbox.h"
#include "loop/task.h"

namespace loop {

/// Names one watch of a signal. Never used twice. The value 0 names none.
enum class SignalId : std::uint64_t { none = 0 };

/// Told the number of a signal that arrived.
using SignalHandler = Callback<int>;

/// The signals that a loop watches. The loop's thread only.
class SignalTable {
 public:
  /// `wake(context)` is called inside signal handlers, on any thread, while a signal is watched.
  SignalTable(SignalInbox::Wake wake, void* context) noexcept : wake_(wake), context_(context) {}
  SignalTable(const SignalTable&) = delete;
  SignalTable& operator=(const SignalTable&) = delete;
  ~SignalTable() { clear(); }

  /// Throws std::system_error if the signal cannot be watched; nothing is added then.
  SignalId add(int signal, SignalHandler&& handler);

  /// Ends a watch; its handler does not run again. False if it had ended.
  bool remove(SignalId id) noexcept;

  /// Whether the watch counts in has_referenced(); it does when it is added. False if it has ended.
  bool set_referenced(SignalId id, bool is_referenced) noexcept;

  /// Whether there is a watch that counts.
  bool has_referenced() const noexcept;

  bool empty() const noexcept { return watches_.empty(); }
  std::size_t size() const noexcept { return watches_.size(); }

  /// Whether a signal waits to be claimed, or a claimed one for its handlers.
  bool has_arrived() const noexcept { return !empty() && (has_claimed() || !inbox_->empty()); }

  /// Takes the signals that arrived, unless some are claimed already.
  void claim() noexcept {
    if (has_claimed() || empty()) return;
    if (const std::uint64_t arrived = inbox_->take(); arrived != 0) claim(arrived);
  }

  bool has_claimed() const noexcept { return !claimed_.empty(); }

  /// Calls `call(function)` for the first claimed watch, in the order in which they were added, if
  /// it has not ended meanwhile; `function()` calls its handler, which may end its own watch.
  template <typename Call>
  void pop(Call&& call) {
    const Watch* watch = find(claimed_.back());
    claimed_.pop_back();
    if (watch == nullptr) return;
    const std::shared_ptr<SignalHandler> handler = watch->handler;
    call([&handler, signal = watch->signal] { (*handler)(signal); });
  }

  /// Ends all watches and returns how many.
  std::size_t clear() noexcept;

 private:
  struct Watch {
    SignalId id;
    int signal;
    bool is_referenced;
    std::shared_ptr<SignalHandler> handler;  // shared with the call that is under way
  };

  struct Release {
    void operator()(SignalInbox* inbox) const noexcept { SignalInbox::release(inbox); }
  };

  const Watch* find(SignalId id) const noexcept;
  bool watches(int signal) const noexcept;
  void claim(std::uint64_t arrived) noexcept;

  std::vector<Watch> watches_;                   // in the order in which they were added
  std::vector<SignalId> claimed_;                // in the reverse order; possibly ended
  std::unique_ptr<SignalInbox, Release> inbox_;  // null until the first watch
  std::uint64_t last_id_ = 0;
  SignalInbox::Wake wake_;
  void* context_;
};

}  // namespace loop
