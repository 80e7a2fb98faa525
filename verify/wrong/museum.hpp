#pragma once

#include "card.hpp"

#include <self_test.hpp>

#include <vector>

namespace barriers::wrong {

/// The `main` of the museum: tries the exhibits that the command line names, or all of them. The
/// exit status is 0 if each does as its card says, 1 if not, 2 if the checker is not awake.
int museum(int argc, char** argv, const std::vector<card>& cards,
           const std::vector<model::canary_test>& canaries);

}  // namespace barriers::wrong
