// SPDX-License-Identifier: MIT
#pragma once

namespace bench {

/// Adds to the context of Google Benchmark's output what it does not know of itself: the
/// processor's model, its frequency governor, address randomisation, the compiler and its flags.
/// What the machine does not tell is left out, and so is unknown to who reads it.
void add_context();

}  // namespace bench
