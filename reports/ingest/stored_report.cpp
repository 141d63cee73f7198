// SPDX-License-Identifier: MIT
#include "reports/ingest/stored_report.h"

#include <nlohmann/json.hpp>

#include "reports/ingest/json_document.h"
#include "reports/model/error.h"

namespace reports {
namespace {

using Json = nlohmann::json;

StoredReport stored_report(const Json& json) {
  if (json.at("schema_version") != 1) throw Error("its schema_version is not 1");
  StoredReport report;
  report.frame.tool = json.at("generated_by");
  report.frame.generated_at = json.at("generated_at");
  const Json& subject = json.at("subject");
  report.frame.subject = {subject.at("commit"), subject.at("dirty"), subject.at("reason")};
  if (report.frame.subject.id == "unknown") report.frame.subject.id.clear();
  report.plan = json.at("plan").at(0).at("name");
  if (report.plan.find('/') != std::string::npos) throw Error("its plan lies elsewhere");
  return report;
}

std::string value_at(const Json& json, const std::string& path) {
  const Json::json_pointer pointer(path);
  return json.contains(pointer) ? json.at(pointer).dump() : "nothing";
}

}  // namespace

StoredReport read_stored_report(const std::string& json, const std::string& file) {
  const Json document = parse_json(json, file, "reports sanity");
  try {
    return stored_report(document);
  } catch (const std::exception& failure) {
    throw Error(file + ": not a report.json of 'reports sanity': " + failure.what());
  }
}

std::vector<std::string> differences(const std::string& stored, const std::string& derived) {
  constexpr std::size_t shown = 10;
  const Json before = Json::parse(stored);
  const Json after = Json::parse(derived);
  std::vector<std::string> lines;
  for (const Json& step : Json::diff(before, after)) {
    if (lines.size() == shown) break;
    const std::string path = step.at("path");
    lines.push_back(path + " is " + value_at(before, path) + "; derived: " + value_at(after, path));
  }
  return lines;
}

}  // namespace reports
