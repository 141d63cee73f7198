// SPDX-License-Identifier: MIT
#include "layoutcheck/extract/compile_commands.h"

#include <algorithm>
#include <sstream>

#include <catch2/catch.hpp>

#include "layoutcheck/error.h"
#include "layoutcheck/tests/temporary_folder.h"

namespace layoutcheck {
namespace {

using Words = std::vector<std::string>;

/// Writes a database of these files and commands.
void write_database(const TemporaryFolder& folder,
                    const std::vector<std::pair<std::string, std::string>>& commands) {
  std::ostringstream text;
  const char* separator = "[";
  for (const auto& [file, command] : commands) {
    text << separator << R"({"directory": ")" << folder.path() << R"(", "file": ")" << file
         << R"(", "command": ")" << command << "\"}";
    separator = ",\n";
  }
  folder.write("compile_commands.json", text.str() + "]");
}

std::string message_of_error(const std::string& build_directory, const Words& files = {}) {
  try {
    read_compile_commands(build_directory, files);
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a database gives the commands of all its files", "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  write_database(folder, {{"a.cpp", "g++ -c a.cpp -DX=1"}, {"b/b.c", "ccache gcc -c b/b.c"}});

  const auto commands = read_compile_commands(folder.path(), {});
  REQUIRE(commands.size() == 2);
  CHECK(commands[0].file == folder.path("a.cpp"));
  CHECK(std::filesystem::path(commands[0].directory) / "" == folder.path());
  CHECK(commands[1].file == folder.path("b/b.c"));
  CHECK(commands[1].arguments.front() == "gcc");
}

TEST_CASE("a database gives every command of one file", "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  folder.write("a.cpp", "");
  write_database(folder, {{"a.cpp", "g++ -c a.cpp -DX=1"},
                          {"a.cpp", "g++ -c a.cpp -DX=2"},
                          {"b.cpp", "g++ -c b.cpp"}});

  CHECK(read_compile_commands(folder.path(), {folder.path("a.cpp")}).size() == 2);
  CHECK(read_compile_commands(folder.path("compile_commands.json"), {}).size() == 3);
}

TEST_CASE("a cross compiler says which target it is for", "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  write_database(folder, {{"a.cpp", "/usr/bin/aarch64-linux-gnu-g++ -c a.cpp"}});

  const Words arguments = read_compile_commands(folder.path(), {}).at(0).arguments;
  CHECK(std::count(arguments.begin(), arguments.end(), "--target=aarch64-linux-gnu") == 1);
}

TEST_CASE("response files are read", "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  folder.write("flags.rsp", "-DFROM_FILE");
  write_database(folder, {{"a.cpp", "g++ @flags.rsp -c a.cpp"}});

  const Words arguments = read_compile_commands(folder.path(), {}).at(0).arguments;
  CHECK(std::count(arguments.begin(), arguments.end(), "-DFROM_FILE") == 1);
}

TEST_CASE("a database that is not there or damaged is one line that says what to do",
          "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  const std::string path = folder.path("compile_commands.json");
  CHECK(message_of_error(folder.path()) ==
        path +
            ": No such file or directory; name the build directory after -p (CMake writes the "
            "file with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON), or give compiler flags after --");

  for (const char* text : {"", "[{\"directory\": ", "{}", "[]", "[1]", "[{\"file\": 3}]",
                           "[{\"directory\": \"/\", \"file\": \"a.cpp\"}]"}) {
    CAPTURE(text);
    folder.write("compile_commands.json", text);
    const std::string message = message_of_error(folder.path());
    CHECK(message.starts_with(path + ": "));
    CHECK(contains(message, "onfigure the build again"));
    CHECK_FALSE(contains(message, "\n"));
  }
}

TEST_CASE("a file that the database does not know is an error", "[layoutcheck][extract]") {
  const TemporaryFolder folder;
  write_database(folder, {{"a.cpp", "g++ -c a.cpp"}});
  CHECK(contains(message_of_error(folder.path(), {"other.cpp"}), "other.cpp: not in "));
}

TEST_CASE("headers are C++ unless the flags say otherwise", "[layoutcheck][extract]") {
  const auto is_cxx = [](const std::string& file, const Words& flags) {
    const Words arguments = command_with_flags(file, flags).arguments;
    return std::count(arguments.begin(), arguments.end(), "c++") == 1;
  };
  CHECK(is_cxx("a.h", {}));
  CHECK(is_cxx("a.hpp", {"-std=gnu++20"}));
  CHECK_FALSE(is_cxx("a.h", {"-std=c11"}));
  CHECK_FALSE(is_cxx("a.h", {"-xc"}));
  CHECK_FALSE(is_cxx("a.c", {}));
}

}  // namespace layoutcheck
