// SPDX-License-Identifier: MIT
#pragma once

namespace loop {

/// Does what the operating system does when a signal comes: calls its handler, on this thread, if
/// the signal is watched.
void simulate_signal(int signal);

}  // namespace loop
