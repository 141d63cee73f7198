// SPDX-License-Identifier: MIT
#include "reports/sanity/report_folder.h"

#include <unistd.h>

#include <set>
#include <string>

#include "reports/model/error.h"

namespace reports {
namespace {

namespace fs = std::filesystem;

/// "build/sanity/" and "build/sanity" are one folder, whose neighbours lie in "build".
fs::path without_trailing_slash(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

fs::path beside(const fs::path& target, const char* what) {
  fs::path path = target;
  path += std::string(".") + what + "-" + std::to_string(::getpid());
  return path;
}

std::set<std::string> evidence_ids(const SanityPlan& plan) {
  std::set<std::string> ids;
  for (const PlannedCheck& check : plan.checks) {
    ids.insert(check.evidence);
    const auto* tests = std::get_if<TestsExpectation>(&check.expectation);
    if (tests != nullptr && tests->listed_by) ids.insert(*tests->listed_by);
  }
  return ids;
}

void copy_if_file(const fs::path& from, const fs::path& to) {
  if (fs::symlink_status(from).type() == fs::file_type::regular) fs::copy_file(from, to);
}

}  // namespace

ReportFolder::ReportFolder(fs::path target)
    : target_(without_trailing_slash(target)), draft_(beside(target_, "partial")) {
  if (fs::exists(target_) && !fs::exists(target_ / "report.json") &&
      (!fs::is_directory(target_) || !fs::is_empty(target_))) {
    throw Error(target.string() +
                ": is neither empty nor an earlier report; choose another folder for -o");
  }
  fs::create_directories(draft_);
}

ReportFolder::~ReportFolder() {
  std::error_code ignored;
  fs::remove_all(draft_, ignored);
}

void ReportFolder::publish() {
  const fs::path old = beside(target_, "old");
  const bool replaces = fs::exists(target_);
  if (replaces) fs::rename(target_, old);
  fs::rename(draft_, target_);
  if (replaces) fs::remove_all(old);
}

void copy_inputs(const SanityPlan& plan, const fs::path& plan_path, const fs::path& evidence,
                 const fs::path& folder) {
  for (const std::string& file : plan.files) {
    const fs::path copy = folder / "plan" / file;
    fs::create_directories(copy.parent_path());
    fs::copy_file(plan_path.parent_path() / file, copy, fs::copy_options::overwrite_existing);
  }
  fs::create_directories(folder / "evidence");
  for (const std::string& id : evidence_ids(plan)) {
    copy_if_file(evidence / (id + ".json"), folder / "evidence" / (id + ".json"));
    if (!fs::is_directory(fs::symlink_status(evidence / id))) continue;
    fs::create_directories(folder / "evidence" / id);
    for (const fs::directory_entry& entry : fs::directory_iterator(evidence / id)) {
      copy_if_file(entry.path(), folder / "evidence" / id / entry.path().filename());
    }
  }
}

}  // namespace reports
