// SPDX-License-Identifier: MIT
#include "reports/compare_self_test.h"

#include <algorithm>
#include <iostream>

#include "reports/files/read_file.h"
#include "reports/ingest/google_benchmark.h"
#include "reports/model/error.h"
#include "reports/render/planted_defects_text.h"
#include "reports/verdict/planted_defects.h"

namespace reports {
namespace {

bool is_refused(const std::string& bytes, const std::string& file) {
  try {
    read_google_benchmark(bytes, file);
  } catch (const Error&) {
    return true;
  }
  return false;
}

PlantedDefect cut_files_in_half(const Run& candidate) {
  PlantedDefect defect;
  defect.what = "a file cut in half";
  for (const Launch& launch : candidate.launches) {
    const std::string bytes = read_file(launch.file);
    ++defect.planted;
    if (is_refused(bytes.substr(0, bytes.size() / 2), launch.file)) {
      ++defect.named;
      ++defect.failed;
    } else {
      defect.missed.push_back(launch.file);
    }
  }
  return defect;
}

}  // namespace

ExitCode self_test_comparison(const Run& base, const Run& candidate, const Parameters& parameters) {
  std::vector<PlantedDefect> defects = plant_defects(base, candidate, parameters);
  defects.push_back(cut_files_in_half(candidate));
  std::cout << render_planted_defects_text(defects);
  const bool missed = std::any_of(defects.begin(), defects.end(),
                                  [](const auto& defect) { return !defect.missed.empty(); });
  return missed ? failed : passed;
}

}  // namespace reports
