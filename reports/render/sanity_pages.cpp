// SPDX-License-Identifier: MIT
#include "reports/render/sanity_pages.h"

#include <cstdio>
#include <kainjow/mustache.hpp>
#include <nlohmann/json.hpp>

#include "reports/render/escape.h"
#include "reports/render/sanity_templates.h"

namespace reports {
namespace {

using Json = nlohmann::ordered_json;
namespace mustache = kainjow::mustache;

mustache::data to_data(const Json& json);

/// "not_run" as "NOT RUN".
std::string as_word(const std::string& name) {
  std::string word;
  for (const char character : name) {
    word += character == '_'                       ? ' '
            : character >= 'a' && character <= 'z' ? static_cast<char>(character - 'a' + 'A')
                                                   : character;
  }
  return word;
}

std::string as_link(const std::string& path) {
  constexpr std::string_view plain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";
  std::string link;
  for (const char character : path) {
    if (plain.find(character) != std::string_view::npos) {
      link += character;
      continue;
    }
    char code[4];
    std::snprintf(code, sizeof code, "%%%02X", static_cast<unsigned char>(character));
    link += code;
  }
  return link;
}

bool is_word(const std::string& key) {
  return key == "state" || key == "verdict" || key == "outcome" || key == "effect" ||
         key == "covers" || key == "ended";
}

std::string as_number(const Json& json);

/// What templates need beside the value: words in capitals, links, whether a list has entries, and
/// the two numbers of a pair.
void add_companions(const std::string& key, const Json& value, mustache::data& object) {
  if (value.is_array()) object.set("has_" + key, !value.empty());
  if (value.is_array() && value.size() == 2 && value[0].is_number()) {
    object.set(key + "_first", as_number(value[0]));
    object.set(key + "_second", as_number(value[1]));
  }
  if (!value.is_string()) return;
  const std::string text = value;
  if (is_word(key)) object.set(key + "_word", as_word(text));
  if (key == "path") object.set("link", as_link(text));
  if (key == "commit") object.set("commit_short", text.substr(0, 12));
}

mustache::data to_object(const Json& json) {
  mustache::data object(mustache::data::type::object);
  for (const auto& [key, value] : json.items()) {
    object.set(key, to_data(value));
    add_companions(key, value, object);
  }
  return object;
}

std::string as_number(const Json& json) {
  if (json.is_number_integer()) return json.dump();
  char text[32];
  std::snprintf(text, sizeof text, "%.4g", json.get<double>());
  return text;
}

/// Nothing and the empty text are false, so that a section shows only what is there.
mustache::data to_data(const Json& json) {
  if (json.is_object()) return to_object(json);
  if (json.is_boolean()) return mustache::data(json.get<bool>());
  if (json.is_number()) return mustache::data(as_number(json));
  if (json.is_string() && !json.get<std::string>().empty()) {
    return mustache::data(json.get<std::string>());
  }
  if (!json.is_array()) return mustache::data(false);
  mustache::data list(mustache::data::type::list);
  for (const Json& element : json) list.push_back(to_data(element));
  return list;
}

/// The report, with what each part of a page needs to know of the whole.
mustache::data page_data(const std::string& json) {
  const Json report = Json::parse(json);
  mustache::data data = to_data(report);
  for (const char* part : {"layout", "tests", "benchmarks", "comparison"}) {
    bool any = false;
    for (const Json& check : report.at("checks")) any = any || !check.at(part).empty();
    data.set(std::string("any_") + part, any);
  }
  return data;
}

std::string escape_html(const std::string& text) {
  std::string safe;
  for (const char character : escape_terminal(text)) {
    switch (character) {
      case '&':
        safe += "&amp;";
        break;
      case '<':
        safe += "&lt;";
        break;
      case '>':
        safe += "&gt;";
        break;
      case '"':
        safe += "&quot;";
        break;
      case '\'':
        safe += "&#39;";
        break;
      default:
        safe += character;
    }
  }
  return safe;
}

std::string render(const char* text, const std::string& json,
                   const mustache::mustache::escape_handler& escape) {
  mustache::mustache page(text);
  page.set_custom_escape(escape);
  return page.render(page_data(json));
}

}  // namespace

std::string sanity_html(const std::string& json) {
  return render(sanity_html_template, json, escape_html);
}

std::string sanity_markdown(const std::string& json) {
  return render(sanity_markdown_template, json,
                [](const std::string& text) { return escape_markdown(text); });
}

}  // namespace reports
