#pragma once

#include <barriers_registry.hpp>

#include <cstdint>

namespace barriers::verify {

/// The word of the list that this executable tests.
using tested = registry::entry::BARRIERS_WORD;

/// About how many phases a team goes through, times its ranks.
inline constexpr std::uint32_t effort = BARRIERS_EFFORT;

/// The largest team that is made to spin on fewer PUs.
inline constexpr std::uint32_t largest_spinning = BARRIERS_LARGEST_SPINNING;

}  // namespace barriers::verify
