// SPDX-License-Identifier: MIT
//
// Whether anything shows that the verdicts of this machine can be trusted.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reports/model/calibration.h"

namespace reports {

enum class ControlState {
  waived,         ///< the user goes without
  passed,         ///< identical programs came out as identical, on this machine, lately
  missing,        ///< no calibration
  other_machine,  ///< of a machine that differs
  stale,          ///< too old, or of an unknown day
  unfit,          ///< of other benchmarks, or of a wider margin
  failed,         ///< identical programs were called different
};

/// waived, passed, ...: as programs read it.
std::string_view identifier(ControlState state);

struct Control {
  ControlState state = ControlState::waived;
  std::string reason;  ///< why it is not passed
  std::optional<Calibration> calibration;

  /// Whether verdicts may let the gate pass or fail. A disarmed gate does neither.
  bool is_armed() const { return state == ControlState::waived || state == ControlState::passed; }
};

}  // namespace reports
