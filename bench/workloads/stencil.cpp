#include <bench/workloads/stencil.hpp>

namespace barriers::bench {
namespace {

/// The forms of the two waves: any would do; these differ in neighbouring cells.
std::uint32_t runs_right(std::uint64_t place) noexcept {
  const auto low = static_cast<std::uint32_t>(place);
  return (low ^ (low >> 7U)) * 2'654'435'761U;
}
std::uint32_t runs_left(std::uint64_t place) noexcept {
  const auto low = static_cast<std::uint32_t>(place);
  return (low ^ (low >> 5U)) * 2'246'822'519U;
}

}  // namespace

stencil::ring_pair::ring_pair(const cell_params& cell)
    : rings_{std::make_unique_for_overwrite<block[]>(cell.team),
             std::make_unique_for_overwrite<block[]>(cell.team)} {}

stencil::stencil(const rank_context& here, shared& team)
    : team_{team}, rank_{here.rank}, ranks_{here.cell.team} {
  for (std::uint32_t cell = 0; cell != cells_of_a_rank; ++cell) {
    team_.at(0)[rank_].cells[cell] = exact(cell, 0);
    team_.at(1)[rank_].cells[cell] = exact(cell, -1);
  }
}

void stencil::operator()() noexcept {
  constexpr std::uint32_t last = cells_of_a_rank - 1;
  const block* const ring = team_.at(sweeps_);
  const auto& now = ring[rank_].cells;
  const std::uint32_t left = ring[(rank_ + ranks_ - 1) % ranks_].cells[last];
  const std::uint32_t right = ring[(rank_ + 1) % ranks_].cells[0];
  auto& next = team_.at(sweeps_ + 1)[rank_].cells;  // still holds the time before
  next[0] = left + now[1] - next[0];
  for (std::uint32_t cell = 1; cell != last; ++cell) {
    next[cell] = now[cell - 1] + now[cell + 1] - next[cell];
  }
  next[last] = now[last - 1] + right - next[last];
  ++sweeps_;
}

std::optional<wrong_result> stencil::wrong() const noexcept {
  const auto& cells = team_.at(sweeps_)[rank_].cells;
  for (std::uint32_t cell = 0; cell != cells_of_a_rank; ++cell) {
    const std::uint32_t expected = exact(cell, static_cast<std::int64_t>(sweeps_));
    if (cells[cell] != expected) {
      return wrong_result{
          .rank = rank_, .episode = sweeps_, .expected = expected, .seen = cells[cell]};
    }
  }
  return std::nullopt;
}

std::uint32_t stencil::exact(std::uint32_t cell, std::int64_t time) const noexcept {
  const std::int64_t ring = std::int64_t{cells_of_a_rank} * ranks_;
  const std::int64_t place = std::int64_t{cells_of_a_rank} * rank_ + cell;
  const std::int64_t gone = time % ring;
  return runs_right(static_cast<std::uint64_t>((place - gone + ring) % ring)) +
         runs_left(static_cast<std::uint64_t>((place + gone + ring) % ring));
}

}  // namespace barriers::bench
