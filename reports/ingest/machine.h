// SPDX-License-Identifier: MIT
#pragma once

#include <nlohmann/json.hpp>

#include "reports/model/machine.h"

namespace reports {

/// The facts in the "context" of a Google Benchmark file: what the library found out, and what
/// `--benchmark_context=KEY=VALUE` added under the names of machine_facts().
Machine machine_of(const nlohmann::json& context);

}  // namespace reports
