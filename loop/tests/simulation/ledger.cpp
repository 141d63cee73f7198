// SPDX-License-Identifier: MIT
#include "loop/tests/simulation/ledger.h"

#include <algorithm>

namespace loop {

Ledger::Number Ledger::open(Kind kind, Origin origin) {
  entries_.push_back({.kind = kind, .origin = origin});
  return entries_.size() - 1;
}

void Ledger::run(Number number, TimePoint now) {
  Entry& entry = entries_[number];
  if (has_ended_) fail("a callback ran after the end");
  if (entry.destroyed != 0) fail("a callback ran after its captures were destroyed");
  if (entry.is_cancelled) fail("a cancelled timer ran");
  if (now < entry.deadline) fail("a timer ran too early");
  if (++entry.runs > 1 && entry.kind != Kind::repeating_timer) fail("a callback ran twice");
  if (is_timer(entry.kind) || entry.kind == Kind::work) return;
  const auto [last, is_first] = last_run_.try_emplace({entry.kind, entry.origin}, number);
  if (!is_first && std::exchange(last->second, number) > number) fail("the order was not kept");
}

void Ledger::destroy(Number number) {
  Entry& entry = entries_[number];
  ++entry.destroyed;
  if (has_ended_ && entry.is_accepted) fail("captures were destroyed after the end");
}

TimePoint Ledger::soonest_timer() const {
  TimePoint soonest = TimePoint::max();
  for (const Entry& entry : entries_) {
    const bool is_pending = entry.is_accepted && entry.runs == 0 && entry.destroyed == 0;
    if (is_pending && entry.kind == Kind::timer) soonest = std::min(soonest, entry.deadline);
  }
  return soonest;
}

bool Ledger::has_waiting() const {
  for (const Entry& entry : entries_) {
    if (entry.is_accepted && entry.runs == 0 && entry.destroyed == 0 && !is_timer(entry.kind)) {
      return true;
    }
  }
  return false;
}

void Ledger::audit(const Discarded& discarded, bool may_discard) {
  for (const Entry& entry : entries_) audit(entry);
  audit_discarded(discarded, may_discard);
}

void Ledger::audit(const Entry& entry) {
  if (entry.destroyed == 0) fail("captures were not destroyed by the end");
  if (entry.is_cancelled && entry.kind == Kind::timer && entry.runs != 0) {
    fail("a cancelled timer ran");
  }
  if (entry.destroyed > 1) fail("captures were destroyed twice");
  if (!entry.is_accepted && entry.runs != 0) fail("a refused task ran");
  const bool is_pending = entry.runs == 0 || entry.kind == Kind::repeating_timer;
  if (entry.is_accepted && is_pending && !entry.is_cancelled) {
    ++not_run_[static_cast<std::size_t>(entry.kind)];
  }
}

void Ledger::audit_discarded(const Discarded& discarded, bool may_discard) {
  const auto not_run = [this](Kind a, Kind b) {
    return not_run_[static_cast<std::size_t>(a)] + not_run_[static_cast<std::size_t>(b)];
  };
  const auto compare = [this](const char* what, std::size_t reported, std::size_t counted) {
    if (reported == counted) return;
    fail(std::to_string(reported) + ' ' + what + " were reported discarded, and " +
         std::to_string(counted) + " have not run");
  };
  const std::size_t tasks = not_run(Kind::task, Kind::internal_task);
  const bool is_unknown = discarded.tasks > tasks && discarded.tasks <= tasks + unknown_tasks_;
  compare("tasks", discarded.tasks, is_unknown ? discarded.tasks : tasks);
  compare("microtasks", discarded.microtasks, not_run(Kind::next_tick, Kind::microtask));
  compare("immediates", discarded.immediates, not_run(Kind::immediate, Kind::immediate) / 2);
  compare("close callbacks", discarded.close_callbacks,
          not_run(Kind::close_callback, Kind::close_callback) / 2);
  compare("timers", discarded.timers, not_run(Kind::timer, Kind::repeating_timer));
  compare("pieces of work", discarded.work, not_run(Kind::work, Kind::work) / 2);
  if (may_discard) return;
  // Immediates and close callbacks that were added when no task was left may be.
  const std::size_t lost = discarded.tasks + discarded.microtasks + discarded.work;
  if (lost != 0) fail("a graceful shutdown discarded what was accepted");
}

}  // namespace loop
