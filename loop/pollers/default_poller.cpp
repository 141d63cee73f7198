// SPDX-License-Identifier: MIT
#include "loop/pollers/poller.h"

namespace loop {

std::unique_ptr<Poller> make_default_poller() {
#ifdef __linux__
  return make_epoll_poller();
#else
  return make_poll_poller();
#endif
}

}  // namespace loop
