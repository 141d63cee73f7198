// SPDX-License-Identifier: MIT
#include "loop/signal_table.h"

#include <algorithm>
#include <utility>

namespace loop {

SignalId SignalTable::add(int signal, SignalHandler&& handler) {
  if (inbox_ == nullptr) inbox_.reset(&SignalInbox::acquire(wake_, context_));
  claimed_.reserve(watches_.size() + 1);  // so that claim() cannot fail
  const bool is_first = !watches(signal);
  const SignalId id{last_id_ + 1};
  watches_.push_back({id, signal, true, std::make_shared<SignalHandler>(std::move(handler))});
  try {
    if (is_first) inbox_->watch(signal);
  } catch (...) {
    watches_.pop_back();
    throw;
  }
  ++last_id_;
  return id;
}

/// Keeps the handler to the end, because destructors of its captures may come back here.
bool SignalTable::remove(SignalId id) noexcept {
  const Watch* watch = find(id);
  if (watch == nullptr) return false;
  const Watch ended = *watch;
  watches_.erase(watches_.begin() + (watch - watches_.data()));
  if (!watches(ended.signal)) inbox_->unwatch(ended.signal);
  return true;
}

bool SignalTable::set_referenced(SignalId id, bool is_referenced) noexcept {
  const auto watch = std::ranges::find(watches_, id, &Watch::id);
  if (watch == watches_.end()) return false;
  watch->is_referenced = is_referenced;
  return true;
}

bool SignalTable::has_referenced() const noexcept {
  return std::ranges::any_of(watches_, &Watch::is_referenced);
}

std::size_t SignalTable::clear() noexcept {
  std::size_t count = 0;
  for (; !watches_.empty(); ++count) remove(watches_.back().id);
  claimed_.clear();
  return count;
}

const SignalTable::Watch* SignalTable::find(SignalId id) const noexcept {
  const auto watch = std::ranges::find(watches_, id, &Watch::id);
  return watch == watches_.end() ? nullptr : &*watch;
}

bool SignalTable::watches(int signal) const noexcept {
  return std::ranges::find(watches_, signal, &Watch::signal) != watches_.end();
}

void SignalTable::claim(std::uint64_t arrived) noexcept {
  for (auto watch = watches_.rbegin(); watch != watches_.rend(); ++watch) {
    if (SignalInbox::has_signal(arrived, watch->signal)) claimed_.push_back(watch->id);
  }
}

}  // namespace loop
