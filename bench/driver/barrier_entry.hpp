#pragma once

#include <barriers/barrier.hpp>
#include <bench/run/measurement.hpp>

#include <string_view>
#include <vector>

namespace barriers::bench {

/// A way to measure a word: by a waiting policy, under a workload.
struct way {
  std::string_view policy;
  std::string_view workload;
  measurement (*measure)(const conditions& given);
};

/// The policy of a peer, which waits as it always does.
inline constexpr std::string_view own_policy = "own";

/// What the benchmarks know of a barrier, when its type is forgotten.
struct word {
  std::string_view name;
  std::string_view kind;
  description about;
  std::vector<std::string_view> capabilities;
  std::vector<way> ways;
  /// What a peer does that the face of ours hides, in a sentence; empty if there is nothing to say.
  std::string_view differs{};
  /// Whether it settles what is settled once in a process, so that its like need another one.
  bool alone_in_process = false;
};

/// The word of an entry of the registry. Each is compiled by itself, from word.cpp.in.
template <class Entry>
word algorithm();

/// The word of an entry of the peers' registry.
template <class Entry>
word peer();

}  // namespace barriers::bench
