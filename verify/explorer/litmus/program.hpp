#pragma once

#include "../execution.hpp"
#include "../graph.hpp"

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

/// Small programs without branches, to check the explorer by.
namespace barriers::explorer::litmus {

enum class verb : std::uint8_t { load, store, exchange, add, compare, compare_weak, fence, await };

/// One operation of one rank, on one of few words, all of which begin as 0.
struct step {
  verb what = verb::fence;
  std::uint32_t where = 0;
  std::memory_order order = std::memory_order::relaxed;
  std::uint32_t operand = 0;  ///< written, added, compared with, or awaited
  std::uint32_t desired = 0;  ///< by a compare-exchange
  std::memory_order failure = std::memory_order::relaxed;
};

struct program {
  std::vector<std::vector<step>> ranks;

  [[nodiscard]] std::uint32_t team() const { return static_cast<std::uint32_t>(ranks.size()); }
  [[nodiscard]] std::uint32_t words() const;
};

/// As somebody would write it down: a line for each rank.
std::string text(const program& of);

/// What each read of each rank has read, in the order of the program.
using readings = std::vector<std::vector<std::uint32_t>>;

/// Makes executions of the program. What they read goes to `seen`, if there is one.
factory executions_of(const program& of, readings* seen = nullptr);

/// The graph as text: two graphs are the same execution if and only if their texts are the same.
/// A wait that is stuck is not in it.
std::string text(const graph& of);

/// The least text of all that the graph has when the ranks below `alike` change their names.
std::string text_of_orbit(const graph& of, std::uint32_t alike);

}  // namespace barriers::explorer::litmus
