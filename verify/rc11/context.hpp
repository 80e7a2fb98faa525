#pragma once

#include <verify/rc11/environment.hpp>

#include <cstdint>
#include <source_location>

namespace barriers::rc11 {

/// What scenarios report to: a broken property ends the execution as a failed one.
class rc11_context {
  using here = std::source_location;

 public:
  static void expect(bool holds, const char* property, here at = here::current()) {
    if (!holds) {
      env::rc11_runtime::current().die(property, at);
    }
  }
  static void enter_phase(std::uint32_t, std::uint32_t) {}
  static void retry(here at = here::current()) {
    env::rc11_runtime::current().perform({.what = env::rc11_runtime::verb::retry, .at = at});
  }
};

}  // namespace barriers::rc11
