#pragma once

#include <bench/word.hpp>

#include <vector>

namespace barriers::bench {

/// How the program ends. A cell that hangs ends it with `hang_code`, 3.
enum exit_code : int {
  success = 0,
  /// It could not measure: a thread cannot be pinned or started, a file cannot be written.
  failure = 1,
  /// The command line asks for what there is not.
  misuse = 2,
  /// A rank was released before the last one arrived, by more than the clocks can differ.
  released_early = 4,
};

/// The whole program, over these words.
int application(int argc, char** argv, const std::vector<word>& words);

}  // namespace barriers::bench
