// SPDX-License-Identifier: MIT
#include "reports/render/calibration_json.h"

#include <nlohmann/json.hpp>

namespace reports {
namespace {

using json = nlohmann::ordered_json;

json to_json(const IdenticalPrograms& control) {
  return {{"judged", control.judged}, {"alarms", control.alarms}};
}

json to_json(const Machine& machine) {
  json result = json::object();
  for (const MachineFact& fact : machine_facts()) {
    const auto& value = machine.*fact.value;
    result[std::string(fact.name)] = value ? json(*value) : json(nullptr);
  }
  return result;
}

}  // namespace

std::string render_calibration_json(const Calibration& calibration) {
  json document = {{"schema_version", 1},
                   {"date", calibration.date},
                   {"command", calibration.command},
                   {"machine", to_json(calibration.machine)},
                   {"launches", calibration.launches},
                   {"margin", calibration.margin},
                   {"relinked", calibration.relinked},
                   {"benchmarks", calibration.benchmarks},
                   {"identical_programs",
                    {{"interleaved", to_json(calibration.interleaved)},
                     {"stored_sets", to_json(calibration.stored_sets)}}},
                   {"noise_floors", json::array()}};
  for (const NoiseFloor& floor : calibration.floors) {
    document["noise_floors"].push_back({{"benchmark", floor.benchmark},
                                        {"interleaved", floor.interleaved},
                                        {"stored_sets", floor.stored_sets},
                                        {"layout", floor.layout}});
  }
  return document.dump(2, ' ', false, json::error_handler_t::replace) + "\n";
}

}  // namespace reports
