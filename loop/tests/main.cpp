// SPDX-License-Identifier: MIT

// False alarm of g++ 12 about <regex>, which Catch uses, under the sanitizers.
#pragma GCC diagnostic ignored "-Wmaybe-uninitialized"
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
