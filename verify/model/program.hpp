#pragma once

#include "self_test.hpp"
#include "trial.hpp"

#include <vector>

namespace barriers::model {

/// The `main` of a model executable: proves that the checker is awake, runs what the command line
/// asks for, and says what came of it. Returns the exit status.
int program(int argc, char** argv, const subject& about, const std::vector<canary_test>& canaries);

}  // namespace barriers::model
