// SPDX-License-Identifier: MIT
#include "layoutcheck/planted_violation.h"

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "layoutcheck/extract/compile_commands.h"
#include "layoutcheck/extract/extract.h"
#include "layoutcheck/process/private_folder.h"
#include "layoutcheck/rules/check.h"

namespace layoutcheck {
namespace {

// C and C++. 4096 is the longest line that can be asked about.
constexpr const char* source = R"(
#define PLANTED_GROUP(name) __attribute__((annotate("layoutcheck", "group", name)))
#define PLANTED_APART __attribute__((aligned(4096)))

struct planted_by_annotation {
  PLANTED_GROUP("writer") long written;
  PLANTED_GROUP("reader") long read;
};
struct mended_by_annotation {
  PLANTED_GROUP("writer") long written;
  PLANTED_GROUP("reader") PLANTED_APART long read;
};
struct planted_by_comment {
  long written; /* layoutcheck: group(writer) */
  long read; /* layoutcheck: group(reader) */
};
struct mended_by_comment {
  long written; /* layoutcheck: group(writer) */
  PLANTED_APART long read; /* layoutcheck: group(reader) */
};
struct planted_by_configuration {
  long written;
  long read;
};
struct mended_by_configuration {
  long written;
  PLANTED_APART long read;
};
)";

constexpr const char* ways[] = {"annotation", "comment", "configuration"};

ConfiguredContract configured(const std::string& type) {
  ConfiguredContract contract;
  contract.pattern = type;
  contract.terms = {{"written", {"group", {"writer"}, {}, AnnotationSource::configuration}},
                    {"read", {"group", {"reader"}, {}, AnnotationSource::configuration}}};
  return contract;
}

/// The worst verdict on the contract of a type; nothing if there is no contract.
std::optional<Verdict> verdict_on(const std::string& type, const CheckResult& result) {
  std::optional<Verdict> worst;
  for (const ContractResult& contract : result.contracts) {
    if (contract.contract->name != type) continue;
    worst = std::max(worst.value_or(contract.verdict), contract.verdict);
  }
  return worst;
}

}  // namespace

std::vector<std::string> missed_violations(const CompileCommand& command,
                                           const std::vector<std::uint64_t>& line_sizes,
                                           const RuleSelection& rules) {
  const PrivateFolder folder;
  const std::string suffix = std::filesystem::path(command.file).extension().string();
  const std::string file = folder.path("planted" + suffix);
  std::ofstream(file) << source;

  Program program = extract({with_source(command, file)});
  if (!program.units[0].parsed) return {"the planted source: " + program.units[0].reason};
  program.target.line_sizes = line_sizes;
  const Bindings bindings =
      bind(program, {configured("planted_by_configuration"), configured("mended_by_configuration")},
           Extent::part);
  const CheckResult result = check({program, bindings, {"planted_*", "mended_*"}, rules});

  std::vector<std::string> missed;
  for (const std::string way : ways) {
    if (verdict_on("planted_by_" + way, result) != Verdict::violated) {
      missed.push_back("the violation that was planted by " + way);
    }
    if (verdict_on("mended_by_" + way, result) != Verdict::proved) {
      missed.push_back("the proof of its mended twin by " + way);
    }
  }
  return missed;
}

}  // namespace layoutcheck
