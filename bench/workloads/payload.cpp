#include <bench/workloads/payload.hpp>

#include <algorithm>

namespace barriers::bench {

payload::payload(const rank_context& here, shared& team)
    : team_{team}, rank_{here.rank}, previous_{(here.rank + here.cell.team - 1) % here.cell.team} {}

void payload::operator()() noexcept {
  if (episode_ != 0) {
    read(team_.of(previous_, episode_));
  }
  ++episode_;
  team_.of(rank_, episode_).words.fill(episode_);
}

void payload::read(const message& previous) noexcept {
  const auto other = std::ranges::find_if(
      previous.words, [this](std::uint64_t value) { return value != episode_; });
  if (other != previous.words.end() && !wrong_) {
    wrong_ = wrong_result{.rank = rank_, .episode = episode_, .expected = episode_, .seen = *other};
  }
}

}  // namespace barriers::bench
