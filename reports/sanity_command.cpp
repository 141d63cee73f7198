// SPDX-License-Identifier: MIT
#include "reports/sanity_command.h"

#include <iostream>
#include <memory>

#include "reports/evidence/local_surroundings.h"
#include "reports/files/write_file.h"
#include "reports/ingest/sanity_plan.h"
#include "reports/model/error.h"
#include "reports/render/sanity_json.h"
#include "reports/render/sanity_pages.h"
#include "reports/render/sanity_text.h"
#include "reports/sanity/judge.h"
#include "reports/sanity/report_folder.h"

namespace reports {
namespace {

namespace fs = std::filesystem;

struct SanityOptions {
  std::string plan;
  std::string evidence;
  std::string output;
};

ExitCode run(const SanityOptions& options) {
  const fs::path plan_path = options.plan;
  const SanityPlan plan = read_sanity_plan(plan_path);
  if (!fs::is_directory(options.evidence)) {
    throw Error(options.evidence + ": no folder of evidence; 'reports run -o' writes one");
  }
  LocalSurroundings machine;
  const fs::path plan_folder = fs::absolute(plan_path).parent_path();
  const ReportFrame frame{"reports " REPORTS_VERSION, machine.now(),
                          machine.checkout(plan_folder).commit};

  // What is judged is the copy that goes with the report, not files that may still change.
  ReportFolder folder(options.output);
  copy_inputs(plan, plan_path, options.evidence, folder.path());
  const SanityReport report = judge_evidence(folder.path() / "plan" / plan_path.filename(),
                                             folder.path() / "evidence", frame);
  const std::string json = sanity_json(report);
  write_file(folder.path() / "report.json", json);
  write_file(folder.path() / "report.md", sanity_markdown(json));
  write_file(folder.path() / "report.html", sanity_html(json));
  folder.publish();

  std::cout << sanity_text(report)
            << "report: " << (fs::path(options.output) / "report.html").string() << '\n';
  return exit_code_of(report.verdict);
}

}  // namespace

ExitCode exit_code_of(CheckState verdict) {
  if (verdict == CheckState::passed) return passed;
  return verdict == CheckState::failed ? failed : undecided;
}

void add_sanity_command(CLI::App& app, ExitCode& exit_code) {
  auto options = std::make_shared<SanityOptions>();
  CLI::App* command = app.add_subcommand(
      "sanity", "Judge evidence by a plan, and write the sanity-verification report.");
  command->footer(
      "Exit: 2 bad plan or input; 1 FAILED; 3 NOT RUN or INCONCLUSIVE in a required line; 0.");
  command->add_option("--plan", options->plan, "What must be shown (YAML)")->required();
  command->add_option("--evidence", options->evidence, "Folder that 'reports run -o' wrote")
      ->required();
  command->add_option("-o,--output", options->output, "Folder of the report; replaced as a whole")
      ->required();
  command->callback([options, &exit_code] { exit_code = run(*options); });
}

}  // namespace reports
