// SPDX-License-Identifier: MIT
#include "layoutcheck/ingest/yaml_document.h"

#include <algorithm>
#include <sstream>

#include <yaml-cpp/eventhandler.h>

#include "layoutcheck/error.h"

namespace layoutcheck {
namespace {

/// Remembers where a document starts.
class DocumentStart : public YAML::EventHandler {
 public:
  int line() const { return line_; }

  void OnDocumentStart(const YAML::Mark& mark) override { line_ = mark.line; }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t,
                const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                       YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t,
                  YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

 private:
  int line_ = 0;
};

[[noreturn]] void fail(const std::string& file, int line, const std::string& message) {
  throw Error(file + ":" + std::to_string(std::max(line, 0) + 1) + ": " + message);
}

/// Not by YAML::LoadAll, which does not come back from some damaged files (",%l" in yaml-cpp 0.7).
void refuse_second_document(const std::string& text, const std::string& file) {
  std::istringstream stream(text);
  YAML::Parser parser(stream);
  DocumentStart start;
  if (!parser.HandleNextDocument(start) || !parser.HandleNextDocument(start)) return;
  fail(file, start.line(), "a second YAML document begins here; keep one");
}

}  // namespace

YAML::Node load_yaml(std::string_view text, const std::string& file) {
  try {
    const std::string copy(text);
    refuse_second_document(copy, file);
    return YAML::Load(copy);
  } catch (const YAML::Exception& error) {
    fail(file, error.mark.is_null() ? 0 : error.mark.line, "no YAML: " + error.msg);
  }
}

}  // namespace layoutcheck
