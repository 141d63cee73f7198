// SPDX-License-Identifier: MIT
#include "reports/ingest/junit_xml.h"

#include <pugixml.hpp>

#include "reports/model/error.h"

namespace reports {
namespace {

std::string first_line(std::string text) {
  text.erase(0, text.find_first_not_of(" \t\r\n"));
  return text.substr(0, text.find_first_of("\r\n"));
}

/// What a `<failure>` or `<error>` says: its message, else the first line of its text, before
/// which Catch2 writes the line "FAILED:".
std::string said_by(const pugi::xml_node& complaint) {
  const std::string message = complaint.attribute("message").value();
  if (!message.empty()) return first_line(message);
  const std::string text = complaint.text().get();
  const std::string title = "FAILED:";
  const auto place = text.find_first_not_of(" \t\r\n");
  const bool titled = place != std::string::npos && text.compare(place, title.size(), title) == 0;
  return first_line(titled ? text.substr(place + title.size()) : text);
}

TestResult read_test(const pugi::xml_node& test, const std::string& file) {
  TestResult result{test.attribute("name").value(), TestOutcome::passed, ""};
  if (result.name.empty()) throw Error(file + ": holds a <testcase> without a name");
  const std::string status = test.attribute("status").value();
  for (const char* kind : {"failure", "error"}) {
    if (const pugi::xml_node complaint = test.child(kind)) {
      return {result.name, TestOutcome::failed, said_by(complaint)};
    }
  }
  if (status == "fail") return {result.name, TestOutcome::failed, "its status is 'fail'"};
  if (test.child("skipped") || status == "notrun" || status == "disabled") {
    result.outcome = TestOutcome::skipped;
  }
  return result;
}

}  // namespace

TestResults read_junit_xml(std::string_view xml, const std::string& file) {
  pugi::xml_document document;
  const pugi::xml_parse_result parsed = document.load_buffer(xml.data(), xml.size());
  if (!parsed) {
    throw Error(file + ": damaged or cut off at byte " + std::to_string(parsed.offset) + " (" +
                parsed.description() + "); run the tests again");
  }
  const std::string root = document.document_element().name();
  if (root != "testsuites" && root != "testsuite") {
    throw Error(file + ": not JUnit XML: its root is <" + root + ">, not <testsuites>");
  }
  TestResults results;
  for (const auto& found : document.select_nodes("//testcase")) {
    results.tests.push_back(read_test(found.node(), file));
  }
  for (const auto& found : document.select_nodes("//testsuite[not(ancestor::testsuite)]")) {
    results.failures_counted +=
        found.node().attribute("failures").as_uint() + found.node().attribute("errors").as_uint();
  }
  return results;
}

}  // namespace reports
