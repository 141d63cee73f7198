// SPDX-License-Identifier: MIT
#include "layoutcheck/render/github.h"

#include <algorithm>
#include <array>
#include <vector>

#include "layoutcheck/render/columns.h"
#include "layoutcheck/render/finding_words.h"
#include "layoutcheck/render/summary.h"

namespace layoutcheck {
namespace {

constexpr std::size_t most_of_a_level = 10;

struct Annotation {
  SourceLocation location;  ///< line 0: the file as a whole, or none
  std::string title;
  std::string message;
};

struct Level {
  std::string command;
  std::string noun;
  std::vector<Annotation> annotations;
};

/// As the toolkit of GitHub Actions escapes: in properties ':' and ',' as well.
std::string escaped(const std::string& text, bool is_property) {
  std::string result;
  for (const char c : text) {
    if (c == '%')
      result += "%25";
    else if (c == '\r')
      result += "%0D";
    else if (c == '\n')
      result += "%0A";
    else if (c == ':' && is_property)
      result += "%3A";
    else if (c == ',' && is_property)
      result += "%2C";
    else
      result += c;
  }
  return result;
}

std::string command_line(const std::string& command, const Annotation& annotation) {
  std::string properties;
  const auto add = [&](const std::string& name, const std::string& value) {
    properties += (properties.empty() ? " " : ",") + name + '=' + escaped(value, true);
  };
  const SourceLocation& location = annotation.location;
  if (!location.file.empty()) add("file", location.file);
  if (location.line > 0) add("line", std::to_string(location.line));
  if (location.column > 0) add("col", std::to_string(location.column));
  add("title", annotation.title);
  return "::" + command + properties + "::" + escaped(annotation.message, false) + '\n';
}

class Annotations {
 public:
  explicit Annotations(const Gate& gate) : gate_(gate) {}

  void add(const Finding& finding) {
    if (finding.allowed || finding.baselined) return;
    level_of(finding).annotations.push_back(
        {finding.location, "layoutcheck " + finding.rule, text_of(finding)});
  }

  void add_gaps(const CheckResult& result) {
    for (const Unit& unit : result.coverage.failed_units) {
      add_error({unit.file, 0, 0}, unit.reason);
    }
    for (const SkippedRecord& skipped : result.coverage.skipped_types) {
      if (!skipped.annotated) continue;
      add_error(skipped.location, "the contract of " + skipped.name + ": " + skipped.reason);
    }
    for (const std::string& name : result.coverage.unknown_types) {
      add_error({}, unknown_type_in_words(name));
    }
    std::string advice = advice_if_nothing_matched(result);
    if (advice.empty()) return;
    advice.pop_back();
    add_error({}, advice);
  }

  std::string text() const {
    std::string text, more;
    for (const Level& level : levels_) {
      const std::size_t shown = std::min(level.annotations.size(), most_of_a_level);
      for (std::size_t i = 0; i < shown; ++i) {
        text += command_line(level.command, level.annotations[i]);
      }
      const std::size_t hidden = level.annotations.size() - shown;
      if (hidden > 0) more += (more.empty() ? "" : ", ") + counted(hidden, level.noun);
    }
    if (more.empty()) return text;
    return text + "and " + more + " more; --format text shows all\n";
  }

 private:
  static std::string text_of(const Finding& finding) {
    const std::string text = message_with_help(finding);
    if (finding.verdict == Verdict::unknown) return "unknown: " + text;
    if (finding.verdict == Verdict::not_checked) return "not checked: " + text;
    return text;
  }

  Level& level_of(const Finding& finding) {
    if (finding.verdict == Verdict::not_checked) return levels_[0];
    if (finding.verdict == Verdict::unknown) return levels_[gate_.allow_unknown ? 1 : 0];
    switch (finding.severity) {
      case Severity::error:
        return levels_[0];
      case Severity::warning:
        return levels_[1];
      case Severity::note:
        break;
    }
    return levels_[2];
  }

  void add_error(const SourceLocation& location, const std::string& text) {
    levels_[0].annotations.push_back({location, "layoutcheck", "not checked: " + text});
  }

  const Gate& gate_;
  std::array<Level, 3> levels_ = {
      {{"error", "error", {}}, {"warning", "warning", {}}, {"notice", "notice", {}}}};
};

}  // namespace

std::string github(const Program& program, const CheckResult& result, const Gate& gate) {
  Annotations annotations(gate);
  annotations.add_gaps(result);
  for (const Finding& finding : result.findings) {
    // Nobody acts on notes.
    if (finding.severity != Severity::note) annotations.add(finding);
  }
  return annotations.text() + summary(program, result);
}

}  // namespace layoutcheck
