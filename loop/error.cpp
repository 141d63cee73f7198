// SPDX-License-Identifier: MIT
#include "loop/error.h"

#include <string>

namespace loop {
namespace {

class LoopCategory final : public std::error_category {
 public:
  const char* name() const noexcept override { return "loop"; }

  std::string message(int condition) const override {
    switch (static_cast<Errc>(condition)) {
      case Errc::already_running:
        return "the loop is running already";
      case Errc::terminated:
        return "the loop was shut down or closed";
      case Errc::wrong_thread:
        return "called from the wrong thread; post() a task instead";
      case Errc::negative_delay:
        return "a timer's delay must not be negative";
      case Errc::empty_callback:
        return "a callback must hold a function";
    }
    return "unknown error";
  }
};

}  // namespace

const std::error_category& loop_category() noexcept {
  static const LoopCategory category;
  return category;
}

void throw_empty_callback() {
  throw std::system_error(Errc::empty_callback);
}

}  // namespace loop
