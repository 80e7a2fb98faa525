#pragma once

#include <barriers/registry.hpp>

#include <cstdint>

namespace barriers::verify {

/// The algorithm that this executable tests.
using tested = registry::entry::BARRIERS_ALGORITHM;

/// The largest team that is made to spin on fewer PUs.
inline constexpr std::uint32_t largest_spinning = BARRIERS_LARGEST_SPINNING;

}  // namespace barriers::verify
