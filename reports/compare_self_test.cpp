// SPDX-License-Identifier: MIT
#include "reports/compare_self_test.h"

#include <algorithm>
#include <iostream>

#include "reports/files/read_file.h"
#include "reports/ingest/callgrind.h"
#include "reports/ingest/google_benchmark.h"
#include "reports/model/error.h"
#include "reports/render/control_text.h"
#include "reports/render/escape.h"
#include "reports/render/planted_defects_text.h"
#include "reports/render/text_columns.h"
#include "reports/verdict/compare_runs.h"
#include "reports/verdict/planted_defects.h"

namespace reports {
namespace {

using Read = void (*)(const std::string& bytes, const std::string& file);

bool is_refused(Read read, const std::string& bytes, const std::string& file) {
  try {
    read(bytes, file);
  } catch (const Error&) {
    return true;
  }
  return false;
}

void cut_in_half(PlantedDefect& defect, const std::string& file, Read read) {
  const std::string bytes = read_file(file);
  ++defect.planted;
  if (is_refused(read, bytes.substr(0, bytes.size() / 2), file)) {
    ++defect.named;
    ++defect.failed;
  } else {
    defect.missed.push_back(file);
  }
}

PlantedDefect cut_files_in_half(const Run& candidate) {
  PlantedDefect defect;
  defect.what = "a file cut in half";
  for (const Launch& launch : candidate.launches) {
    cut_in_half(defect, launch.file, [](const std::string& bytes, const std::string& file) {
      read_google_benchmark(bytes, file);
    });
  }
  for (const InstructionTotal& total : candidate.instructions) {
    cut_in_half(defect, total.file, [](const std::string& bytes, const std::string& file) {
      read_callgrind(bytes, file);
    });
  }
  return defect;
}

}  // namespace

ExitCode self_test_comparison(const Run& base, const Run& candidate, const Parameters& parameters,
                              const Control& control) {
  const Comparison undamaged = compare_runs(base, candidate, parameters, control);
  if (is_disarmed(undamaged)) {
    std::cout << wrapped("INCONCLUSIVE: " + escape_terminal(show_control(undamaged)) +
                             "; a gate that does not act shows nothing",
                         4);
    return undecided;
  }
  std::vector<PlantedDefect> defects = plant_defects(base, candidate, parameters, control);
  const auto has = [&](auto predicate) {
    return std::any_of(defects.begin(), defects.end(), predicate);
  };
  const bool shows_something = has([](const auto& defect) { return defect.planted > 0; });
  if (shows_something) defects.push_back(cut_files_in_half(candidate));
  std::cout << render_planted_defects_text(defects);
  if (has([](const auto& defect) { return !defect.missed.empty(); })) return failed;
  return shows_something ? passed : undecided;
}

}  // namespace reports
