// SPDX-License-Identifier: MIT
#include "reports/render/comparison_json.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

// Keeps the names in the order in which they are written here.
using json = nlohmann::ordered_json;

template <typename Value>
json or_null(const std::optional<Value>& value) {
  return value ? json(*value) : json(nullptr);
}

json to_json(const Machine& machine) {
  json result = json::object();
  for (const MachineFact& fact : machine_facts()) {
    result[std::string(fact.name)] = or_null(machine.*fact.value);
  }
  return result;
}

json to_json(const ComparedSide& side) {
  return {{"path", side.path}, {"launches", side.launches}};
}

json to_json(const Parameters& parameters) {
  return {{"margin", parameters.margin},
          {"floor_ns", parameters.floor_ns},
          {"false_discovery_rate", parameters.false_discovery_rate},
          {"least_launches", parameters.least_launches},
          {"exact_counters", parameters.exact_counters},
          {"allowed", parameters.allowed}};
}

json counters_of(const BenchmarkComparison& row) {
  json counters = json::array();
  for (const CounterChange& change : row.counters) {
    counters.push_back({{"name", change.name},
                        {"base", or_null(change.base)},
                        {"new", or_null(change.candidate)}});
  }
  return counters;
}

json to_json(const BenchmarkComparison& row) {
  json interval = nullptr;
  if (row.interval) interval = {row.interval->low, row.interval->high};
  return {{"name", row.name},
          {"family", row.family},
          {"metric", row.metric},
          {"base", or_null(row.base)},
          {"new", or_null(row.candidate)},
          {"ratio", or_null(row.ratio)},
          {"interval", interval},
          {"p", or_null(row.p)},
          {"smallest_p", or_null(row.smallest_p)},
          {"q", or_null(row.q)},
          {"margin", or_null(row.margin)},
          {"noise", or_null(row.noise)},
          {"launches", row.launches},
          {"verdict", identifier(row.verdict)},
          {"reason", row.reason},
          {"launches_needed", or_null(row.launches_needed)},
          {"allowed", row.allowed},
          {"counters", counters_of(row)}};
}

json to_json(const Control& control) {
  json result = {{"state", identifier(control.state)},
                 {"reason", control.reason},
                 {"armed", control.is_armed()}};
  if (control.calibration) {
    result["date"] = control.calibration->date;
    result["launches"] = control.calibration->launches;
  }
  return result;
}

json counts_of(const Comparison& comparison) {
  json counts = json::object();
  using enum Verdict;
  for (const Verdict verdict : {regressed, improved, no_change, inconclusive, not_run}) {
    counts[std::string(identifier(verdict))] = count(comparison, verdict);
  }
  return counts;
}

}  // namespace

std::string render_comparison_json(const Comparison& comparison) {
  json document = {
      {"schema_version", 1},
      {"verdict", identifier(comparison.verdict)},
      {"counts", counts_of(comparison)},
      {"parameters", to_json(comparison.parameters)},
      {"sampling", comparison.sampling == Sampling::interleaved ? "interleaved" : "stored_sets"},
      {"blocks", comparison.blocks},
      {"look_share", comparison.share},
      {"control", to_json(comparison.control)},
      {"base", to_json(comparison.base)},
      {"new", to_json(comparison.candidate)},
      {"machines",
       {{"base", to_json(comparison.base.machine)},
        {"new", to_json(comparison.candidate.machine)}}},
      {"benchmarks", json::array()},
      {"warnings", json::array()},
  };
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    document["benchmarks"].push_back(to_json(row));
  }
  for (const Warning& warning : comparison.warnings) {
    document["warnings"].push_back(warning.text);
  }
  // Names of files may hold bytes that are no UTF-8; JSON may not.
  return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace reports
