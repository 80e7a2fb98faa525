#pragma once

#include <verify/execution.hpp>
#include <verify/verdict.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// The interface of a checker.
namespace barriers::driver {

using verify::verdict;

/// How the executions of a search are chosen.
///
///  - `random`: executions number `first` to `first + budget - 1`. The number of an execution is
///    its seed, so that one that failed is replayed by its number.
///  - `bound`: every execution with at most `bound` switches away from a rank that could have gone
///    on; switches at a wait are free.
///  - `full`: every execution that the engine can make.
///
/// The last two end by themselves, unless `budget` executions come first.
struct strategy {
  enum class method : std::uint8_t { random, bound, full };
  static constexpr std::uint64_t unlimited = ~std::uint64_t{0};

  method by = method::full;
  std::uint64_t first = 1;
  std::uint32_t bound = 0;
  std::uint64_t budget = unlimited;
};

/// "random", "bound-2" or "full".
std::string name_of(const strategy& how);

/// A search of one scenario, with one team.
struct task {
  verify::factory make;
  std::uint32_t team = 0;
  std::uint32_t phases = 0;
  strategy how;
};

/// What a search found.
struct result {
  verdict found = verdict::passed;
  std::uint64_t executions = 0;  ///< the failed one included
  /// Graphs that led to no execution, where there are graphs.
  std::optional<std::uint64_t> blocked;
  bool complete = false;  ///< every execution was searched
  double seconds = 0;
  std::uint64_t failed = 0;  ///< the number of the execution that failed
  std::string trace;         ///< its steps, a line each
  std::string graphviz;      ///< its graph, where there are graphs

  [[nodiscard]] bool has_passed() const { return found == verdict::passed; }
  /// All that was tried.
  [[nodiscard]] std::uint64_t tried() const { return executions + blocked.value_or(0); }
};

/// A scenario, in the environment of one waiting policy.
struct test {
  std::string scenario;
  std::string policy;
  verify::factory make;
  std::uint32_t least_team = 1;
  verdict expected = verdict::passed;
};

inline constexpr std::uint32_t largest_team = 8;

class engine {
 public:
  engine() = default;
  engine(const engine&) = delete;
  engine& operator=(const engine&) = delete;
  virtual ~engine() = default;

  [[nodiscard]] virtual std::string_view name() const = 0;
  /// Whether each search visits every execution that the memory model allows. Such an engine has no
  /// strategy but the full one; another one samples.
  [[nodiscard]] virtual bool is_exhaustive() const = 0;
  /// Faults for two ranks that the engine has to detect, or its results mean nothing.
  [[nodiscard]] virtual std::vector<test> canaries() const = 0;
  /// What may be wrong where it does not detect them.
  [[nodiscard]] virtual std::string_view self_test_advice() const = 0;

  /// Throws std::bad_alloc where an execution is refused memory, and std::length_error where one is
  /// too long for the engine.
  virtual result run(const task& what) = 0;
};

}  // namespace barriers::driver
