// SPDX-License-Identifier: MIT
#pragma once

#include <string>

#include "reports/model/comparison.h"

namespace reports {

/// The rows of a comparison for a terminal, by family, the counted rest, and the notes: at most
/// some 50 lines. Where not all fit, every verdict keeps some rows, REGRESSED the first and most of
/// them; counters that are not judged give way before. Names that do not fit lose their middle.
std::string show_table(const Comparison& comparison);

}  // namespace reports
