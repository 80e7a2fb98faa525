#pragma once

#include <cstdint>
#include <string_view>

namespace barriers::wrong {

/// What an execution can do that none must.
enum class crime : std::uint8_t { data_race, hang, broken_promise, use_after_destroy };

/// What people, and the explorer, call it.
constexpr std::string_view name_of(crime what) {
  switch (what) {
  case crime::data_race: return "data race";
  case crime::hang: return "hang";
  case crime::broken_promise: return "broken promise";
  case crime::use_after_destroy: break;
  }
  return "use after destroy";
}

}  // namespace barriers::wrong
