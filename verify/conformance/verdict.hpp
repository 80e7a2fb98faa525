#pragma once

#include <chrono>
#include <functional>
#include <set>
#include <string>

namespace barriers::verify {

/// What a trial has shown.
struct peer_verdict {
  /// kept, broken, hangs, or not offered.
  std::string name;
  /// The guarantees that were broken.
  std::set<std::string> guarantees;
};

/// Runs a trial, which gives the guarantees that were broken, in a process of its own: a barrier
/// that hangs or crashes there cannot take others along. A crash is a broken guarantee too.
///
/// A trial that lasts longer than `limit` hangs, if its own watch has not found so before. To be
/// called while no other thread runs. Throws std::runtime_error for a trial that could not be made.
peer_verdict judged(const std::function<std::set<std::string>()>& trial,
                    std::chrono::seconds limit);

}  // namespace barriers::verify
