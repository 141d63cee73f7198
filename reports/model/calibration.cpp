// SPDX-License-Identifier: MIT
#include "reports/model/calibration.h"

namespace reports {
namespace {

std::optional<std::string> failure_of(const IdenticalPrograms& control, const std::string& sides) {
  if (control.judged == 0) return "it judged no benchmark of " + sides;
  if (control.alarms.empty()) return std::nullopt;
  std::string text = sides + " were called different, on " + control.alarms[0];
  if (control.alarms.size() > 1) {
    text += " and " + std::to_string(control.alarms.size() - 1) + " more";
  }
  return text;
}

}  // namespace

std::optional<std::string> control_failure(const Calibration& calibration, Sampling sampling) {
  auto failure = failure_of(calibration.interleaved, "a program and its own copy");
  if (failure || sampling == Sampling::interleaved) return failure;
  return failure_of(calibration.stored_sets, "earlier and later launches of one program");
}

}  // namespace reports
