// SPDX-License-Identifier: MIT
#include "reports/ingest/calibration_json.h"

#include <nlohmann/json.hpp>

#include "reports/ingest/json_document.h"
#include "reports/model/error.h"

namespace reports {
namespace {

using Json = nlohmann::json;

const Json& member(const Json& json, const char* key) {
  if (!json.is_object() || !json.contains(key)) throw Error("it lacks " + std::string(key));
  return json.at(key);
}

std::string text_at(const Json& json, const char* key) {
  const Json& text = member(json, key);
  if (!text.is_string()) throw Error(std::string(key) + " is no text");
  return text;
}

const Json& list_at(const Json& json, const char* key) {
  const Json& list = member(json, key);
  if (!list.is_array()) throw Error(std::string(key) + " is no list");
  return list;
}

std::size_t count_at(const Json& json, const char* key) {
  const Json& count = member(json, key);
  if (!count.is_number_unsigned()) throw Error(std::string(key) + " is not a count");
  return count;
}

double effect_at(const Json& json, const char* key) {
  constexpr double most = 100;  // a hundred times as long: noise is never that, damage is
  const Json& number = member(json, key);
  const double effect = number.is_number() ? number.get<double>() : -1;
  if (!(effect >= 0 && effect <= most)) throw Error(std::string(key) + " is no relative effect");
  return effect;
}

IdenticalPrograms identical_programs(const Json& json) {
  IdenticalPrograms programs{count_at(json, "judged"), {}};
  for (const Json& name : list_at(json, "alarms")) {
    if (!name.is_string()) throw Error("alarms holds what is no name");
    programs.alarms.push_back(name);
  }
  return programs;
}

Machine machine_from(const Json& json) {
  Machine machine;
  for (const MachineFact& fact : machine_facts()) {
    const std::string key(fact.name);
    if (json.contains(key) && !json.at(key).is_null()) {
      machine.*fact.value = text_at(json, key.c_str());
    }
  }
  return machine;
}

Calibration calibration_of(const Json& json) {
  if (member(json, "schema_version") != 1) throw Error("its schema_version is not 1");
  Calibration calibration;
  calibration.date = text_at(json, "date");
  calibration.command = text_at(json, "command");
  calibration.machine = machine_from(member(json, "machine"));
  constexpr std::size_t most_launches = 10'000;
  const std::size_t launches = count_at(json, "launches");
  if (launches == 0 || launches > most_launches) throw Error("launches is no number of launches");
  calibration.launches = static_cast<int>(launches);
  calibration.margin = effect_at(json, "margin");
  calibration.relinked = count_at(json, "relinked");
  calibration.benchmarks = count_at(json, "benchmarks");
  const Json& identical = member(json, "identical_programs");
  calibration.interleaved = identical_programs(member(identical, "interleaved"));
  calibration.stored_sets = identical_programs(member(identical, "stored_sets"));
  for (const Json& floor : list_at(json, "noise_floors")) {
    calibration.floors.push_back({text_at(floor, "benchmark"), effect_at(floor, "interleaved"),
                                  effect_at(floor, "stored_sets"), effect_at(floor, "layout")});
  }
  if (calibration.floors.empty() && calibration.interleaved.judged > 0)
    throw Error("it holds no noise floor");
  return calibration;
}

}  // namespace

Calibration read_calibration(std::string bytes, const std::string& file) {
  const Json document = parse_json(std::move(bytes), file, "reports calibrate");
  try {
    return calibration_of(document);
  } catch (const Error& failure) {
    throw Error(file + ": not what 'reports calibrate' writes: " + failure.what() +
                "; calibrate again");
  }
}

}  // namespace reports
