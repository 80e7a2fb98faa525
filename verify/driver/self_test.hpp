#pragma once

#include <verify/driver/engine.hpp>

namespace barriers::driver {

/// Whether the engine detects each of its canaries as what it is; says on stderr which it does not.
bool detects_canaries(engine& by);

}  // namespace barriers::driver
