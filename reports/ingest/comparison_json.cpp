// SPDX-License-Identifier: MIT
#include "reports/ingest/comparison_json.h"

#include "reports/ingest/json_document.h"
#include "reports/model/error.h"

namespace reports {
namespace {

using Json = nlohmann::json;

Verdict verdict(const Json& json) {
  using enum Verdict;
  for (const Verdict each : {regressed, improved, no_change, inconclusive, not_run}) {
    if (json == identifier(each)) return each;
  }
  throw Error("the verdict " + json.dump() + " has no meaning here");
}

StoredDifference difference(const Json& json) {
  StoredDifference difference;
  difference.name = json.at("name");
  difference.metric = json.at("metric");
  if (json.at("ratio").is_number()) difference.ratio = json.at("ratio").get<double>();
  if (const Json& interval = json.at("interval"); interval.is_array() && interval.size() == 2 &&
                                                  interval[0].is_number() &&
                                                  interval[1].is_number()) {
    difference.interval = Interval{interval[0], interval[1]};
  }
  difference.launches_base = json.at("launches").at(0);
  difference.launches_new = json.at("launches").at(1);
  difference.verdict = verdict(json.at("verdict"));
  difference.reason = json.at("reason").is_null() ? "" : json.at("reason").get<std::string>();
  difference.allowed = json.value("allowed", false);
  return difference;
}

}  // namespace

StoredComparison read_comparison_json(std::string bytes, const std::string& file) {
  const Json json = parse_json(std::move(bytes), file, "reports compare --format json");
  try {
    StoredComparison comparison;
    comparison.verdict = verdict(json.at("verdict"));
    for (const Json& row : json.at("benchmarks")) comparison.benchmarks.push_back(difference(row));
    for (const Json& warning : json.at("warnings")) comparison.warnings.push_back(warning);
    return comparison;
  } catch (const std::exception& failure) {
    throw Error(file + ": not what 'reports compare --format json' writes: " + failure.what());
  }
}

}  // namespace reports
