// SPDX-License-Identifier: MIT
#include <cstdlib>

#include "loop/pollers/poller.h"

namespace loop {

/// Every loop of a simulation is given a poller: there is no operating system to ask for one.
std::unique_ptr<Poller> make_default_poller() {
  std::abort();
}

}  // namespace loop
