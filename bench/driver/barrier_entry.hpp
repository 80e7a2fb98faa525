#pragma once

#include <barriers/barrier.hpp>
#include <bench/run/measurement.hpp>

#include <string_view>
#include <vector>

namespace barriers::bench {

/// A barrier that waits by a policy, under a workload.
struct variant {
  std::string_view policy;
  std::string_view workload;
  measurement (*measure)(const conditions& given);
};

/// The policy of a peer, which waits as it always does.
inline constexpr std::string_view own_policy = "own";

/// What the benchmarks know of a barrier, when its type is forgotten.
struct barrier_entry {
  std::string_view name;
  std::string_view kind;
  description about;
  std::vector<std::string_view> capabilities;
  std::vector<variant> variants;
  /// What a peer does that our interface hides, in a sentence; empty if there is nothing to say.
  std::string_view differs{};
  /// Whether it settles what is settled once in a process, so that its like need another one.
  bool alone_in_process = false;
};

}  // namespace barriers::bench
