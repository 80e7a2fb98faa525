#pragma once

#include <bench/metrics/stopwatch.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

/// What a workload is: what a rank does before each arrival.
namespace barriers::bench {

/// What all ranks of a cell have in common.
struct cell_params {
  const stopwatch& watch;
  std::uint32_t team;
  std::uint64_t seed;
};

/// Where one rank stands, with a seed of its own.
struct rank_context {
  const cell_params& cell;
  std::uint32_t rank;
  std::uint64_t seed;
};

/// What a team shares in a workload whose ranks share nothing.
struct nothing {
  explicit nothing(const cell_params&) noexcept {}
};

/// A result that no barrier allows: it let a rank go too early, or did not make visible what was
/// written before it. The episodes are those of the workload, from 1.
struct wrong_result {
  std::uint32_t rank;
  std::uint64_t episode;
  std::uint64_t expected;
  std::uint64_t seen;

  friend bool operator==(const wrong_result&, const wrong_result&) = default;
};

/// What keeps the data of two ranks apart.
inline constexpr std::size_t own_line = 128;

/// A workload is made for each rank of a cell, from its rank_context and from what the team shares,
/// and called before each arrival; all ranks are called equally often. No rank is called before all
/// of the team are made.
template <class W>
concept workload =
    std::constructible_from<typename W::shared, const cell_params&> &&
    std::constructible_from<W, const rank_context&, typename W::shared&> && requires(W& work) {
      { W::name } -> std::convertible_to<std::string_view>;
      { work() } noexcept;
    };

/// A workload that checks its results; asked once, after the last episode.
template <class W>
concept checked_workload = workload<W> && requires(const W& work) {
  { work.wrong() } -> std::same_as<std::optional<wrong_result>>;
};

/// A workload that is also timed without a barrier, for reference.
template <class W>
concept referenced_workload = workload<W> && W::has_reference;

}  // namespace barriers::bench
