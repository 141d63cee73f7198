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

# A word that is misspelled ends up among the values of the argument before it.
function(_layoutcheck_require_targets caller)
  foreach(target IN LISTS ARGN)
    if(NOT TARGET "${target}")
      message(FATAL_ERROR "${caller}: what is ${target}? It is no target")
    endif()
  endforeach()
endfunction()

function(_layoutcheck_require_match caller pattern)
  foreach(value IN LISTS ARGN)
    if(NOT value MATCHES "${pattern}")
      message(FATAL_ERROR "${caller}: what is ${value}?")
    endif()
  endforeach()
endfunction()

# layoutcheck_add_check(NAME <test> TARGETS <target>... | SOURCES <file>...
#                       [TYPES <type>...] [CONFIG <file>] [LOCK <file>] [BASELINE <file>]
#                       [FAIL_ON error|warning|none] [LINE_SIZES <bytes>...]
#                       [FORMATS <format[=file]>...])
#
# A test of the label `layout`: `layoutcheck check` of those sources. SOURCES must belong to targets
# with EXPORT_COMPILE_COMMANDS. LOCK and BASELINE are the files that `layoutcheck lock` and
# `layoutcheck check --format json=FILE` wrote.
function(layoutcheck_add_check)
  cmake_parse_arguments(PARSE_ARGV 0 check "" "NAME;CONFIG;LOCK;BASELINE;FAIL_ON"
    "TARGETS;SOURCES;TYPES;LINE_SIZES;FORMATS")
  if(check_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "layoutcheck_add_check: what is ${check_UNPARSED_ARGUMENTS}?")
  endif()
  if(check_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "layoutcheck_add_check: no value after ${check_KEYWORDS_MISSING_VALUES}")
  endif()
  if(NOT check_NAME OR NOT (check_TARGETS OR check_SOURCES))
    message(FATAL_ERROR "layoutcheck_add_check needs NAME, and TARGETS or SOURCES")
  endif()
  _layoutcheck_require_targets(layoutcheck_add_check ${check_TARGETS})
  _layoutcheck_require_match(layoutcheck_add_check "[.]" ${check_SOURCES})
  _layoutcheck_require_match(layoutcheck_add_check "^[0-9]+$" ${check_LINE_SIZES})
  _layoutcheck_require_match(layoutcheck_add_check "^[a-z]+(=.+)?$" ${check_FORMATS})
  _layoutcheck_require_match(layoutcheck_add_check "^(error|warning|none)$" ${check_FAIL_ON})
  _layoutcheck_require_program()
  _layoutcheck_sources(sources ${check_TARGETS})
  foreach(source IN LISTS check_SOURCES)
    get_filename_component(source "${source}" ABSOLUTE)
    list(APPEND sources "${source}")
  endforeach()

  set(options -p "${CMAKE_BINARY_DIR}")
  foreach(argument IN ITEMS CONFIG LOCK BASELINE)
    if(check_${argument})
      get_filename_component(file "${check_${argument}}" ABSOLUTE)
      string(TOLOWER "--${argument}" option)
      list(APPEND options ${option} "${file}")
    endif()
  endforeach()
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
# The first time, and whenever FILE is missing, <target> does not build. Write FILE and configure
# again:
#   cmake --build BUILD --target <target>_emit_asserts && cmake BUILD
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
  if(emit_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "layoutcheck_emit_asserts: no value after ${emit_KEYWORDS_MISSING_VALUES}")
  endif()
  _layoutcheck_require_targets(layoutcheck_emit_asserts ${target})
  if(NOT emit_FILE)
    set(emit_FILE ${target}_layout_asserts.cpp)
  endif()
  get_filename_component(file "${emit_FILE}" ABSOLUTE)
  get_filename_component(file_name "${emit_FILE}" NAME)
  string(REPLACE "." "[.]" file_pattern "${file_name}")

  if(EXISTS "${file}")
    target_sources(${target} PRIVATE "${file}")
  elseif(NOT TARGET layoutcheck::layoutcheck)
    message(FATAL_ERROR "${file} does not exist, so ${target} would assert no layout, and this "
      "layoutcheck was installed without its program, which writes it")
  else()
    string(CONCAT missing "${file} does not exist, so ${target} would assert no layout. Build the "
      "target ${target}_emit_asserts to write it, and configure again")
    message(WARNING "${missing}")
    add_custom_target(${target}_without_layout_asserts
      COMMAND ${CMAKE_COMMAND} -E echo "${missing}" COMMAND ${CMAKE_COMMAND} -E false VERBATIM)
    add_dependencies(${target} ${target}_without_layout_asserts)
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
