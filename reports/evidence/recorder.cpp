// SPDX-License-Identifier: MIT
#include "reports/evidence/recorder.h"

#include <fstream>
#include <set>

#include "reports/evidence/program_file.h"
#include "reports/evidence/record_json.h"
#include "reports/evidence/sha256.h"
#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/model/error.h"
#include "reports/model/identifier.h"

namespace reports {
namespace {

namespace fs = std::filesystem;
using FileTime = std::optional<fs::file_time_type>;

/// When a file was last written; nothing if there is none.
FileTime written_at(const fs::path& path) {
  std::error_code failure;
  const auto time = fs::last_write_time(path, failure);
  if (failure || !fs::is_regular_file(path, failure)) return std::nullopt;
  return time;
}

void expect_usable_names(const RecordRequest& request) {
  if (!is_identifier(request.id)) {
    throw Error("--id '" + request.id + "' is no id; use letters, digits, '.', '_' and '-'");
  }
  std::set<std::string> names = {output_name};
  for (const fs::path& artifact : request.artifacts) {
    const std::string name = artifact.filename().string();
    if (name.empty() || name == "." || name == "..") {
      throw Error("--artifact '" + artifact.string() + "' names no file");
    }
    if (!names.insert(name).second) {
      throw Error("--artifact '" + artifact.string() + "': the name '" + name +
                  "' is taken; artefacts of one run are told apart by their file names");
    }
  }
}

/// A file or folder of that name which is not evidence must stay as it is.
void expect_only_evidence(const fs::path& record, const fs::path& kept) {
  const std::string advice = "; choose another --id or -o";
  if (fs::exists(record)) {
    try {
      read_record(read_file(record), record.string());
    } catch (const Error& failure) {
      throw Error(failure.what() + advice);
    }
  } else if (fs::exists(kept)) {
    throw Error(kept.string() + " exists and is no evidence" + advice);
  }
}

/// Where we are, without the part of the path that only this machine has.
std::string directory_in(const Checkout& checkout) {
  const fs::path here = fs::current_path();
  if (checkout.top.empty()) return here.string();
  const fs::path below = here.lexically_relative(checkout.top);
  return below.empty() || *below.begin() == ".." ? here.string() : below.string();
}

Commit combined(const Commit& before, const Commit& after) {
  if (before.id == after.id) return {before.id, before.dirty || after.dirty, before.reason};
  return {"", true,
          "the checkout moved from " + before.id + " to " + after.id + " while the command ran"};
}

KeptFile keep(const fs::path& artifact, const FileTime& before, const fs::path& folder) {
  KeptFile file;
  file.name = artifact.filename().string();
  file.source = artifact.string();
  const FileTime after = written_at(artifact);
  file.state = !after            ? ArtifactState::missing
               : after == before ? ArtifactState::not_written
                                 : ArtifactState::kept;
  if (file.state != ArtifactState::kept) return file;
  const std::string bytes = read_file(artifact);
  write_file(folder / file.name, bytes);
  file.sha256 = sha256(bytes);
  file.size_bytes = bytes.size();
  return file;
}

KeptFile kept_output(const fs::path& folder) {
  const std::string bytes = read_file(folder / output_name);
  return {output_name, "", sha256(bytes), bytes.size(), ArtifactState::kept};
}

ProcessEnd run_and_keep_output(const RecordRequest& request, ProcessRunner& runner,
                               const fs::path& file, const OnOutput& on_output) {
  std::ofstream stream(file, std::ios::binary);
  const ProcessEnd end = runner.run(request.argv, request.timeout, [&](std::string_view text) {
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    on_output(text);
  });
  stream.close();
  if (!stream) throw Error(file.string() + ": cannot be written; check that there is room");
  return end;
}

Evidence begin(const RecordRequest& request, const Checkout& checkout, Surroundings& surroundings) {
  Evidence evidence;
  evidence.id = request.id;
  evidence.argv = request.argv;
  evidence.directory = directory_in(checkout);
  evidence.program_sha256 = program_sha256(request.argv.at(0));
  evidence.output = {output_name, "", "", 0, ArtifactState::missing};
  evidence.commit = checkout.commit;
  evidence.host = surroundings.host();
  evidence.tool = request.tool;
  evidence.started_at = surroundings.now();
  return evidence;
}

}  // namespace

Evidence record(const RecordRequest& request, ProcessRunner& runner, Surroundings& surroundings,
                const OnOutput& on_output) {
  const fs::path record_path = request.folder / (request.id + ".json");
  const fs::path kept = request.folder / request.id;
  expect_usable_names(request);
  expect_only_evidence(record_path, kept);

  const Checkout checkout = surroundings.checkout(fs::current_path());
  Evidence evidence = begin(request, checkout, surroundings);
  fs::create_directories(request.folder);
  write_file(record_path, write_record(evidence));  // from here on, older evidence is gone
  fs::remove_all(kept);
  fs::create_directory(kept);

  std::vector<FileTime> before;
  for (const fs::path& artifact : request.artifacts) before.push_back(written_at(artifact));
  const ProcessEnd end = run_and_keep_output(request, runner, kept / output_name, on_output);

  evidence.end = end.end;
  evidence.exit_code = end.exit_code;
  evidence.signal = end.signal;
  evidence.error = end.error;
  evidence.duration_ms = end.duration_ms;
  evidence.ended_at = surroundings.now();
  evidence.commit = combined(checkout.commit, surroundings.checkout(fs::current_path()).commit);
  evidence.output = kept_output(kept);
  for (std::size_t i = 0; i < request.artifacts.size(); ++i) {
    evidence.artifacts.push_back(keep(request.artifacts[i], before[i], kept));
  }
  write_file(record_path, write_record(evidence));
  return evidence;
}

}  // namespace reports
