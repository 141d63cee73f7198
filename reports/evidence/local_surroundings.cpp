// SPDX-License-Identifier: MIT
#include "reports/evidence/local_surroundings.h"

#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <fstream>

#include "reports/evidence/local_process_runner.h"
#include "reports/evidence/sha256.h"

namespace reports {
namespace {

/// What stands after `key` and `separator` on the first such line; "unknown" without one.
std::string value_in(const char* file, const std::string& key, char separator) {
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    const auto place = line.find(separator);
    if (line.rfind(key, 0) != 0 || place == std::string::npos) continue;
    const auto start = line.find_first_not_of(" \t\"", place + 1);
    const auto end = line.find_last_not_of(" \t\"");
    if (start != std::string::npos) return line.substr(start, end - start + 1);
  }
  return "unknown";
}

std::string first_line(const char* file) {
  std::ifstream stream(file);
  std::string line;
  return std::getline(stream, line) && !line.empty() ? line : "unknown";
}

/// machine-id(5) asks not to show the id itself, and to derive one for each application.
std::string host_id() {
  const std::string machine = first_line("/etc/machine-id");
  return machine == "unknown" ? machine : sha256("reports host " + machine).substr(0, 16);
}

struct GitAnswer {
  bool ok = false;
  std::string text;
};

GitAnswer ask_git(const std::filesystem::path& folder, const std::vector<std::string>& question) {
  std::vector<std::string> argv = {"git", "-C", folder.string()};
  argv.insert(argv.end(), question.begin(), question.end());
  GitAnswer answer;
  LocalProcessRunner runner;
  const ProcessEnd end =
      runner.run(argv, std::nullopt, [&](std::string_view text) { answer.text += text; });
  answer.ok = end.end == RunEnd::exited && end.exit_code == 0;
  if (end.end == RunEnd::not_started) answer.text = "git cannot be started: " + end.error;
  while (!answer.text.empty() && answer.text.back() == '\n') answer.text.pop_back();
  return answer;
}

}  // namespace

std::string LocalSurroundings::now() {
  const std::time_t seconds = std::time(nullptr);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
  return text.data();
}

Host LocalSurroundings::host() {
  Host host;
  host.id = host_id();
  host.cpu = value_in("/proc/cpuinfo", "model name", ':');
  host.cores = static_cast<unsigned>(std::max(1L, ::sysconf(_SC_NPROCESSORS_ONLN)));
  host.system = value_in("/etc/os-release", "PRETTY_NAME", '=');
  host.governor = first_line("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");
  utsname names{};
  if (::uname(&names) == 0) {
    host.architecture = names.machine;
    host.kernel = std::string(names.sysname) + " " + names.release;
  }
  return host;
}

Checkout LocalSurroundings::checkout(const std::filesystem::path& folder) {
  Checkout checkout;
  const GitAnswer top = ask_git(folder, {"rev-parse", "--show-toplevel"});
  const GitAnswer head = ask_git(folder, {"rev-parse", "--verify", "HEAD"});
  if (!top.ok || !head.ok) {
    const std::string& why = top.ok ? head.text : top.text;
    checkout.commit.reason = why.substr(0, why.find('\n'));
    return checkout;
  }
  const GitAnswer status = ask_git(folder, {"status", "--porcelain"});
  checkout.top = top.text;
  checkout.commit = {head.text, !status.ok || !status.text.empty(), ""};
  return checkout;
}

}  // namespace reports
