#pragma once

#include <functional>
#include <string>

namespace barriers::verify {

/// How some code ended a process of its own.
struct ending {
  /// Whether the program was ended, not left to go on.
  bool aborted;
  /// The signal that ended it; 0 if none did.
  int signal;
  /// What it exited with; 0 if a signal ended it.
  int exit_code;
  /// What it wrote to stderr.
  std::string said;
};

/// Runs `code` in a forked process. To be called while no other thread runs.
ending ending_of(const std::function<void()>& code);

}  // namespace barriers::verify
