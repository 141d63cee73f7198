// SPDX-License-Identifier: MIT
#include <yaml-cpp/yaml.h>
#include <algorithm>
#include <charconv>
#include <set>
#include <vector>

#include "layoutcheck/error.h"
#include "layoutcheck/ingest/yaml_document.h"
#include "layoutcheck/lock/layout_lock.h"

namespace layoutcheck {
namespace {

class LockReader {
 public:
  explicit LockReader(std::string file) : file_(std::move(file)) {}

  LayoutLock read(const YAML::Node& root) const {
    check_keys(root, {"version", "targets"});
    if (number(root, "version") != 1) {
      fail(root["version"], "this version is not known; use the layoutcheck that wrote the file");
    }
    LayoutLock lock{file_, {}};
    std::size_t types = 0;
    for (const auto& entry : map(root, "targets")) {
      TargetLock target = read_target(entry.second);
      types += target.types.size();
      lock.targets.emplace(entry.first.Scalar(), std::move(target));
    }
    if (types == 0) fail(root, "it locks no type; name some with 'layoutcheck lock'");
    return lock;
  }

 private:
  [[noreturn]] void fail(const YAML::Mark& mark, const std::string& what) const {
    throw Error(place(mark) + ": " + what);
  }

  std::string place(const YAML::Mark& mark) const {
    if (mark.is_null()) return file_;
    return file_ + ':' + std::to_string(mark.line + 1) + ':' + std::to_string(mark.column + 1);
  }

  [[noreturn]] void fail(const YAML::Node& node, const std::string& what) const {
    fail(node.Mark(), what);
  }

  /// The node is a map, without a key twice, and has no key but these.
  void check_keys(const YAML::Node& node, const std::vector<std::string>& known) const {
    for (const std::string& key : keys(node)) {
      if (std::find(known.begin(), known.end(), key) == known.end()) {
        std::string all;
        for (const std::string& name : known) all += (all.empty() ? "" : ", ") + name;
        fail(key_node(node, key), "unknown key '" + key + "'; there are " + all);
      }
    }
  }

  std::set<std::string> keys(const YAML::Node& node) const {
    if (!node.IsMap()) fail(node, "keys with values must stand here");
    std::set<std::string> names;
    for (const auto& entry : node) {
      if (!entry.first.IsScalar()) fail(entry.first, "a name must stand here");
      if (!names.insert(entry.first.Scalar()).second) {
        fail(entry.first, "'" + entry.first.Scalar() + "' stands twice; remove one");
      }
    }
    return names;
  }

  static YAML::Node key_node(const YAML::Node& node, const std::string& key) {
    for (const auto& entry : node) {
      if (entry.first.Scalar() == key) return entry.first;
    }
    return node;
  }

  YAML::Node child(const YAML::Node& node, const std::string& key) const {
    const YAML::Node value = node[key];
    if (!value.IsDefined()) fail(node, "the key '" + key + "' is missing");
    return value;
  }

  YAML::Node map(const YAML::Node& node, const std::string& key) const {
    const YAML::Node value = child(node, key);
    keys(value);
    return value;
  }

  std::string text(const YAML::Node& node, const std::string& key) const {
    const YAML::Node value = child(node, key);
    if (!value.IsScalar()) fail(value, "'" + key + "' must be a text");
    return value.Scalar();
  }

  std::uint64_t number(const YAML::Node& node, const std::string& key,
                       std::uint64_t most = std::uint64_t{1} << 56) const {
    const std::string digits = text(node, key);
    std::uint64_t value = 0;
    const char* end = digits.data() + digits.size();
    const auto [stop, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc() || stop != end || value > most) {
      fail(node[key], "'" + key + "' must be a whole number, at most " + std::to_string(most));
    }
    return value;
  }

  std::uint64_t power_of_two(const YAML::Node& node, const std::string& key) const {
    const std::uint64_t value = number(node, key);
    if (value == 0 || (value & (value - 1)) != 0)
      fail(node[key], "'" + key + "' must be a power of two");
    return value;
  }

  std::uint64_t line_size(const YAML::Node& node) const {
    const std::uint64_t bytes = number(node, "line_size");
    if (bytes < 8 || bytes > 4096 || (bytes & (bytes - 1)) != 0) {
      fail(node["line_size"], "'line_size' must be a power of two from 8 to 4096");
    }
    return bytes;
  }

  TargetLock read_target(const YAML::Node& node) const {
    check_keys(node, {"line_size", "types"});
    TargetLock target{line_size(node), {}};
    for (const auto& entry : map(node, "types")) {
      LockedType locked = read_type(entry.second);
      locked.layout.name = entry.first.Scalar();
      const YAML::Mark mark = entry.first.Mark();
      locked.layout.location = {file_, static_cast<unsigned>(mark.line) + 1,
                                static_cast<unsigned>(mark.column) + 1};
      target.types.emplace(locked.layout.name, std::move(locked));
    }
    return target;
  }

  LockedType read_type(const YAML::Node& node) const {
    check_keys(node, {"mode", "reason", "previous_size", "size", "align", "fields"});
    const std::optional<LockMode> mode = lock_mode(text(node, "mode"));
    if (!mode) fail(node["mode"], "unknown mode; there are members, no-grow, order, exact");
    LockedType locked;
    locked.mode = *mode;
    if (node["reason"].IsDefined()) locked.reason = text(node, "reason");
    if (node["previous_size"].IsDefined()) {
      locked.previous_size_bytes = number(node, "previous_size");
    }
    locked.layout.size_bytes = number(node, "size");
    locked.layout.align_bytes = power_of_two(node, "align");
    const YAML::Node fields = child(node, "fields");
    if (!fields.IsSequence()) fail(fields, "'fields' must be a list");
    for (const YAML::Node& field : fields) locked.layout.fields.push_back(read_field(field));
    std::stable_sort(locked.layout.fields.begin(), locked.layout.fields.end(),
                     [](const auto& a, const auto& b) { return a.offset_bits < b.offset_bits; });
    return locked;
  }

  FieldLayout read_field(const YAML::Node& node) const {
    check_keys(node, {"name", "offset", "size", "bit", "bits", "group"});
    FieldLayout field;
    field.path = text(node, "name");
    field.offset_bits = number(node, "offset") * 8;
    field.bit_field = node["bits"].IsDefined();
    if (field.bit_field == node["size"].IsDefined()) {
      fail(node, "a field has 'size', or 'bit' and 'bits' if it is a bit-field");
    }
    if (field.bit_field) {
      field.offset_bits += number(node, "bit", 7);
      field.size_bits = number(node, "bits");
    } else {
      field.size_bits = number(node, "size") * 8;
    }
    if (node["group"].IsDefined()) field.group = text(node, "group");
    return field;
  }

  std::string file_;
};

}  // namespace

LayoutLock read_lock(const std::string& text, const std::string& file) {
  return LockReader(file).read(load_yaml(text, file));
}

}  // namespace layoutcheck
