// SPDX-License-Identifier: MIT
#include "reports/measure/session_record.h"

#include <charconv>
#include <cstdio>
#include <nlohmann/json.hpp>
#include <optional>
#include <random>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/ingest/json_document.h"
#include "reports/model/error.h"

namespace reports {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

constexpr int schema_version = 1;
constexpr const char* advice = "; choose another -o, or remove the folder";

struct Item {
  const char* key;
  std::string name;  ///< as the user knows it
  Json value;
};

/// Arguments may hold any bytes, and JSON only UTF-8: they are compared as they are stored.
std::string stored(const Json& json, int indent = -1) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

std::vector<Item> items_of(const SessionPlan& plan, const ProgramHashes& programs) {
  return {{"base_command", plan.origins[0], plan.commands[0]},
          {"new_command", plan.origins[1], plan.commands[1]},
          {"launches", "--launches", plan.launches},
          {"looks", "the looks of --stop-early", show_looks(plan.looks)},
          {"filter", "--filter", plan.filter},
          {"cpus", "the CPUs", plan.cpus},
          {"base_program_sha256", "the program of " + plan.origins[0], programs[0]},
          {"new_program_sha256", "the program of " + plan.origins[1], programs[1]}};
}

std::optional<std::uint64_t> seed_of(const Json& session) {
  const Json& text = session.value("session", Json());
  if (!text.is_string()) return std::nullopt;
  const std::string& digits = text.get_ref<const std::string&>();
  std::uint64_t seed = 0;
  const auto [end, failure] =
      std::from_chars(digits.data(), digits.data() + digits.size(), seed, 16);
  const bool whole = digits.size() == 16 && end == digits.data() + digits.size();
  if (failure != std::errc{} || !whole) return std::nullopt;
  return seed;
}

void expect_same(const Json& session, const Item& item, const std::string& file) {
  const std::string before = stored(session.at(item.key));
  const std::string now = stored(item.value);
  if (before == now) return;
  const bool is_hash = std::string_view(item.key).ends_with("sha256");
  throw Error(file + ": belongs to another measurement: " + item.name +
              (is_hash ? " changed since it began" : " was " + before + " and is now " + now) +
              advice);
}

SessionId resume(const std::vector<Item>& items, const fs::path& path) {
  const std::string file = path.string();
  Json session;
  try {
    session = parse_json(read_file(path), file, "reports measure");
  } catch (const Error& failure) {
    throw Error(failure.what() + std::string(advice));
  }
  const auto refuse = [&](const std::string& what) { throw Error(file + ": " + what + advice); };
  if (!session.is_object()) refuse("is no record of a measurement");
  if (session.value("schema_version", Json()) != schema_version) {
    refuse("is not of the version that this program writes (1)");
  }
  for (const Item& item : items) {
    if (!session.contains(item.key)) refuse("lacks " + std::string(item.key));
  }
  const auto seed = seed_of(session);
  if (!seed) refuse("its session is not a number of 16 hexadecimal digits");
  for (const Item& item : items) expect_same(session, item, file);
  return {*seed};
}

/// Whatever else lies there, it is not ours to write between.
void expect_empty(const fs::path& folder) {
  for (const auto& entry : fs::directory_iterator(folder)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("session.json.partial-")) continue;  // we were killed while writing it
    throw Error(entry.path().string() +
                ": is not of a measurement: there is no session.json beside it" + advice);
  }
}

}  // namespace

std::string SessionId::text() const {
  char digits[17];
  std::snprintf(digits, sizeof digits, "%016llx", static_cast<unsigned long long>(seed));
  return digits;
}

SessionId begin_or_resume(const SessionPlan& plan, const ProgramHashes& programs,
                          const fs::path& folder) {
  const std::vector<Item> items = items_of(plan, programs);
  const fs::path path = folder / "session.json";
  if (fs::exists(path)) return resume(items, path);

  expect_empty(folder);
  std::random_device random;
  const SessionId id{std::uint64_t{random()} << 32 | random()};
  Json session = {{"schema_version", schema_version}, {"session", id.text()}};
  for (const Item& item : items) session[item.key] = item.value;
  write_file(path, stored(session, 2) + "\n");
  return id;
}

}  // namespace reports
