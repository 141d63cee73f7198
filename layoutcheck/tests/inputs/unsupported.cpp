// What has no layout to read.

#include "layoutcheck/annotations.h"

template <typename T>
// expect: NeverUsed has no layout to read: a template that nothing in this unit instantiates
struct NeverUsed {
  T value;
};

template <typename T>
struct Used {
  T value;
};
Used<int> used;

// One that declares something is NOT CHECKED, which is more than a note.
template <typename T>
struct Declares {
  LAYOUT_GROUP(a) T value;
};

template <typename T>
class NeverUsedEither {  // expect: instantiates [unsupported]
  T value;
};
