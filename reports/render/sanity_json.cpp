// SPDX-License-Identifier: MIT
#include "reports/render/sanity_json.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "reports/render/shell_words.h"

namespace reports {
namespace {

using Json = nlohmann::ordered_json;

constexpr int schema_version = 1;

template <typename Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json(nullptr);
}

Json list() {
  return Json::array();
}

const char* name(RunEnd end) {
  constexpr const char* names[] = {"started", "exited", "signaled", "timed_out", "not_started"};
  return names[static_cast<int>(end)];
}

const char* name(LayoutVerdict verdict) {
  constexpr const char* names[] = {"proved", "violated", "unknown", "not_checked"};
  return names[static_cast<int>(verdict)];
}

const char* name(TestOutcome outcome) {
  constexpr const char* names[] = {"passed", "failed", "skipped"};
  return names[static_cast<int>(outcome)];
}

const char* name(WaiverState state) {
  constexpr const char* names[] = {"applies", "expired", "not_needed", "other_state"};
  return names[static_cast<int>(state)];
}

std::string commit_id(const Commit& commit) {
  return commit.known() ? commit.id : "unknown";
}

Json evidence_json(const UsedEvidence& used) {
  const Evidence& evidence = used.evidence;
  return {{"id", evidence.id},
          {"command", shell_words(evidence.argv)},
          {"directory", evidence.directory},
          {"ended", name(evidence.end)},
          {"exit_code", or_null(evidence.exit_code)},
          {"executed", or_null(used.executed)},
          {"file", used.file},
          {"path", evidence.id + "/" + used.file},
          {"sha256", used.sha256},
          {"record_sha256", used.record_sha256},
          {"program_sha256", evidence.program_sha256},
          {"started_at", evidence.started_at},
          {"duration_ms", evidence.duration_ms},
          {"commit", commit_id(evidence.commit)},
          {"dirty", evidence.commit.dirty},
          {"host", evidence.host.id},
          {"tool", evidence.tool}};
}

Json layout_type_json(const LayoutFacts& facts, const LayoutContract& first) {
  const auto same = [&](const LayoutContract& contract) {
    return contract.type == first.type && contract.target == first.target;
  };
  Json contracts = list();
  for (const LayoutContract& contract : facts.contracts) {
    if (!same(contract)) continue;
    contracts.push_back({{"line_size", contract.line_size_bytes},
                         {"verdict", name(contract.verdict)},
                         {"assumption", contract.assumption},
                         {"witness", contract.witness}});
  }
  Json fields = list();
  const auto type =
      std::find_if(facts.types.begin(), facts.types.end(), [&](const LayoutType& each) {
        return each.name == first.type && each.target == first.target;
      });
  const bool known = type != facts.types.end();
  for (const LayoutField& field : known ? type->fields : std::vector<LayoutField>()) {
    fields.push_back({{"path", field.path},
                      {"offset_bits", field.offset_bits},
                      {"offset_bytes", field.offset_bits / 8},
                      {"size_bits", field.size_bits},
                      {"size_bytes", (field.size_bits + 7) / 8},
                      {"group", field.group}});
  }
  return {{"name", first.type},
          {"target", first.target},
          {"size", known ? Json(type->size_bytes) : Json(nullptr)},
          {"align", known ? Json(type->align_bytes) : Json(nullptr)},
          {"contracts", contracts},
          {"fields", fields}};
}

Json layout_json(const LayoutFacts& facts) {
  Json types = list();
  for (const LayoutContract& contract : facts.contracts) {
    const bool shown = std::any_of(types.begin(), types.end(), [&](const Json& type) {
      return type["name"] == contract.type && type["target"] == contract.target;
    });
    if (!shown) types.push_back(layout_type_json(facts, contract));
  }
  return {{"units_parsed", facts.units_parsed},
          {"types_seen", facts.types_seen},
          {"types_skipped", facts.types_skipped},
          {"types", types}};
}

Json tests_json(const TestResults& results) {
  Json cases = list();
  for (const TestResult& test : results.tests) {
    cases.push_back(
        {{"name", test.name}, {"outcome", name(test.outcome)}, {"message", test.message}});
  }
  return {{"cases", cases}};
}

Json benchmarks_json(const std::vector<BenchmarkRow>& rows) {
  Json json = list();
  for (const BenchmarkRow& row : rows) {
    json.push_back({{"name", row.name},
                    {"real_time_ns", or_null(row.real_time_ns)},
                    {"allocations", or_null(row.allocations)},
                    {"repetitions", row.repetitions},
                    {"launches", 1},
                    {"failure", row.failure}});
  }
  return json;
}

Json comparison_json(const StoredComparison& comparison) {
  Json rows = list();
  for (const StoredDifference& row : comparison.benchmarks) {
    rows.push_back(
        {{"name", row.name},
         {"metric", row.metric},
         {"ratio", or_null(row.ratio)},
         {"interval", row.interval ? Json{row.interval->low, row.interval->high} : Json(nullptr)},
         {"launches", {row.launches_base, row.launches_new}},
         {"verdict", identifier(row.verdict)},
         {"reason", row.reason}});
  }
  return {{"verdict", identifier(comparison.verdict)}, {"rows", rows}};
}

Json check_json(const JudgedCheck& check) {
  Json findings = list();
  for (const Finding& finding : check.findings) {
    findings.push_back({{"state", name(finding.state)}, {"reason", finding.reason}});
  }
  Json evidence = list();
  for (const UsedEvidence& used : check.evidence) evidence.push_back(evidence_json(used));
  const Content& content = check.content;
  return {
      {"id", check.planned.id},
      {"title", check.planned.title},
      {"type", check.planned.type()},
      {"state", name(check.state)},
      {"required", check.planned.required},
      {"waived", check.waived},
      {"reason", check.reason},
      {"findings", findings},
      {"notes", content.notes},
      {"evidence", evidence},
      {"layout", content.layout ? layout_json(*content.layout) : Json(nullptr)},
      {"tests", content.tests ? tests_json(*content.tests) : Json(nullptr)},
      {"benchmarks", benchmarks_json(content.benchmarks)},
      {"comparison", content.comparison ? comparison_json(*content.comparison) : Json(nullptr)}};
}

Json waiver_json(const JudgedWaiver& judged) {
  return {{"check", judged.waiver.check},     {"covers", name(judged.waiver.covers)},
          {"author", judged.waiver.author},   {"reason", judged.waiver.reason},
          {"expires", judged.waiver.expires}, {"effect", name(judged.state)},
          {"effect_reason", judged.reason}};
}

/// Machines in order of appearance, each with the lines whose evidence it produced.
Json platforms_json(const SanityReport& report) {
  Json platforms = list();
  for (const JudgedCheck& check : report.checks) {
    for (const UsedEvidence& used : check.evidence) {
      const Host& host = used.evidence.host;
      Json json = {{"id", host.id},
                   {"system", host.system},
                   {"kernel", host.kernel},
                   {"architecture", host.architecture},
                   {"cpu", host.cpu},
                   {"cores", host.cores},
                   {"governor", host.governor}};
      const auto same = std::find_if(platforms.begin(), platforms.end(), [&](Json each) {
        each.erase("lines");
        return each == json;
      });
      if (same == platforms.end()) {
        json["lines"] = {check.planned.id};
        platforms.push_back(json);
      } else if ((*same)["lines"].back() != check.planned.id) {
        (*same)["lines"].push_back(check.planned.id);
      }
    }
  }
  return platforms;
}

Json counts_json(const SanityReport& report) {
  Json counts = {{"lines", report.checks.size()}};
  for (const CheckState state :
       {CheckState::passed, CheckState::failed, CheckState::not_run, CheckState::inconclusive}) {
    counts[std::string(name(state))] =
        std::count_if(report.checks.begin(), report.checks.end(),
                      [&](const JudgedCheck& check) { return check.state == state; });
  }
  counts["advisory"] =
      std::count_if(report.checks.begin(), report.checks.end(),
                    [](const JudgedCheck& check) { return !check.planned.required; });
  counts["waived"] = std::count_if(report.checks.begin(), report.checks.end(),
                                   [](const JudgedCheck& check) { return check.waived; });
  return counts;
}

}  // namespace

std::string sanity_json(const SanityReport& report) {
  Json plan = list();
  for (const PlanFile& file : report.plan_files) {
    plan.push_back({{"name", file.name}, {"sha256", file.sha256}});
  }
  Json checks = list();
  for (const JudgedCheck& check : report.checks) checks.push_back(check_json(check));
  Json waivers = list();
  for (const JudgedWaiver& waiver : report.waivers) waivers.push_back(waiver_json(waiver));
  const Json json = {{"schema_version", schema_version},
                     {"title", report.title},
                     {"verdict", name(report.verdict)},
                     {"reason", report.reason},
                     {"counts", counts_json(report)},
                     {"generated_by", report.frame.tool},
                     {"generated_at", report.frame.generated_at},
                     {"subject",
                      {{"commit", commit_id(report.frame.subject)},
                       {"dirty", report.frame.subject.dirty},
                       {"reason", report.frame.subject.reason}}},
                     {"plan", plan},
                     {"checks", checks},
                     {"waivers", waivers},
                     {"platforms", platforms_json(report)},
                     {"limitations", report.limitations}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace reports
