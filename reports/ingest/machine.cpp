// SPDX-License-Identifier: MIT
#include "reports/ingest/machine.h"

#include <string>

namespace reports {
namespace {

/// A value as a person would write it; strings lose their quotes.
std::string plain(const nlohmann::json& value) {
  if (value.is_string()) return value.get<std::string>();
  return value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

/// "Data 1 49152 B/1, ...": type, level, size and how many CPUs share it.
std::string caches_in_words(const nlohmann::json& caches) {
  std::string words;
  for (const nlohmann::json& cache : caches) {
    if (!cache.is_object()) return plain(caches);
    if (!words.empty()) words += ", ";
    words += plain(cache.value("type", nlohmann::json())) + " " +
             plain(cache.value("level", nlohmann::json())) + " " +
             plain(cache.value("size", nlohmann::json())) + " B/" +
             plain(cache.value("num_sharing", nlohmann::json()));
  }
  return words;
}

}  // namespace

Machine machine_of(const nlohmann::json& context) {
  Machine machine;
  for (const MachineFact& fact : machine_facts()) {
    const auto found = context.find(std::string(fact.name));
    if (found == context.end() || found->is_null()) continue;
    if (std::string text = found->is_array() ? caches_in_words(*found) : plain(*found);
        !text.empty()) {
      machine.*fact.value = std::move(text);
    }
  }
  // "false" is also what the library says where it could not read the governor, so that only
  // "true" tells something.
  if (!machine.cpu_governor && context.value("cpu_scaling_enabled", nlohmann::json()) == true) {
    machine.cpu_governor = "not performance (cpu_scaling_enabled)";
  }
  return machine;
}

}  // namespace reports
