#include <bench/workloads/prefix_sum.hpp>

#include <bit>

namespace barriers::bench {

prefix_sum::prefix_sum(const rank_context& here, shared& team)
    : team_{team},
      rank_{here.rank},
      rounds_{static_cast<std::uint32_t>(std::bit_width(here.cell.team - 1))},
      block_{std::make_unique<std::uint32_t[]>(elements_of_a_rank)} {}

void prefix_sum::operator()() noexcept {
  ++episode_;
  if (step_ == 0) {
    sum_up_the_block();
  } else if (step_ <= rounds_) {
    add_the_rank_below(step_ - 1);
  } else {
    add_what_lies_below();
    ++iteration_;
  }
  step_ = step_ <= rounds_ ? step_ + 1 : 0;
}

void prefix_sum::sum_up_the_block() noexcept {
  const std::uint32_t first = rank_ * elements_of_a_rank;
  sum_ = 0;
  for (std::uint32_t element = 0; element != elements_of_a_rank; ++element) {
    sum_ += 2 * (first + element) + 1 + iteration_;
    block_[element] = sum_;
  }
  team_.after(0, rank_) = sum_;
}

void prefix_sum::add_the_rank_below(std::uint32_t round) noexcept {
  const std::uint32_t distance = 1U << round;
  const std::uint32_t below = rank_ >= distance ? team_.after(round, rank_ - distance) : 0;
  team_.after(round + 1, rank_) = team_.after(round, rank_) + below;
}

void prefix_sum::add_what_lies_below() noexcept {
  const std::uint32_t below = team_.after(rounds_, rank_) - sum_;
  for (std::uint32_t element = 0; element != elements_of_a_rank; ++element) {
    block_[element] += below;
    const std::uint32_t count = rank_ * elements_of_a_rank + element + 1;
    const std::uint32_t expected = count * count + iteration_ * count;
    if (block_[element] != expected && !wrong_) {
      wrong_ = wrong_result{
          .rank = rank_, .episode = episode_, .expected = expected, .seen = block_[element]};
    }
  }
}

}  // namespace barriers::bench
