// SPDX-License-Identifier: MIT
#include "reports/measure/instruction_record.h"

#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/ingest/callgrind.h"
#include "reports/ingest/json_document.h"
#include "reports/ingest/uncounted.h"
#include "reports/measure/programs.h"
#include "reports/model/error.h"

namespace reports {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr const char* record_name = "instructions.json";
constexpr const char* advice = "; choose another -o, or remove the folder";
constexpr std::array<const char*, 2> side_folders = {"base", "new"};
constexpr std::array<std::string_view, 2> kinds = {".callgrind", uncounted_kind};

/// Arguments may hold any bytes, and JSON only UTF-8.
std::string record_of(const std::array<std::vector<std::string>, 2>& commands,
                      const std::string& filter) {
  Json record = {{"schema_version", 1}, {"filter", filter}};
  for (const std::size_t side : {0U, 1U}) {
    record[side_folders[side]] = {{"command", commands[side]},
                                  {"sha256", programs_sha256(commands[side])}};
  }
  return record.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

/// Whatever else lies there, it is not ours to write between.
void expect_empty(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(std::string(record_name) + ".partial-")) continue;  // we were killed
    throw Error(entry.path().string() + ": is not of a count of instructions: there is no " +
                record_name + " beside it" + advice);
  }
}

[[noreturn]] void refuse(const fs::path& file) {
  throw Error(file.string() + ": is not of this count of instructions" + advice);
}

}  // namespace

void begin_or_resume_counts(const std::array<std::vector<std::string>, 2>& commands,
                            const std::string& filter, const fs::path& folder) {
  const std::string record = record_of(commands, filter);
  const fs::path file = folder / record_name;
  if (!fs::exists(file)) {
    expect_empty(folder);
    write_file(file, record);
  } else if (parse_json(read_file(file), file.string(), "reports measure") !=
             nlohmann::json::parse(record)) {
    throw Error(file.string() +
                ": tells of other commands, programs or filters, whose counts are in this folder" +
                advice);
  }
  for (const char* side : side_folders) fs::create_directory(folder / side);
}

fs::path file_of_count(std::size_t side, std::size_t place) {
  const std::string digits = std::to_string(place + 1);
  return fs::path(side_folders[side]) /
         (std::string(digits.size() < 3 ? 3 - digits.size() : 0, '0') + digits);
}

bool is_kept(const PlannedCount& count, const fs::path& file) {
  for (const std::string_view kind : kinds) {
    fs::path kept = file;
    kept += kind;
    if (!fs::exists(kept)) continue;
    const InstructionTotal total = kind == uncounted_kind
                                       ? read_uncounted(read_file(kept), kept.string())
                                       : read_callgrind(read_file(kept), kept.string());
    if (total.benchmark != count.benchmark || total.iterations != count.iterations) refuse(kept);
    return true;
  }
  return false;
}

void expect_nothing_else(const std::array<InstructionPlan, 2>& plans, const fs::path& folder) {
  std::set<fs::path> ours;
  for (const std::size_t side : {0U, 1U}) {
    for (std::size_t i = 0; i < plans[side].counts.size(); ++i) {
      ours.insert(folder / file_of_count(side, i));
    }
  }
  for (const char* side : side_folders) {
    for (const auto& entry : fs::directory_iterator(folder / side)) {
      const std::string kind = entry.path().extension().string();
      const bool is_count = kind == kinds[0] || kind == kinds[1];
      const bool is_partial = kind.starts_with(std::string(uncounted_kind) + ".partial-");
      fs::path file = entry.path();
      if (is_partial || (is_count && ours.contains(file.replace_extension()))) continue;
      refuse(entry.path());
    }
  }
}

}  // namespace reports
