// SPDX-License-Identifier: MIT
#include "reports/model/control.h"

namespace reports {

std::string_view identifier(ControlState state) {
  switch (state) {
    case ControlState::waived:
      return "waived";
    case ControlState::passed:
      return "passed";
    case ControlState::missing:
      return "missing";
    case ControlState::other_machine:
      return "other_machine";
    case ControlState::stale:
      return "stale";
    case ControlState::unfit:
      return "unfit";
    case ControlState::failed:
      return "failed";
  }
  return "unknown";
}

}  // namespace reports
