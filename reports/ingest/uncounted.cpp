// SPDX-License-Identifier: MIT
#include "reports/ingest/uncounted.h"

#include <utility>

#include "reports/ingest/json_document.h"
#include "reports/model/error.h"

namespace reports {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;
constexpr const char* writer = "reports measure --instructions";

}  // namespace

InstructionTotal read_uncounted(std::string bytes, const std::string& file) {
  const nlohmann::json document = parse_json(std::move(bytes), file, writer);
  const auto refuse = [&](const std::string& what) {
    throw Error(file + ": " + what + "; it must be what " + writer + " writes");
  };
  const auto value = [&](const char* key) {
    return document.is_object() ? document.value(key, nlohmann::json()) : nlohmann::json();
  };
  if (value("schema_version") != schema_version) refuse("its schema_version is not 1");
  for (const char* key : {"benchmark", "reason"}) {
    if (!value(key).is_string() || value(key) == "") refuse("lacks the text " + std::string(key));
  }
  if (!value("iterations").is_number_unsigned()) refuse("its iterations are no count");
  InstructionTotal uncounted;
  uncounted.file = file;
  uncounted.benchmark = value("benchmark");
  uncounted.iterations = value("iterations");
  uncounted.failure = value("reason");
  return uncounted;
}

std::string show_uncounted(const InstructionTotal& uncounted) {
  const Json document = {{"schema_version", schema_version},
                         {"benchmark", uncounted.benchmark},
                         {"iterations", uncounted.iterations},
                         {"reason", uncounted.failure.value_or("")}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reports
