// SPDX-License-Identifier: MIT
#include "reports/verify_command.h"

#include <iostream>
#include <memory>

#include "reports/files/read_file.h"
#include "reports/ingest/stored_report.h"
#include "reports/render/escape.h"
#include "reports/render/sanity_json.h"
#include "reports/render/sanity_pages.h"
#include "reports/render/sanity_text.h"
#include "reports/sanity/judge.h"
#include "reports/sanity_command.h"

namespace reports {
namespace {

namespace fs = std::filesystem;

/// Each way in which the folder is not what the judgement of its evidence gives; none if it is.
std::vector<std::string> complaints(const fs::path& folder, const std::string& stored,
                                    const std::string& derived) {
  std::vector<std::string> lines;
  if (stored != derived) {
    lines = differences(stored, derived);
    if (lines.empty()) lines.push_back("its values agree, but its bytes do not");
    for (std::string& line : lines) line.insert(0, "report.json: ");
  }
  if (read_file(folder / "report.md") != sanity_markdown(derived)) {
    lines.push_back("report.md: is not the page of this evidence");
  }
  if (read_file(folder / "report.html") != sanity_html(derived)) {
    lines.push_back("report.html: is not the page of this evidence");
  }
  return lines;
}

ExitCode run(const fs::path& path) {
  const std::string stored = read_file(path);
  const StoredReport report = read_stored_report(stored, path.string());
  const fs::path folder = fs::absolute(path).parent_path();
  const SanityReport derived =
      judge_evidence(folder / "plan" / report.plan, folder / "evidence", report.frame);

  std::cout << sanity_text(derived);
  const auto lines = complaints(folder, stored, sanity_json(derived));
  if (lines.empty()) {
    std::cout << "verified: the report is what its plan and evidence give\n";
    return exit_code_of(derived.verdict);
  }
  std::cout << "NOT VERIFIED: the report is not what its plan and evidence give\n";
  for (const std::string& line : lines) std::cout << "  " << escape_terminal(line) << '\n';
  if (report.frame.tool != "reports " REPORTS_VERSION) {
    std::cout << "it was written by " << escape_terminal(report.frame.tool)
              << ", this is reports " REPORTS_VERSION "; verify it with that version\n";
  }
  return failed;
}

}  // namespace

void add_verify_command(CLI::App& app, ExitCode& exit_code) {
  auto path = std::make_shared<std::string>();
  CLI::App* command = app.add_subcommand(
      "verify", "Hash and judge everything in a report's folder again, and compare.");
  command->footer(
      "Exit: 2 no report; 1 something was changed, or the verdict is FAILED; else as 'sanity'.");
  command->add_option("report", *path, "report.json, in the folder as 'reports sanity' wrote it")
      ->required();
  command->callback([path, &exit_code] { exit_code = run(*path); });
}

}  // namespace reports
