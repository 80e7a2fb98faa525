#pragma once

namespace barriers::model::memory {

/// Takes back everything that the last execution was given.
void begin_execution() noexcept;

}  // namespace barriers::model::memory
