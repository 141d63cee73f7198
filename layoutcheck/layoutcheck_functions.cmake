# SPDX-License-Identifier: MIT
#
# For projects that check their layouts. Both functions read the compilation database that CMake
# writes into the top build folder; TARGETS get into it by themselves.

# The C and C++ sources of targets, absolute, as a list in generator expressions.
function(_layoutcheck_sources result)
  set(sources)
  foreach(target IN LISTS ARGN)
    set_target_properties(${target} PROPERTIES EXPORT_COMPILE_COMMANDS ON)
    set(own "$<FILTER:$<TARGET_PROPERTY:${target},SOURCES>,INCLUDE,[.](c|cc|cpp|cxx|c[+][+]|C)$>")
    list(APPEND sources
      "$<PATH:ABSOLUTE_PATH,NORMALIZE,${own},$<TARGET_PROPERTY:${target},SOURCE_DIR>>")
  endforeach()
  set(${result} ${sources} PARENT_SCOPE)
endfunction()

function(_layoutcheck_require_program)
  if(NOT TARGET layoutcheck::layoutcheck)
    message(FATAL_ERROR "this layoutcheck was installed without its program, since there was no "
      "clang where it was built; build it with clang 19 to 22")
  endif()
endfunction()

# layoutcheck_add_check(NAME <test> TARGETS <target>... | SOURCES <file>...
#                       [TYPES <type>...] [CONFIG <file>] [FAIL_ON error|warning|none]
#                       [LINE_SIZES <bytes>...] [FORMATS <format[=file]>...])
#
# A test of the label `layout`: `layoutcheck check` of those sources. SOURCES must belong to targets
# with EXPORT_COMPILE_COMMANDS.
function(layoutcheck_add_check)
  cmake_parse_arguments(PARSE_ARGV 0 check "" "NAME;CONFIG;FAIL_ON"
    "TARGETS;SOURCES;TYPES;LINE_SIZES;FORMATS")
  if(check_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "layoutcheck_add_check: what is ${check_UNPARSED_ARGUMENTS}?")
  endif()
  if(NOT check_NAME OR NOT (check_TARGETS OR check_SOURCES))
    message(FATAL_ERROR "layoutcheck_add_check needs NAME, and TARGETS or SOURCES")
  endif()
  _layoutcheck_require_program()
  _layoutcheck_sources(sources ${check_TARGETS})
  foreach(source IN LISTS check_SOURCES)
    get_filename_component(source "${source}" ABSOLUTE)
    list(APPEND sources "${source}")
  endforeach()

  set(options -p "${CMAKE_BINARY_DIR}")
  if(check_CONFIG)
    get_filename_component(config "${check_CONFIG}" ABSOLUTE)
    list(APPEND options --config "${config}")
  endif()
  if(check_FAIL_ON)
    list(APPEND options --fail-on ${check_FAIL_ON})
  endif()
  foreach(size IN LISTS check_LINE_SIZES)
    list(APPEND options --line-size ${size})
  endforeach()
  foreach(format IN LISTS check_FORMATS)
    list(APPEND options --format ${format})
  endforeach()
  add_test(NAME "${check_NAME}"
    COMMAND layoutcheck::layoutcheck check ${options} ${check_TYPES} ${sources}
    WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}" COMMAND_EXPAND_LISTS)
  set_tests_properties("${check_NAME}" PROPERTIES LABELS layout)
endfunction()

# layoutcheck_emit_asserts(<target> [TYPES <type>...] [FILE <file>] [INCLUDES <header>...])
#
# Compiles FILE, by default <target>_layout_asserts.cpp beside CMakeLists.txt, with the target: it
# says what the layouts of TYPES (by default of those with contracts) are, and breaks the build when
# they change. FILE belongs under version control. It is never written by a build, or it would hold
# whatever the layouts are: the target <target>_emit_asserts writes it, when you ask for it.
#
# Where layoutcheck may be missing, the check needs FILE alone:
#   find_package(layoutcheck)
#   if(layoutcheck_FOUND)
#     layoutcheck_emit_asserts(app)
#   else()
#     target_sources(app PRIVATE app_layout_asserts.cpp)
#   endif()
function(layoutcheck_emit_asserts target)
  cmake_parse_arguments(PARSE_ARGV 1 emit "" "FILE" "TYPES;INCLUDES")
  if(emit_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "layoutcheck_emit_asserts: what is ${emit_UNPARSED_ARGUMENTS}?")
  endif()
  if(NOT emit_FILE)
    set(emit_FILE ${target}_layout_asserts.cpp)
  endif()
  get_filename_component(file "${emit_FILE}" ABSOLUTE)
  get_filename_component(file_name "${emit_FILE}" NAME)
  string(REPLACE "." "[.]" file_pattern "${file_name}")

  if(EXISTS "${file}")
    target_sources(${target} PRIVATE "${file}")
  else()
    message(WARNING "${file} does not exist, so ${target} asserts no layout yet; build the target "
      "${target}_emit_asserts to write it, and configure again")
  endif()

  if(TARGET layoutcheck::layoutcheck)
    _layoutcheck_sources(sources ${target})
    set(includes)
    foreach(header IN LISTS emit_INCLUDES)
      list(APPEND includes --include "${header}")
    endforeach()
    add_custom_target(${target}_emit_asserts
      COMMAND layoutcheck::layoutcheck emit-asserts -p "${CMAKE_BINARY_DIR}" -o "${file}"
        ${includes} ${emit_TYPES} "$<FILTER:${sources},EXCLUDE,/${file_pattern}$>"
      WORKING_DIRECTORY "${CMAKE_CURRENT_SOURCE_DIR}"
      COMMENT "Writing ${file}" VERBATIM COMMAND_EXPAND_LISTS)
  endif()
endfunction()
