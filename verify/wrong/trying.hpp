#pragma once

#include "card.hpp"

#include <simulation.hpp>

#include <cstdint>
#include <string>

namespace barriers::wrong {

/// What came of an exhibit.
struct finding {
  card exhibit;
  std::uint32_t team;     ///< the last that was tried
  model::outcome found;   ///< there
  std::string complaint;  ///< how that differs from the card; empty if it does not

  [[nodiscard]] const char* verdict() const { return found.has_passed() ? "escapes" : "convicted"; }
};

/// Tries an exhibit in the random executions `first` to `first + executions - 1`. It must be
/// convicted of what is on its card, in the team on its card, and in none that is smaller. One whose card says that it
/// escapes must not be convicted, and not by the end of a bounded search of two phases either.
finding try_exhibit(const card& exhibit, std::uint64_t first, std::uint64_t executions);

}  // namespace barriers::wrong
