// SPDX-License-Identifier: MIT
#include "layoutcheck/render/check_json.h"

#include <nlohmann/json.hpp>

#include "layoutcheck/model/fingerprint.h"
#include "layoutcheck/render/finding_words.h"
#include "layoutcheck/render/json.h"

namespace layoutcheck {
namespace {

using Json = nlohmann::ordered_json;

/// Absent where the claim holds, or has nothing to do with lines.
Json placement_of(const Finding& finding) {
  if (!finding.proof.witness) return nullptr;
  return finding.proof.placement() == Placement::every ? "every" : "some";
}

Json witness_of(const Finding& finding) {
  if (!finding.proof.witness) return nullptr;
  return {{"base", finding.proof.witness->base},
          {"line", finding.proof.witness->line},
          {"failing", finding.proof.failing},
          {"placements", finding.proof.placements}};
}

Json paths_of(const Finding& finding) {
  Json paths = Json::array();
  for (const FindingField& field : finding.fields) paths.push_back(field.path);
  return paths;
}

Json finding_json(const Program& program, const Finding& finding) {
  Json json = {{"rule", finding.rule},
               {"verdict", word(finding.verdict)},
               {"severity", word(finding.severity)},
               {"type", finding.type.empty() ? Json() : Json(finding.type)},
               {"fields", paths_of(finding)},
               {"target", program.target.triple},
               {"line_size", finding.line_bytes == 0 ? Json() : Json(finding.line_bytes)},
               {"placement", placement_of(finding)},
               {"witness", witness_of(finding)},
               {"message", finding.message},
               {"location", location_json(finding.location)},
               {"fingerprint", fingerprint_of(program.target, finding)}};
  if (!finding.help.empty()) json["help"] = finding.help;
  if (finding.allowed) json["allowed"] = *finding.allowed;
  if (finding.baselined) json["baselined"] = true;
  return json;
}

Json claim_json(const Finding& claim) {
  return {{"rule", claim.rule},
          {"fields", paths_of(claim)},
          {"verdict", word(claim.verdict)},
          {"placement", placement_of(claim)},
          {"witness", witness_of(claim)}};
}

Json contract_json(const Program& program, const ContractResult& result) {
  const Contract& contract = *result.contract;
  const std::string kind = contract.record ? "" : "variable ";
  // What concerns one field or the whole object is no pair.
  Json pairs = Json::array(), others = Json::array();
  for (const Finding& claim : result.claims) {
    (claim.fields.size() == 2 ? pairs : others).push_back(claim_json(claim));
  }
  return {
      {"id", kind + contract.name + "@" + std::to_string(result.line_bytes)},
      {"type", contract.name},
      {"target", program.target.triple},
      {"line_size", result.line_bytes},
      {"storage_bytes", contract.storage_align_bytes},
      {"assumption", std::string(contract.assumption) + "; complete objects; for clang's parse"},
      {"verdict", word(result.verdict)},
      {"pairs", pairs},
      {"others", others},
      {"location", location_json(contract.location)}};
}

}  // namespace

std::string check_json(const Program& program, const std::vector<const Record*>& records,
                       const CheckResult& result, bool incomplete) {
  Json document = json_document(program, records);
  document["incomplete"] = incomplete;
  for (const ContractResult& contract : result.contracts) {
    document["contracts"].push_back(contract_json(program, contract));
  }
  for (const Finding& finding : result.findings) {
    document["findings"].push_back(finding_json(program, finding));
  }
  const Coverage& coverage = result.coverage;
  document["coverage"]["types"]["checked"] = coverage.checked_types;
  if (!coverage.unknown_types.empty()) {
    document["coverage"]["types"]["unknown"] = coverage.unknown_types;
  }
  document["coverage"]["contracts"] = {{"proved", coverage.proved},
                                       {"violated", coverage.violated},
                                       {"unknown", coverage.unknown},
                                       {"not_checked", coverage.not_checked},
                                       {"absent", coverage.absent_contracts}};
  if (coverage.locks() > 0) {
    document["coverage"]["locks"] = {{"held", coverage.locks_held},
                                     {"broken", coverage.locks_broken},
                                     {"not_checked", coverage.locks_not_checked},
                                     {"file", coverage.lock_file}};
  }
  return json_text(document);
}

}  // namespace layoutcheck
