# SPDX-License-Identifier: MIT
#
# Finds the newest clang among those that extract/ compiles with. An older one that happens to be
# installed is never taken: its layouts are right, but its interfaces are not these.
# Sets Clang_FOUND, CLANG_RESOURCE_DIR and what Clang's own package sets.

set(chosen_dir ${Clang_DIR})
foreach(version 22 21 20 19)
  set(places
    /usr/lib/llvm-${version} /usr/local/opt/llvm@${version} /opt/homebrew/opt/llvm@${version})
  if(chosen_dir)
    set(places ${chosen_dir} NO_DEFAULT_PATH)
  endif()
  # LLVM's package files compare major.minor for equality; releases start at x.1.
  find_package(Clang ${version}.1 CONFIG QUIET HINTS ${places})
  if(Clang_FOUND)
    break()
  endif()
endforeach()

if(chosen_dir AND NOT Clang_FOUND)
  message(FATAL_ERROR "Clang_DIR=${chosen_dir} is not a clang of the versions 19 to 22")
endif()
if(NOT Clang_FOUND)
  message(WARNING
    "No clang of the versions 19 to 22: the layoutcheck program is not built, the rest is. "
    "On Debian and Ubuntu install clang-22, libclang-22-dev, libclang-cpp22-dev and llvm-22-dev, "
    "or set Clang_DIR.")
  return()
endif()

# Programs outside clang's own folder do not find its built-in headers (stddef.h) by themselves.
find_program(CLANG_PROGRAM clang HINTS ${LLVM_TOOLS_BINARY_DIR} NO_DEFAULT_PATH REQUIRED)
execute_process(COMMAND ${CLANG_PROGRAM} -print-resource-dir
  OUTPUT_VARIABLE CLANG_RESOURCE_DIR OUTPUT_STRIP_TRAILING_WHITESPACE COMMAND_ERROR_IS_FATAL ANY)
message(STATUS "layoutcheck reads with clang ${LLVM_PACKAGE_VERSION} (${CLANG_RESOURCE_DIR})")
