#include <bench/measure/line_transfer.hpp>
#include <bench/measure/percentiles.hpp>
#include <bench/place/pinned_team.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <limits>
#include <set>

namespace barriers::bench {
namespace {

using enum std::memory_order;

/// Turns the word from one value to another, as soon as it has the first.
void pass_on(std::atomic<std::uint32_t>& word, std::uint32_t mine, std::uint32_t next) noexcept {
  std::uint32_t seen = mine;
  while (!word.compare_exchange_weak(seen, next, acq_rel, relaxed)) {
    seen = mine;
  }
}

struct alignas(128) stamped_word {
  std::atomic<stopwatch::ticks> stamp{0};
};

/// By how much the clock of the second PU may be behind the first's, and ahead of it.
struct offset {
  stopwatch::ticks behind = 0;
  stopwatch::ticks ahead = 0;
};

offset offset_of(const topology& machine, const stopwatch& watch, pu here, pu there) {
  constexpr int messages = 2000;
  std::array<stamped_word, 2> mailbox;
  std::array<stopwatch::ticks, 2> least{};
  run_pinned(machine, {here, there}, [&](std::uint32_t slot) {
    stopwatch::ticks quickest = std::numeric_limits<stopwatch::ticks>::max();
    stopwatch::ticks known = 0;
    for (int message = 0; message != messages; ++message) {
      if (slot == 0) {
        mailbox[0].stamp.store(watch.now(), release);
      }
      stopwatch::ticks received = known;
      while (received == known) {
        received = mailbox[1 - slot].stamp.load(acquire);
      }
      quickest = std::min(quickest, watch.now() - received);
      known = received;
      if (slot == 1) {
        mailbox[1].stamp.store(watch.now(), release);
      }
    }
    least[slot] = quickest;
  });
  return {.behind = least[0], .ahead = least[1]};
}

}  // namespace

double line_transfer_ns(const topology& machine, const stopwatch& watch, pu here, pu there) {
  constexpr std::size_t batches = 25;
  constexpr int round_trips = 100;
  alignas(128) std::atomic<std::uint32_t> word{0};
  std::vector<double> transfers(batches);
  run_pinned(machine, {here, there}, [&](std::uint32_t slot) {
    for (double& transfer : transfers) {
      const stopwatch::ticks begin = watch.now();
      for (int trip = 0; trip != round_trips; ++trip) {
        pass_on(word, slot, 1 - slot);
      }
      if (slot == 0) {
        transfer = watch.to_ns(watch.now() - begin) / (2 * round_trips);
      }
    }
  });
  return percentiles{std::move(transfers)}.at(50);
}

double clock_offset_bound_ns(const topology& machine, const stopwatch& watch,
                             const std::vector<pu>& places) {
  const std::set<pu> distinct{places.begin(), places.end()};
  std::vector<offset> offsets{{}};
  for (auto other = std::next(distinct.begin()); other != distinct.end(); ++other) {
    offsets.push_back(offset_of(machine, watch, *distinct.begin(), *other));
  }
  stopwatch::ticks most = 0;
  for (std::size_t one = 0; one != offsets.size(); ++one) {
    for (std::size_t other = 0; other != offsets.size(); ++other) {
      if (one != other) {
        most = std::max(most, offsets[one].ahead + offsets[other].behind);
      }
    }
  }
  return watch.to_ns(most);
}

}  // namespace barriers::bench
