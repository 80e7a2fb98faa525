#pragma once

#include <cstdint>
#include <string_view>

namespace barriers::verify {

/// What a checker says of a search.
enum class verdict : std::uint8_t {
  passed,
  data_race,
  hang,
  assertion,
  use_after_destroy,
  uninitialized_read,
  out_of_memory,
  checker_error,  ///< what no scenario can cause
};

/// As it stands in records: "data_race".
constexpr std::string_view name_of(verdict found) {
  switch (found) {
  case verdict::passed: return "passed";
  case verdict::data_race: return "data_race";
  case verdict::hang: return "hang";
  case verdict::assertion: return "assertion";
  case verdict::use_after_destroy: return "use_after_destroy";
  case verdict::uninitialized_read: return "uninitialized_read";
  case verdict::out_of_memory: return "out_of_memory";
  case verdict::checker_error: break;
  }
  return "checker_error";
}

}  // namespace barriers::verify
