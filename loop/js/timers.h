// SPDX-License-Identifier: MIT
//
// Timers and immediates under the names that JavaScript has for them. All on the loop's thread.
#pragma once

#include "loop/js/immediate_table.h"
#include "loop/js/runtime.h"
#include "loop/loop.h"

namespace loop::js {

/// Runs `callback` once, `delay` after the time of this turn. Throws Errc::negative_delay.
TimerId set_timeout(Loop& loop, Task callback, Duration delay = Duration::zero());

/// Runs `callback` at multiples of `interval`, as Loop::add_repeating_timer() does: its lateness
/// does not add up. Throws Errc::negative_delay.
TimerId set_interval(Loop& loop, Task callback, Duration interval);

/// Runs `callback` in the next check phase, after the poller was asked.
ImmediateId set_immediate(Loop& loop, Task callback);

/// The callback does not run any more. False if it had been cleared, or happens once and began.
bool clear_timeout(Loop& loop, TimerId id);
bool clear_interval(Loop& loop, TimerId id);
bool clear_immediate(Loop& loop, ImmediateId id);

/// TimerClamp::none, the default, takes delays as they are. TimerClamp::html does what browsers do
/// (HTML Standard, timer initialization steps): a timer that is set by a timer that was set by a
/// timer and so on, more than five deep, waits at least 4 ms; so does an interval after its first
/// runs. For timers that are set from now on.
void set_timer_clamp(Loop& loop, TimerClamp clamp);

}  // namespace loop::js
