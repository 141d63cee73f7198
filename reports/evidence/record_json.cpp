// SPDX-License-Identifier: MIT
#include "reports/evidence/record_json.h"

#include <nlohmann/json.hpp>

#include "reports/model/error.h"

namespace reports {

using Json = nlohmann::ordered_json;

NLOHMANN_JSON_SERIALIZE_ENUM(RunEnd, {{RunEnd::started, "started"},
                                      {RunEnd::exited, "exited"},
                                      {RunEnd::signaled, "signaled"},
                                      {RunEnd::timed_out, "timed_out"},
                                      {RunEnd::not_started, "not_started"}})
NLOHMANN_JSON_SERIALIZE_ENUM(ArtifactState, {{ArtifactState::missing, "missing"},
                                             {ArtifactState::kept, "kept"},
                                             {ArtifactState::not_written, "not_written"}})

namespace {

constexpr int schema_version = 1;

Json to_json(const KeptFile& file) {
  return {{"name", file.name},
          {"source", file.source},
          {"state", file.state},
          {"sha256", file.sha256},
          {"size_bytes", file.size_bytes}};
}

Json to_json(const Commit& commit) {
  return {{"id", commit.known() ? commit.id : "unknown"},
          {"dirty", commit.dirty},
          {"reason", commit.reason}};
}

Json to_json(const Host& host) {
  return {{"id", host.id},
          {"cpu", host.cpu},
          {"cores", host.cores},
          {"architecture", host.architecture},
          {"kernel", host.kernel},
          {"system", host.system},
          {"governor", host.governor}};
}

Json to_json(const std::optional<int>& value) {
  return value ? Json(*value) : Json(nullptr);
}

std::optional<int> number_or_null(const Json& json) {
  if (json.is_null()) return std::nullopt;
  return json.get<int>();
}

/// The library maps a word that it does not know to the first of its table.
template <typename Enumeration>
Enumeration word(const Json& json) {
  const auto value = json.get<Enumeration>();
  if (Json(value) != json) throw Error("the word " + json.dump() + " has no meaning here");
  return value;
}

KeptFile kept_file(const Json& json) {
  KeptFile file{json.at("name"), json.at("source"), json.at("sha256"), json.at("size_bytes"),
                word<ArtifactState>(json.at("state"))};
  if (file.name.empty() || file.name.find('/') != std::string::npos || file.name == "." ||
      file.name == "..") {
    throw Error("'" + file.name + "' is no file name");
  }
  return file;
}

Commit commit(const Json& json) {
  Commit commit{json.at("id"), json.at("dirty"), json.at("reason")};
  if (commit.id == "unknown") commit.id.clear();
  return commit;
}

Host host(const Json& json) {
  return {json.at("id"),     json.at("cpu"),    json.at("cores"),   json.at("architecture"),
          json.at("kernel"), json.at("system"), json.at("governor")};
}

Evidence evidence(const Json& json) {
  if (json.at("schema_version") != schema_version) throw Error("its schema_version is not 1");
  Evidence evidence;
  evidence.id = json.at("id");
  evidence.end = word<RunEnd>(json.at("ended"));
  evidence.exit_code = number_or_null(json.at("exit_code"));
  evidence.signal = number_or_null(json.at("signal"));
  evidence.error = json.at("error");
  evidence.argv = json.at("argv").get<std::vector<std::string>>();
  evidence.directory = json.at("directory");
  evidence.program_sha256 = json.at("program_sha256");
  evidence.started_at = json.at("started_at");
  evidence.ended_at = json.at("ended_at");
  evidence.duration_ms = json.at("duration_ms");
  evidence.output = kept_file(json.at("output"));
  for (const Json& file : json.at("artifacts")) evidence.artifacts.push_back(kept_file(file));
  evidence.commit = commit(json.at("commit"));
  evidence.host = host(json.at("host"));
  evidence.tool = json.at("tool");
  return evidence;
}

}  // namespace

std::string write_record(const Evidence& evidence) {
  Json artifacts = Json::array();
  for (const KeptFile& file : evidence.artifacts) artifacts.push_back(to_json(file));
  const Json json = {{"schema_version", schema_version},
                     {"id", evidence.id},
                     {"ended", evidence.end},
                     {"exit_code", to_json(evidence.exit_code)},
                     {"signal", to_json(evidence.signal)},
                     {"error", evidence.error},
                     {"argv", evidence.argv},
                     {"directory", evidence.directory},
                     {"program_sha256", evidence.program_sha256},
                     {"started_at", evidence.started_at},
                     {"ended_at", evidence.ended_at},
                     {"duration_ms", evidence.duration_ms},
                     {"output", to_json(evidence.output)},
                     {"artifacts", artifacts},
                     {"commit", to_json(evidence.commit)},
                     {"host", to_json(evidence.host)},
                     {"tool", evidence.tool}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Evidence read_record(std::string_view json, const std::string& place) {
  try {
    return evidence(Json::parse(json));
  } catch (const std::exception& failure) {
    throw Error(place + ": not a record of 'reports run': " + failure.what());
  }
}

}  // namespace reports
