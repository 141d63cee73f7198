// SPDX-License-Identifier: MIT
//
// The outputs for other programs, for findings made by hand.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>
#include <pugixml.hpp>

#include "layoutcheck/render/github.h"
#include "layoutcheck/render/junit.h"
#include "layoutcheck/render/sarif.h"
#include "layoutcheck/tests/programs.h"

namespace layoutcheck {
namespace {

using Json = nlohmann::json;

Finding finding(const std::string& type, const std::string& message,
                Verdict verdict = Verdict::violated, Severity severity = Severity::error) {
  Finding made;
  made.rule = "lock";  // of no contract
  made.type = type;
  made.message = message;
  made.verdict = verdict;
  made.severity = severity;
  made.location = {"dir/a b.h", 3, 7};
  return made;
}

Finding claim(const std::string& message, Verdict verdict = Verdict::violated) {
  Finding made = finding("S", message, verdict);
  made.rule = "isolation";
  made.fields = {{"x", "group a", {0, 7}, {"dir/a b.h", 3, 7}},
                 {"y", "group b", {8, 8}, {"dir/a b.h", 4, 0}}};
  return made;
}

struct Made {
  Program program = program_of({record("S", 16, 8, {})});
  Contract contract;
  CheckResult result;

  explicit Made(std::vector<Finding> findings) { result.findings = std::move(findings); }

  /// A contract with these claims; those that are not proved are findings.
  static Made contract_with(const std::vector<Finding>& claims, Verdict verdict) {
    Made made({});
    for (const Finding& one : claims) {
      if (one.verdict != Verdict::proved) made.result.findings.push_back(one);
    }
    made.result.contracts.push_back({&made.contract, 64, verdict, claims});
    made.result.coverage.proved = 1;
    return made;
  }

  void name_contract(const std::string& name) {
    contract.name = name;
    for (ContractResult& one : result.contracts) one.contract = &contract;
  }
};

std::string as_github(const Made& made, const Gate& gate = {}) {
  return github(made.program, made.result, gate);
}

pugi::xml_document as_junit(Made& made, const Gate& gate = {}) {
  made.name_contract("S");
  pugi::xml_document document;
  REQUIRE(document.load_string(junit(made.program, made.result, gate).c_str()));
  return document;
}

pugi::xml_node suite_of(const pugi::xml_document& document) {
  return document.child("testsuites").child("testsuite");
}

Json as_sarif(const Made& made, const Gate& gate = {}) {
  return Json::parse(sarif(made.program, made.result, gate))["runs"][0];
}

const std::vector<std::string> hostile = {
    "\"quoted\" 'twice' <a & b>",
    "]]>",
    std::string("control \x01 \x1b[31m \x7f"),
    std::string(300, 'x'),
    "na\xC3\xAFve \xE5\xB1\x82",
    "no UTF-8 \xFF\xFE",
    "two\r\nlines\n::error::forged",
    "100% a:b,c::d",
    "",
};

}  // namespace

TEST_CASE("the format github escapes what its commands are made of", "[layoutcheck][formats]") {
  Made made({finding("T", "50% :\r\n::error::forged")});
  made.result.findings[0].location.file = "a,b:c%.h";
  made.result.coverage.proved = 1;

  CHECK(as_github(made).starts_with(
      "::error file=a%2Cb%3Ac%25.h,line=3,col=7,title=layoutcheck lock::"
      "50%25 :%0D%0A::error::forged\n"));
}

TEST_CASE("the format github shows errors first, ten of a level, and counts the rest",
          "[layoutcheck][formats]") {
  std::vector<Finding> findings;
  for (int i = 0; i < 13; ++i) {
    findings.push_back(finding("T", "w", Verdict::violated, Severity::warning));
    findings.push_back(finding("T", "e"));
  }
  findings.resize(25);  // the last error is cut
  Made made(findings);
  made.result.coverage.proved = 1;
  const std::string text = as_github(made);

  const auto count = [&](const std::string& words) {
    std::size_t found = 0;
    for (std::size_t at = 0; (at = text.find(words, at)) != std::string::npos; ++at) ++found;
    return found;
  };
  CHECK(count("::error file=") == 10);
  CHECK(count("::warning file=") == 10);
  CHECK(text.rfind("::error ") < text.find("::warning "));
  CHECK(
      text.find("\nand 2 errors, 3 warnings more; --format text shows all\nchecked 1 contract, ") !=
      std::string::npos);
}

TEST_CASE("the format github leaves out what does not count, and nothing else",
          "[layoutcheck][formats]") {
  Made made({finding("T", "allowed"), finding("T", "baselined"),
             finding("T", "open", Verdict::unknown), finding("T", "gap", Verdict::not_checked)});
  made.result.findings[0].allowed = "why";
  made.result.findings[1].baselined = true;
  made.result.coverage.failed_units = {{"bad.cpp", false, "it is bad"}};
  made.result.coverage.unknown = 1;

  const std::string text = as_github(made);
  CHECK(text.starts_with("::error file=bad.cpp,title=layoutcheck::not checked: it is bad\n"));
  CHECK(text.find("allowed") == std::string::npos);
  CHECK(text.find("baselined") == std::string::npos);
  CHECK(text.find("lock::unknown: open\n") != std::string::npos);
  CHECK(text.find("::not checked: gap\n") != std::string::npos);
  CHECK(as_github(made, {.allow_unknown = true}).find("::warning ") != std::string::npos);
  CHECK(as_github(Made({})).starts_with("::error title=layoutcheck::not checked: no type found"));
}

TEST_CASE("the format github stays one line a command, whatever names there are",
          "[layoutcheck][formats]") {
  for (const std::string& name : hostile) {
    Made made({finding(name, name)});
    made.result.coverage.proved = 1;
    const std::string text = as_github(made);
    CHECK(std::count(text.begin(), text.end(), '\n') == 2);
    CHECK(text.find('\r') == std::string::npos);
  }
}

TEST_CASE("the format junit has a case for each contract, with what became of it",
          "[layoutcheck][formats]") {
  const auto outcome = [](std::vector<Finding> claims, Verdict verdict, const Gate& gate = {}) {
    Made made = Made::contract_with(claims, verdict);
    const auto document = as_junit(made, gate);
    const pugi::xml_node test = suite_of(document).child("testcase");
    CHECK(std::string(test.attribute("name").value()) == "S for 64-byte lines");
    CHECK(std::string(test.attribute("classname").value()) == "layoutcheck.contract");
    return std::string(test.first_child().name());
  };
  const Finding holds = claim("", Verdict::proved), fails = claim("shares");
  const Finding open = claim("open", Verdict::unknown), gap = claim("gap", Verdict::not_checked);
  Finding allowed = fails, baselined = fails, warning = fails;
  allowed.allowed = "measured";
  baselined.baselined = true;
  warning.severity = Severity::warning;

  CHECK(outcome({holds}, Verdict::proved) == "");
  CHECK(outcome({holds, fails}, Verdict::violated) == "failure");
  CHECK(outcome({fails, holds}, Verdict::violated) == "failure");
  CHECK(outcome({open}, Verdict::unknown) == "failure");
  CHECK(outcome({open}, Verdict::unknown, {.allow_unknown = true}) == "skipped");
  CHECK(outcome({gap}, Verdict::not_checked, {.allow_unknown = true}) == "error");
  CHECK(outcome({allowed}, Verdict::violated) == "system-out");
  CHECK(outcome({baselined}, Verdict::violated) == "system-out");
  CHECK(outcome({allowed, fails}, Verdict::violated) == "failure");
  CHECK(outcome({warning}, Verdict::violated) == "skipped");
  CHECK(outcome({warning}, Verdict::violated, {.fail_on = Severity::warning}) == "failure");
  CHECK(outcome({fails}, Verdict::violated, {.fail_on = std::nullopt}) == "skipped");
}

TEST_CASE("the format junit lets a redundant claim fail only with what tells it",
          "[layoutcheck][formats]") {
  Finding redundant = claim("told elsewhere"), elsewhere = claim("of another type");
  redundant.redundant = true;
  redundant.line_bytes = elsewhere.line_bytes = 64;
  const auto outcome = [&](const std::string& type, std::uint64_t line_bytes) {
    elsewhere.type = type;
    elsewhere.line_bytes = line_bytes;
    Made made = Made::contract_with({redundant}, Verdict::violated);
    made.result.findings = {elsewhere};
    const auto document = as_junit(made);
    return std::string(suite_of(document).child("testcase").first_child().name());
  };

  CHECK(outcome("S", 64) == "failure");
  CHECK(outcome("S", 128) == "system-out");
  CHECK(outcome("Other", 64) == "system-out");
}

TEST_CASE("the format junit shows what is of no contract, and what nobody read",
          "[layoutcheck][formats]") {
  Made made({finding("T", "moved"), claim("of the contract")});
  made.result.coverage.proved = 1;
  made.result.coverage.failed_units = {{"bad.cpp", false, "it is bad"}};
  made.result.coverage.skipped_types = {{"E<T>", {}, "nothing instantiates it", true},
                                        {"Plain<T>", {}, "nothing instantiates it", false}};
  const auto document = as_junit(made);
  const pugi::xml_node suite = suite_of(document);

  CHECK(std::string(suite.attribute("tests").value()) == "3");
  CHECK(std::string(suite.attribute("failures").value()) == "1");
  CHECK(std::string(suite.attribute("errors").value()) == "2");
  const pugi::xml_node unit = suite.find_child_by_attribute("testcase", "name", "bad.cpp");
  CHECK(std::string(unit.child("error").text().get()) == "it is bad");
}

TEST_CASE("the format junit is not green if nothing was checked", "[layoutcheck][formats]") {
  Made made({});
  const auto document = as_junit(made);

  CHECK(std::string(suite_of(document).attribute("errors").value()) == "1");
  CHECK(suite_of(document).child("testcase").child("error"));
}

TEST_CASE("the format junit is XML, whatever names there are", "[layoutcheck][formats]") {
  for (const std::string& name : hostile) {
    Made made({finding(name, name)});
    made.result.coverage.proved = 1;
    const auto document = as_junit(made);
    const pugi::xml_node test = suite_of(document).child("testcase");
    REQUIRE(test.child("failure"));
    const std::string text = test.child("failure").text().get();
    if (name.find_first_of("\x01\xFF") != std::string::npos) {
      CHECK(text.find("\xEF\xBF\xBD") != std::string::npos);
      continue;
    }
    CHECK(name.size() <= text.size());
    if (name.find('\r') == std::string::npos) CHECK(text.find(name) != std::string::npos);
  }
}

TEST_CASE("the format sarif maps verdicts and suppressions", "[layoutcheck][formats]") {
  Made made({claim("shares"), claim("allowed"), claim("baselined"), claim("open", Verdict::unknown),
             claim("gap", Verdict::not_checked)});
  made.result.findings[1].allowed = "measured";
  made.result.findings[2].baselined = true;
  const Json results = as_sarif(made)["results"];

  REQUIRE(results.size() == 5);
  CHECK(results[0]["kind"] == "fail");
  CHECK(results[0]["level"] == "error");
  CHECK(results[0]["suppressions"].empty());
  CHECK(results[1]["suppressions"][0] ==
        Json({{"kind", "inSource"}, {"justification", "measured"}}));
  CHECK(results[2]["suppressions"][0]["kind"] == "external");
  for (const std::size_t i : {3, 4}) {
    CHECK(results[i]["kind"] == "open");
    CHECK(results[i]["level"] == "none");
  }
}

TEST_CASE("the format sarif says where, relative to the sources", "[layoutcheck][formats]") {
  Made made({claim("shares")});
  made.result.findings[0].fields[1].location.file = "/usr/include/100%.h";
  const Json result = as_sarif(made)["results"][0];

  const Json place = result["locations"][0]["physicalLocation"];
  CHECK(place["artifactLocation"]["uri"] == "dir/a%20b.h");
  CHECK(place["region"] == Json({{"startLine", 3}, {"startColumn", 7}}));
  const Json second = result["relatedLocations"][1];
  CHECK(second["message"]["text"] == "'y' (group b): byte 8");
  CHECK(second["physicalLocation"]["artifactLocation"]["uri"] == "file:///usr/include/100%25.h");
  CHECK(second["physicalLocation"]["region"] == Json({{"startLine", 4}}));
}

TEST_CASE("the format sarif is not successful if something was not looked at",
          "[layoutcheck][formats]") {
  Made made = Made::contract_with({claim("", Verdict::proved)}, Verdict::proved);
  CHECK(as_sarif(made)["invocations"][0]["executionSuccessful"] == true);

  made.result.coverage.failed_units = {{"bad.cpp", false, "it is bad"}};
  const Json invocation = as_sarif(made)["invocations"][0];
  CHECK(invocation["executionSuccessful"] == false);
  CHECK(invocation["toolExecutionNotifications"][0]["message"]["text"] ==
        "not checked: bad.cpp: it is bad");
}

TEST_CASE("the format sarif keeps the limit of its readers, and says so",
          "[layoutcheck][formats]") {
  std::vector<Finding> findings(5003, finding("T", "warned", Verdict::violated, Severity::warning));
  findings.back() = finding("T", "the only error");
  const Json run = as_sarif(Made(findings));

  CHECK(run["results"].size() == 5000);
  CHECK(run["results"][0]["message"]["text"] == "the only error");
  CHECK(run["invocations"][0]["toolExecutionNotifications"].dump().find(
            "3 more results are left out") != std::string::npos);
}

TEST_CASE("the format sarif is JSON, whatever names there are", "[layoutcheck][formats]") {
  for (const std::string& name : hostile) {
    Made made({finding(name, name)});
    made.result.findings[0].location.file = "a" + name;
    const Json result = as_sarif(made)["results"][0];
    const std::string uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"];
    CHECK(uri.find_first_of(" \"<>\n\r\x01") == std::string::npos);
  }
}

TEST_CASE("no format is green if a type that was asked for does not exist",
          "[layoutcheck][formats]") {
  Made made = Made::contract_with({claim("", Verdict::proved)}, Verdict::proved);
  made.result.coverage.unknown_types = {"Nope"};
  const std::string missing = "no type and no global variable that was read is called 'Nope'";

  CHECK(as_github(made).find("not checked: " + missing) != std::string::npos);
  const pugi::xml_document document = as_junit(made);
  const pugi::xpath_node error = document.select_node("//testcase[@name='Nope']/error");
  REQUIRE(error);
  CHECK(std::string(error.node().text().get()) == missing);
  const std::string text = sarif(made.program, made.result, {});
  CHECK(text.find("\"executionSuccessful\": false") != std::string::npos);
  CHECK(text.find("not checked: " + missing) != std::string::npos);
}

}  // namespace layoutcheck
