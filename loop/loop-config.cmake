# SPDX-License-Identifier: MIT
#
# What find_package(loop) loads.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
include("${CMAKE_CURRENT_LIST_DIR}/annotations-targets.cmake")
include("${CMAKE_CURRENT_LIST_DIR}/loop-targets.cmake")
