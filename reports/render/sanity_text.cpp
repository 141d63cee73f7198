// SPDX-License-Identifier: MIT
#include "reports/render/sanity_text.h"

#include "reports/render/escape.h"
#include "reports/render/text_columns.h"

namespace reports {
namespace {

constexpr std::size_t indent = 14;  // the longest state and a space or two

std::string check_text(const JudgedCheck& check) {
  std::string title = check.planned.id + ": " + escape_terminal(check.planned.title);
  if (!check.planned.required) title += " (advisory)";
  if (check.waived) title += " (waived)";
  std::string reason = escape_terminal(check.reason);
  if (check.findings.size() > 1) {
    reason += " (" + std::to_string(check.findings.size() - 1) + " more in the report)";
  }
  return wrapped(left_aligned(word(check.state), indent) + title, indent) +
         wrapped(std::string(indent, ' ') + reason, indent);
}

std::string waiver_text(const JudgedWaiver& judged) {
  const Waiver& waiver = judged.waiver;
  return wrapped("waiver of '" + waiver.check + "' by " + escape_terminal(waiver.author) +
                     " until " + waiver.expires + " (" + escape_terminal(waiver.reason) +
                     "): " + judged.reason,
                 2);
}

}  // namespace

std::string sanity_text(const SanityReport& report) {
  std::string text;
  for (const JudgedCheck& check : report.checks) text += check_text(check);
  for (const JudgedWaiver& waiver : report.waivers) text += waiver_text(waiver);
  return text + "\n" + wrapped(std::string(word(report.verdict)) + ": " + report.reason, 2);
}

}  // namespace reports
