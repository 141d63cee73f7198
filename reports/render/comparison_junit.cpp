// SPDX-License-Identifier: MIT
#include "reports/render/comparison_junit.h"

#include <pugixml.hpp>
#include <sstream>

#include "reports/render/comparison_summary.h"
#include "reports/render/escape.h"

namespace reports {
namespace {

/// What the test case holds besides its name; null for success.
const char* outcome(const BenchmarkComparison& row) {
  if (row.verdict == Verdict::regressed) return "failure";
  if (is_judged(row)) return nullptr;
  return row.allowed ? "skipped" : "error";
}

void append_case(pugi::xml_node suite, const BenchmarkComparison& row) {
  pugi::xml_node test = suite.append_child("testcase");
  test.append_attribute("classname") = escape_terminal(row.family).c_str();
  test.append_attribute("name") = escape_terminal(row.name + " " + row.metric).c_str();
  if (const char* name = outcome(row)) {
    const std::string message = std::string(words(row.verdict)) + ": " + show_measurement(row);
    test.append_child(name).append_attribute("message") = escape_terminal(message).c_str();
  }
}

void append_warnings(pugi::xml_node suite, const std::vector<Warning>& warnings) {
  if (warnings.empty()) return;
  std::string text;
  for (const Warning& warning : warnings)
    text += "warning: " + escape_terminal(warning.text) + "\n";
  suite.append_child("system-out").text().set(text.c_str());
}

}  // namespace

std::string render_comparison_junit(const Comparison& comparison) {
  std::size_t errors = 0;
  std::size_t skipped = 0;
  pugi::xml_document document;
  pugi::xml_node suite = document.append_child("testsuites").append_child("testsuite");
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    append_case(suite, row);
    if (!is_judged(row)) ++(row.allowed ? skipped : errors);
  }
  append_warnings(suite, comparison.warnings);
  suite.append_attribute("name") = "reports compare";
  suite.append_attribute("tests") = comparison.benchmarks.size();
  suite.append_attribute("failures") = count(comparison, Verdict::regressed);
  suite.append_attribute("errors") = errors;
  suite.append_attribute("skipped") = skipped;

  std::ostringstream stream;
  document.save(stream, "  ");
  return stream.str();
}

}  // namespace reports
