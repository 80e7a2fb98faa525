#pragma once

#include <verify/driver/engine.hpp>

namespace barriers::driver {

/// The `main` of a checker: `run`, `mutants`, `wrong`, `describe` and `self-test`, by one engine.
/// `sample` is the program that the mutation injector is tested on. The exit status.
int command_line(int argc, char** argv, engine& by, const test& sample);

}  // namespace barriers::driver
