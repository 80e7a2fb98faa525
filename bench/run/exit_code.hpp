#pragma once

namespace barriers::bench {

/// How an executable ends. One table with scripts/barriers, whose 3 (the set-up or the build
/// failed) and 4 (doctor --require) have no meaning here.
enum exit_code : int {
  success = 0,
  /// It could not measure: a thread cannot be pinned or started, a file cannot be written; or what
  /// it measured computed a wrong result.
  failure = 1,
  usage = 2,
  /// An episode of a cell does not end.
  hang = 5,
  /// A rank was released before the last one arrived, by more than the clocks can differ.
  released_early = 6,
};

}  // namespace barriers::bench
