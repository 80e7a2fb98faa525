#pragma once

#include "canaries.hpp"

#include <vector>

namespace barriers::explorer {

/// Whether the explorer convicts every canary; says on stderr which it does not.
bool is_awake(const std::vector<canary_test>& canaries);

}  // namespace barriers::explorer
