#pragma once

#include <bench/driver/barrier_entry.hpp>

#include <vector>

namespace barriers::bench {

/// The whole executable, over these barriers; its exit_code.
int application(int argc, char** argv, const std::vector<barrier_entry>& barriers);

}  // namespace barriers::bench
