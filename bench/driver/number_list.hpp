#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace barriers::bench {

/// The numbers of a list as taskset and hwloc write it, in the order of the list: "3,0", "0-127",
/// "0-63:2" (every second), "0-3,8,16-30:2".
///
/// Throws std::invalid_argument, with what is wrong, for anything else, for a number above
/// `largest`, and for a number that is listed twice.
std::vector<std::uint32_t> number_list(std::string_view text, std::uint32_t largest);

}  // namespace barriers::bench
