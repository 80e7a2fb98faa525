#pragma once

#include <verify/rc11/graph.hpp>
#include <verify/rc11/runtime.hpp>

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

/// Small programs without branches, to check rc11 by.
namespace barriers::rc11::litmus {

enum class op : std::uint8_t { load, store, exchange, add, compare, compare_weak, fence, await };

/// One operation of one rank, on one of few locations, all of which begin as 0.
struct step {
  op what = op::fence;
  std::uint32_t where = 0;
  std::memory_order order = std::memory_order::relaxed;
  std::uint32_t operand = 0;  ///< written, added, compared with, or awaited
  std::uint32_t desired = 0;  ///< by a compare-exchange
  std::memory_order failure = std::memory_order::relaxed;
};

struct program {
  std::vector<std::vector<step>> ranks;

  [[nodiscard]] std::uint32_t team() const { return static_cast<std::uint32_t>(ranks.size()); }
  [[nodiscard]] std::uint32_t locations() const;
};

/// As a program is written down: a line for each rank.
std::string format(const program& of);

/// What each read of each rank has read, in the order of the program.
using readings = std::vector<std::vector<std::uint32_t>>;

/// Makes executions of the program. What they read goes to `seen`, if there is one.
execution_factory executions_of(const program& of, readings* seen = nullptr);

/// The graph as text: two graphs are the same execution if and only if their texts are the same.
/// A wait that is blocked is not in it.
std::string format(const graph& of);

}  // namespace barriers::rc11::litmus
