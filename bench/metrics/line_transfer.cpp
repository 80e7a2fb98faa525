#include <bench/metrics/line_transfer.hpp>
#include <bench/metrics/percentiles.hpp>
#include <bench/system/pinned_team.hpp>

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

/// What one PU tells another: its stamp, and which message that is, for stamps may be equal.
struct alignas(128) mailbox {
  stopwatch::ticks stamp = 0;
  std::atomic<int> message{0};

  void send(const stopwatch& watch, int number) noexcept {
    stamp = watch.now();
    message.store(number, release);
  }

  [[nodiscard]] stopwatch::ticks receive(int number) const noexcept {
    while (message.load(acquire) != number) {
    }
    return stamp;
  }
};

/// The least that the messages to a PU took by their stamps, and that two stamps of its own took.
struct quickest {
  stopwatch::ticks message = std::numeric_limits<stopwatch::ticks>::max();
  stopwatch::ticks stamp = std::numeric_limits<stopwatch::ticks>::max();

  void see(const stopwatch& watch, stopwatch::ticks sent) noexcept {
    const stopwatch::ticks received = watch.now();
    message = std::min(message, received - sent);
    stamp = std::min(stamp, watch.now() - received);
  }
};

/// By how much the clock of the second PU may be behind the first's, and ahead of it.
struct offset {
  stopwatch::ticks behind = 0;
  stopwatch::ticks ahead = 0;
};

offset offset_of(const topology& machine, const stopwatch& watch, pu here, pu there) {
  constexpr int messages = 2000;
  std::array<mailbox, 2> from;
  std::array<quickest, 2> least;
  run_pinned(machine, {here, there}, [&](std::uint32_t slot) {
    quickest seen;
    for (int number = 1; number <= messages; ++number) {
      if (slot == 0) {
        from[0].send(watch, number);
      }
      seen.see(watch, from[1 - slot].receive(number));
      if (slot == 1) {
        from[1].send(watch, number);
      }
    }
    least[slot] = seen;
  });
  // From stamp to stamp a message takes at least what two stamps in a row do.
  const stopwatch::ticks contained = std::min(least[0].stamp, least[1].stamp);
  return {.behind = least[0].message - contained, .ahead = least[1].message - contained};
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
                             const std::vector<pu>& pus) {
  const std::set<pu> distinct{pus.begin(), pus.end()};
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
