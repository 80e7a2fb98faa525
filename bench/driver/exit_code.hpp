#pragma once

namespace barriers::bench {

/// How the program ends.
enum exit_code : int {
  success = 0,
  /// It could not measure: a thread cannot be pinned or started, a file cannot be written; or what
  /// it measured computed a wrong result.
  failure = 1,
  /// The command line asks for what there is not.
  misuse = 2,
  /// An episode of a cell does not end.
  hang = 3,
  /// A rank was released before the last one arrived, by more than the clocks can differ.
  released_early = 4,
};

}  // namespace barriers::bench
