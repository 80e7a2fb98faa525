#pragma once

#include <cstddef>

namespace barriers::verify {

/// How often this thread has called operator new, which is replaced in this executable.
std::size_t allocations() noexcept;

}  // namespace barriers::verify
