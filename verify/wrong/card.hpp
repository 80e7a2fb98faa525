#pragma once

#include "crime.hpp"

#include <execution.hpp>

#include <cstdint>
#include <string>

namespace barriers::wrong {

/// What an exhibit says of itself, and the scenario that it stands before.
struct card {
  std::string word;
  std::string fault;
  std::string reference;
  std::string escapes;  ///< why the checker cannot see the fault; empty if it can
  crime convicted_of;
  std::string convicted_by;
  std::uint32_t team;
  model::factory make;
};

}  // namespace barriers::wrong
