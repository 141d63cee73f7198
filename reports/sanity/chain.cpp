// SPDX-License-Identifier: MIT
#include "reports/sanity/chain.h"

#include <algorithm>
#include <cstring>

#include "reports/evidence/record_json.h"
#include "reports/evidence/sha256.h"
#include "reports/files/read_file.h"
#include "reports/model/error.h"

namespace reports {
namespace {

using Findings = std::vector<Finding>;

Finding not_run(std::string reason) {
  return {CheckState::not_run, std::move(reason), false};
}
Finding failed(std::string reason) {
  return {CheckState::failed, std::move(reason), false};
}
Finding undecided(std::string reason) {
  return {CheckState::inconclusive, std::move(reason), false};
}
Finding altered(std::string reason) {
  return {CheckState::failed, std::move(reason), true};
}

std::string short_id(const Commit& commit) {
  return commit.known() ? commit.id.substr(0, 12) : "unknown";
}

std::string seconds(std::int64_t milliseconds) {
  return std::to_string(milliseconds / 1000) + "." + std::to_string(milliseconds / 100 % 10) + " s";
}

void check_end(const Evidence& evidence, Findings& findings) {
  switch (evidence.end) {
    case RunEnd::exited:
      break;
    case RunEnd::started:
      findings.push_back(not_run("the command started at " + evidence.started_at +
                                 " and did not end: the run was killed"));
      break;
    case RunEnd::not_started:
      findings.push_back(not_run("the command could not be started: " + evidence.error));
      break;
    case RunEnd::signaled: {
      const int signal = evidence.signal.value_or(0);
      findings.push_back(failed("the command was ended by signal " + std::to_string(signal) + " (" +
                                ::strsignal(signal) + ")"));
      break;
    }
    case RunEnd::timed_out:
      findings.push_back(failed("the command was killed at its time limit, after " +
                                seconds(evidence.duration_ms)));
  }
}

void check_sources(const Evidence& evidence, const ChainContext& context, Findings& findings) {
  const Commit& commit = evidence.commit;
  const Commit& subject = context.subject;
  if (!commit.known()) {
    findings.push_back(
        undecided("the commit that the evidence is of is not known: " + commit.reason));
  } else if (!subject.known()) {
    findings.push_back(
        undecided("the commit of the plan's checkout is not known: " + subject.reason));
  } else if (commit.id != subject.id) {
    findings.push_back(undecided("the evidence is of commit " + short_id(commit) +
                                 ", the plan's checkout is at " + short_id(subject)));
  }
  if (commit.dirty && commit.known()) {
    findings.push_back(
        undecided("the checkout had uncommitted changes when the evidence was recorded, so that "
                  "it is not evidence of commit " +
                  short_id(commit)));
  } else if (subject.dirty) {
    findings.push_back(
        undecided("the plan's checkout has uncommitted changes, so that the plan is not commit " +
                  short_id(subject) + "'s"));
  }
  if (evidence.ended_at > context.generated_at) {
    findings.push_back(undecided("the evidence ended at " + evidence.ended_at +
                                 ", after the report's time " + context.generated_at));
  }
}

void check_platform(const Host& host, const std::string& platform, Findings& findings) {
  if (platform.empty()) return;
  const std::string found = host.kernel.substr(0, host.kernel.find(' ')) + " " + host.architecture;
  if (found == platform) return;
  findings.push_back(not_run("not run on " + platform + ": the evidence was produced on " + found));
}

/// The bytes of a kept file if they are what was recorded; otherwise adds the finding that says
/// what became of them.
std::optional<std::string> unchanged_bytes(const std::filesystem::path& path, const KeptFile& file,
                                           Findings& findings) {
  if (file.state == ArtifactState::missing) {
    findings.push_back(not_run("the command wrote no " + file.name));
    return std::nullopt;
  }
  if (file.state == ArtifactState::not_written) {
    findings.push_back(not_run(file.name +
                               " was there before the command, which did not write it: it is "
                               "not of this run"));
    return std::nullopt;
  }
  std::error_code ignored;
  if (!std::filesystem::is_regular_file(path, ignored)) {
    findings.push_back(not_run(file.name + " was recorded, but is gone"));
    return std::nullopt;
  }
  std::string bytes = read_file(path);
  if (sha256(bytes) != file.sha256) {
    findings.push_back(altered(file.name + " was changed after it was recorded"));
    return std::nullopt;
  }
  return bytes;
}

const KeptFile* find_file(const Evidence& evidence, const std::string& name) {
  if (name == evidence.output.name) return &evidence.output;
  const auto found = std::find_if(evidence.artifacts.begin(), evidence.artifacts.end(),
                                  [&](const KeptFile& file) { return file.name == name; });
  return found == evidence.artifacts.end() ? nullptr : &*found;
}

/// A command that did not end or never started wrote nothing that counts.
bool ran(const Evidence& evidence) {
  return evidence.end != RunEnd::started && evidence.end != RunEnd::not_started;
}

void check_files(const std::filesystem::path& folder, Chain& chain) {
  const Evidence& evidence = chain.used->evidence;
  if (!ran(evidence)) return;
  const auto output =
      unchanged_bytes(folder / evidence.output.name, evidence.output, chain.findings);
  const KeptFile* file = find_file(evidence, chain.used->file);
  if (file == nullptr) {
    chain.findings.push_back(
        not_run("the run keeps no file " + chain.used->file + "; record it with --artifact"));
  } else if (file == &evidence.output) {
    chain.bytes = output;
  } else {
    chain.bytes = unchanged_bytes(folder / file->name, *file, chain.findings);
  }
  if (chain.bytes) chain.used->sha256 = sha256(*chain.bytes);
}

}  // namespace

Chain follow(const ChainContext& context, const std::string& id, const std::string& file,
             const std::string& platform) {
  Chain chain;
  const std::filesystem::path path = context.folder / (id + ".json");
  std::error_code ignored;
  if (!std::filesystem::exists(path, ignored)) {
    chain.findings.push_back(not_run("there is no evidence '" + id +
                                     "': nothing was recorded by 'reports run --id " + id + "'"));
    return chain;
  }
  try {
    const std::string record = read_file(path);
    chain.used = UsedEvidence{read_record(record, path.filename().string()), sha256(record), file,
                              "", std::nullopt};
  } catch (const Error& failure) {
    chain.findings.push_back(not_run(failure.what()));
    return chain;
  }
  const Evidence& evidence = chain.used->evidence;
  if (evidence.id != id) {
    chain.findings.push_back(
        altered("the record " + id + ".json is of evidence '" + evidence.id + "': it was swapped"));
    return chain;
  }
  check_end(evidence, chain.findings);
  check_files(context.folder / id, chain);
  check_sources(evidence, context, chain.findings);
  check_platform(evidence.host, platform, chain.findings);
  return chain;
}

}  // namespace reports
