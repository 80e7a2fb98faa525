#include <verify/stress/context.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <utility>

namespace barriers::verify {

context::context(std::string title, std::uint32_t team)
    : title_{std::move(title)}, team_{team}, whereabouts_{std::make_unique<whereabouts[]>(team)} {}

void context::leaves(std::uint32_t rank) {
  const std::scoped_lock lock{mutex_};
  whereabouts_[rank].left = true;
  ++left_;
  rank_left_.notify_one();
}

void context::await_team(std::chrono::milliseconds hang_timeout) {
  std::unique_lock lock{mutex_};
  for (std::uint64_t before = progress(); left_ != team_;) {
    const bool in_time = rank_left_.wait_for(lock, hang_timeout, [&] { return left_ == team_; });
    const std::uint64_t now = progress();
    if (!in_time && now == before) {
      report_hang(hang_timeout);
    }
    before = now;
  }
}

void context::note(const char* property) {
  const std::scoped_lock lock{mutex_};
  broken_.insert(property);
}

/// Grows whenever a rank enters a phase or leaves.
std::uint64_t context::progress() const noexcept {
  std::uint64_t sum = left_;
  for (std::uint32_t rank = 0; rank != team_; ++rank) {
    sum += whereabouts_[rank].phase.load(std::memory_order::relaxed);
  }
  return sum;
}

void context::report_hang(std::chrono::milliseconds hang_timeout) const {
  std::fprintf(stderr, "%s: %s%lld ms\n", title_.c_str(), hang_message,
               static_cast<long long>(hang_timeout.count()));
  for (std::uint32_t rank = 0; rank != team_; ++rank) {
    const whereabouts& place = whereabouts_[rank];
    if (place.left) {
      std::fprintf(stderr, "  rank %u of %u is done\n", rank, team_);
    } else {
      std::fprintf(stderr, "  rank %u of %u is blocked in phase %u\n", rank, team_,
                   place.phase.load(std::memory_order::relaxed));
    }
  }
  report_missing();
  std::abort();
}

/// Names the ranks that have not come to the phase in which the others wait, if there are any.
void context::report_missing() const {
  std::uint32_t latest = 0;
  std::string missing;
  for (std::uint32_t rank = 0; rank != team_; ++rank) {
    latest = std::max(latest, whereabouts_[rank].phase.load(std::memory_order::relaxed));
  }
  for (std::uint32_t rank = 0; rank != team_; ++rank) {
    if (whereabouts_[rank].phase.load(std::memory_order::relaxed) < latest) {
      missing += ' ' + std::to_string(rank);
    }
  }
  if (!missing.empty()) {
    std::fprintf(stderr, "  phase %u lacks rank%s\n", latest, missing.c_str());
  }
}

}  // namespace barriers::verify
