// SPDX-License-Identifier: MIT
#include "layoutcheck/render/finding_words.h"

namespace layoutcheck {
namespace {

std::string bytes_text(ByteRange bytes) {
  if (bytes.first == bytes.last) return "byte " + std::to_string(bytes.first);
  return "bytes " + std::to_string(bytes.first) + ".." + std::to_string(bytes.last);
}

}  // namespace

std::string word(Verdict verdict) {
  switch (verdict) {
    case Verdict::proved:
      return "proved";
    case Verdict::violated:
      return "violated";
    case Verdict::unknown:
      return "unknown";
    case Verdict::not_checked:
      return "not_checked";
  }
  return {};
}

std::string word(Severity severity) {
  switch (severity) {
    case Severity::note:
      return "note";
    case Severity::warning:
      return "warning";
    case Severity::error:
      return "error";
  }
  return {};
}

std::string field_in_words(const Finding& finding, const FindingField& field) {
  std::string text = '\'' + field.path + '\'';
  if (!field.standing.empty()) text += " (" + field.standing + ")";
  return text + ": " + bytes_text(field.bytes) + (finding.of_elements ? " of the element" : "");
}

std::string message_with_help(const Finding& finding) {
  return finding.help.empty() ? finding.message : finding.message + "; " + finding.help;
}

}  // namespace layoutcheck
