#pragma once

#include <bench/driver/barrier_entry.hpp>

#include <vector>

namespace barriers::bench {

/// The whole program, over these words; its exit_code.
int application(int argc, char** argv, const std::vector<word>& words);

}  // namespace barriers::bench
