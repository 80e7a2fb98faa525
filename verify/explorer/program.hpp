#pragma once

#include "canaries.hpp"
#include "trial.hpp"

#include <vector>

namespace barriers::explorer {

/// The program of an executable about `about`: reads the command line, sees that the explorer is
/// awake, explores, reports. Gives the exit status.
int program(int argc, char** argv, const subject& about, const std::vector<canary_test>& canaries);

}  // namespace barriers::explorer
