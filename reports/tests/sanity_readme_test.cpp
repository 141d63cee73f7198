// SPDX-License-Identifier: MIT
//
// The example in sanity/README.md is executed: its plan, its commands, its output.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <sstream>

#include "reports/files/read_file.h"
#include "reports/files/write_file.h"
#include "reports/tests/support/temporary_folder.h"

namespace reports {
namespace {

/// The first block that is fenced by ``` and `language`.
std::string block(const std::string& markdown, const std::string& language) {
  const std::string fence = "```" + language + "\n";
  const auto start = markdown.find(fence) + fence.size();
  return markdown.substr(start, markdown.find("```", start) - start);
}

struct Session {
  std::string script;
  std::string output;
};

/// Lines after "$ ", and those that a backslash continues, are commands; others are output.
Session read_session(const std::string& text) {
  Session session;
  bool continued = false;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    const bool command = continued || line.rfind("$ ", 0) == 0;
    (command ? session.script : session.output) +=
        line.substr(command && !continued ? 2 : 0) + "\n";
    continued = command && line.back() == '\\';
  }
  return session;
}

/// Programs that print and write what the example's would.
constexpr const char* stand_ins = R"(
mkdir build/bin ci && printf 'build/\n' > .gitignore && mv plan.yaml ci/sanity.yaml
ln -s "$REPORTS" build/bin/reports
cat > build/bin/layoutcheck <<'END'
#!/bin/sh
cp "$LAYOUT" build/layout.json && echo 'checked 2 contracts: 2 proved'
END
cat > build/ring_tests <<'END'
#!/bin/sh
[ "$1" = --list-test-names-only ] && printf 'a full ring refuses\nan empty ring waits\n' && exit 2
echo '<testsuites><testsuite name="ring"><testcase name="a full ring refuses"/></testsuite>
</testsuites>' > build/tests.xml
END
chmod +x build/bin/layoutcheck build/ring_tests
git init -q . && git add -A && git -c user.name=A -c user.email=a@b commit -qm one
export PATH="$PWD/build/bin:$PATH"
)";

}  // namespace

TEST_CASE("sanity/README.md shows what the programs print", "[reports][sanity_command]") {
  const std::string readme = read_file(REPORTS_TESTS "/../sanity/README.md");
  const Session session = read_session(block(readme, ""));
  const TemporaryFolder folder;
  write_file(folder.path() / "plan.yaml", block(readme, "yaml"));
  write_file(folder.path() / "session.sh",
             std::string("REPORTS='" REPORTS_PROGRAM "'\nexport LAYOUT='" REPORTS_TESTS
                         "/inputs/sanity/layout.json'\n") +
                 stand_ins + session.script);

  const std::string command =
      "cd '" + folder.path().string() + "' && mkdir build && sh session.sh > build/printed";
  const int status = std::system(command.c_str());

  CHECK(WEXITSTATUS(status) == 3);
  CHECK(read_file(folder.path() / "build/printed") == session.output);
}

}  // namespace reports
