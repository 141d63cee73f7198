// SPDX-License-Identifier: MIT
#pragma once

#include <map>
#include <string>

#include "reports/model/sanity.h"
#include "reports/tests/support/fake_machine.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {

/// Replaces the only occurrence of `from`; throws if there is none or a second one, so that no
/// test plants its damage beside the mark.
std::string replaced(std::string text, const std::string& from, const std::string& to);

/// A plan with one line of every type, and evidence with which each PASSES. A test damages one
/// thing, before or after it is recorded, and looks at what the report says.
struct GoodChain {
  struct Recorded {
    std::string file;     ///< the artefact; "" if there is none
    std::string content;  ///< what the command writes to it
    std::string output;
    ProcessEnd end{RunEnd::exited, 0, std::nullopt, "", 5};
    bool writes = true;  ///< whether the command writes the file at all
    bool runs = true;    ///< whether anybody ran `reports run`
  };

  TemporaryFolder folder;
  FakeSurroundings machine;
  std::string plan;
  std::map<std::string, Recorded> commands;  ///< by evidence id
  ReportFrame frame;

  GoodChain();

  std::filesystem::path evidence() const { return folder.path() / "evidence"; }
  void record(const std::string& id);
  void record_all();
  SanityReport judge();
  /// record_all(), then judge().
  SanityReport run();
};

/// The line `id` of a report.
const JudgedCheck& line(const SanityReport& report, const std::string& id);

}  // namespace reports
