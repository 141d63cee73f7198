# SPDX-License-Identifier: MIT
#
# Fuzz targets, for the preset fuzz. As a test each runs for a minute, goes on from the inputs that
# it found before, and leaves the input that breaks something where the test's output says.

# add_fuzz_target(NAME COMPONENT LIBRARY TEST_NAME): NAME.cpp is linked with LIBRARY.
function(add_fuzz_target name component library test_name)
  add_executable(${name} ${name}.cpp)
  target_link_libraries(${name} PRIVATE ${library})
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  set(corpus ${CMAKE_CURRENT_BINARY_DIR}/${name}_corpus)
  file(MAKE_DIRECTORY ${corpus})
  add_test(NAME "${component}: ${test_name}"
    COMMAND ${name} -max_total_time=60 -max_len=4096 -print_final_stats=1 ${corpus})
  set_tests_properties("${component}: ${test_name}" PROPERTIES LABELS ${component}/tests/fuzz)
endfunction()
