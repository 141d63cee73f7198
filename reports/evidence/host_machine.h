// SPDX-License-Identifier: MIT
#pragma once

#include "reports/model/evidence.h"
#include "reports/model/machine.h"

namespace reports {

/// What benchmarks do not know by themselves: CPU model, governor and kernel. Address randomisation
/// is left out: newer versions of Google Benchmark switch it off for their own process, and say so.
Machine machine_of(const Host& host);

}  // namespace reports
