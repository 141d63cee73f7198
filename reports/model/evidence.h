// SPDX-License-Identifier: MIT
//
// What `reports run` keeps of one command: plain values. evidence/ writes and reads them as JSON.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace reports {

/// How a recorded command came to its end. A record that still says `started` was cut short.
enum class RunEnd { started, exited, signaled, timed_out, not_started };

/// What became of a file that the command was to write.
enum class ArtifactState {
  kept,         ///< copied beside the record
  missing,      ///< there was none when the command ended
  not_written,  ///< it was there before, and this command did not touch it
};

/// A file of one piece of evidence. It lies beside the record, in the folder named like the
/// evidence, under `name`.
struct KeptFile {
  std::string name;
  std::string source;  ///< where the command wrote it, as on the command line
  std::string sha256;  ///< hexadecimal; empty unless kept
  std::uint64_t size_bytes = 0;
  ArtifactState state = ArtifactState::kept;
};

/// The state of the sources in whose folder something ran.
struct Commit {
  std::string id;      ///< full hash; empty where it is not known
  bool dirty = false;  ///< tracked changes, or untracked files that git does not ignore
  std::string reason;  ///< why the hash is not known

  bool known() const { return !id.empty(); }
  friend bool operator==(const Commit&, const Commit&) = default;
};

/// The machine. Its name is not kept: `id` tells machines apart without naming them.
struct Host {
  std::string id;
  std::string cpu;  ///< model name
  unsigned cores = 0;
  std::string architecture;
  std::string kernel;  ///< "Linux 6.1.0-18-amd64"
  std::string system;  ///< "Debian GNU/Linux 12 (bookworm)"
  std::string governor;

  friend bool operator==(const Host&, const Host&) = default;
};

/// One command and all that is known of how it ran.
struct Evidence {
  std::string id;
  RunEnd end = RunEnd::started;
  std::optional<int> exit_code;  ///< only if it exited
  std::optional<int> signal;     ///< only if a signal ended it
  std::string error;             ///< why it could not be started
  std::vector<std::string> argv;
  std::string directory;       ///< from the top of the checkout; absolute outside one
  std::string program_sha256;  ///< of the file that argv[0] names; empty if none was found
  std::string started_at;      ///< UTC, "2026-01-28T01:51:00Z"
  std::string ended_at;
  std::int64_t duration_ms = 0;
  KeptFile output;  ///< standard output and standard error, in the order of arrival
  std::vector<KeptFile> artifacts;
  Commit commit;
  Host host;
  std::string tool;  ///< "reports 0.1.0"
};

}  // namespace reports
