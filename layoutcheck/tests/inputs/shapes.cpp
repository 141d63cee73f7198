// The debug information of these is compared with clang's layouts.
#include "layoutcheck/tests/inputs/shapes.h"
