// SPDX-License-Identifier: MIT
#include "reports/render/comparison_junit.h"

#include <map>
#include <pugixml.hpp>
#include <sstream>
#include <string_view>

#include "reports/render/comparison_summary.h"
#include "reports/render/control_text.h"
#include "reports/render/escape.h"

namespace reports {
namespace {

/// What the test case holds besides its name; nothing for success.
std::string_view outcome(const Comparison& comparison, const BenchmarkComparison& row) {
  if (is_held_back(comparison, row)) return "error";
  if (row.verdict == Verdict::regressed) return "failure";
  if (is_judged(row)) return "";
  return row.allowed ? "skipped" : "error";
}

void append_case(pugi::xml_node suite, const Comparison& comparison,
                 const BenchmarkComparison& row) {
  pugi::xml_node test = suite.append_child("testcase");
  test.append_attribute("classname") = escape_terminal(row.family).c_str();
  test.append_attribute("name") = escape_terminal(row.name + " " + row.metric).c_str();
  const std::string name(outcome(comparison, row));
  if (name.empty()) return;
  const std::string message = show_verdict(comparison, row) + ": " + show_measurement(row);
  test.append_child(name.c_str()).append_attribute("message") = escape_terminal(message).c_str();
}

/// Verdicts that nothing vouches for must not read as success.
void append_control(pugi::xml_node suite, const Comparison& comparison) {
  pugi::xml_node test = suite.append_child("testcase");
  test.append_attribute("classname") = "reports";
  test.append_attribute("name") = "the gate is armed";
  test.append_child("error").append_attribute("message") =
      escape_terminal(show_control(comparison)).c_str();
}

void append_notes(pugi::xml_node suite, const Comparison& comparison) {
  std::string text = "control: " + escape_terminal(show_control(comparison)) + "\n";
  for (const std::string& warning : show_warnings(comparison)) {
    text += "warning: " + escape_terminal(warning) + "\n";
  }
  suite.append_child("system-out").text().set(text.c_str());
}

}  // namespace

std::string render_comparison_junit(const Comparison& comparison) {
  std::map<std::string_view, std::size_t> counts;
  pugi::xml_document document;
  pugi::xml_node suite = document.append_child("testsuites").append_child("testsuite");
  for (const BenchmarkComparison& row : comparison.benchmarks) {
    append_case(suite, comparison, row);
    ++counts[outcome(comparison, row)];
  }
  std::size_t tests = comparison.benchmarks.size();
  if (is_disarmed(comparison)) {
    append_control(suite, comparison);
    ++tests;
    ++counts["error"];
  }
  append_notes(suite, comparison);
  suite.append_attribute("name") = "reports compare";
  suite.append_attribute("tests") = tests;
  suite.append_attribute("failures") = counts["failure"];
  suite.append_attribute("errors") = counts["error"];
  suite.append_attribute("skipped") = counts["skipped"];

  std::ostringstream stream;
  document.save(stream, "  ");
  return stream.str();
}

}  // namespace reports
