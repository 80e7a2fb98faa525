#pragma once

namespace barriers::relacy::arena {

/// Takes back everything that the last execution was given.
void begin_execution() noexcept;

}  // namespace barriers::relacy::arena
