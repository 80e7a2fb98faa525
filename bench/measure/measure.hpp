#pragma once

#include <barriers/barrier.hpp>
#include <bench/measure/lot.hpp>
#include <bench/measure/measurement.hpp>
#include <bench/measure/period_pass.hpp>
#include <bench/measure/stamped_pass.hpp>
#include <bench/measure/watchdog.hpp>
#include <bench/place/pinned_team.hpp>
#include <bench/runs_its_team.hpp>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <memory>
#include <tuple>

namespace barriers::bench {

/// One cell: a barrier and a workload, whose types are known here, so that nothing but them stands
/// in the loops that are timed.
template <class Barrier, class Workload>
class trial {
 public:
  explicit trial(const conditions& given)
      : given_{given},
        team_{static_cast<std::uint32_t>(given.places.size())},
        lot_{given.seed},
        ranks_{lot_.ranks(team_)},
        seeds_{lot_.seeds(team_)},
        spacer_{lot_.spacer()},
        barrier_{std::make_unique<Barrier>(team_)},
        progress_{team_},
        periods_{given.watch, given.duration},
        stamped_{given.watch, given.duration, team_} {}

  measurement run() {
    const watchdog dog{given_, progress_};
    run_pinned(
        given_.machine, given_.places, [this](std::uint32_t slot) { take_part(slot); },
        [this](std::uint32_t, const slot_function& begin) { start_team(begin); });
    measurement seen;
    periods_.report(seen);
    stamped_.report(seen);
    return seen;
  }

 private:
  using slot_function = std::function<void(std::uint32_t slot)>;

  void start_team(const slot_function& begin) {
    if constexpr (runs_its_team<Barrier>) {
      barrier_->run_team([&](std::uint32_t rank) {
        begin(static_cast<std::uint32_t>(std::ranges::find(ranks_, rank) - ranks_.begin()));
      });
    } else {
      start_threads(team_, begin);
    }
  }

  /// One thread's way through both passes. All do the same; slot 0 also keeps the time.
  void take_part(std::uint32_t slot) {
    participant me{*barrier_, ranks_[slot]};
    Workload work{given_.watch, seeds_[slot]};
    std::uint64_t episodes = 0;
    const auto pass_barrier = [&]() noexcept {
      std::ignore = me.arrive_and_wait();
      progress_.mark(me.rank(), ++episodes);
    };
    const auto agree_on = [&](const auto& pass) noexcept {
      pass_barrier();
      return pass.batch();
    };

    while (const std::uint32_t batch = agree_on(periods_)) {
      const stopwatch::ticks begin = given_.watch.now();
      for (std::uint32_t episode = 0; episode != batch; ++episode) {
        work();
        pass_barrier();
      }
      const stopwatch::ticks end = given_.watch.now();
      if (slot == 0) {
        periods_.record(begin, end);
      }
    }

    if (slot == 0) {
      stamped_.plan(periods_.mean_ns());
    }
    std::size_t stamped = 0;
    while (const std::uint32_t batch = agree_on(stamped_)) {
      for (std::uint32_t filled = 0; filled != stamped_.filling(); ++filled) {
        work();
        pass_barrier();
      }
      stamped_pass::stamps* page = stamped_.page(slot, stamped);
      for (std::uint32_t episode = 0; episode != batch; ++episode) {
        work();
        const stopwatch::ticks arrival = given_.watch.now();
        std::ignore = me.arrive_and_wait();
        page[episode] = {arrival, given_.watch.now()};
        progress_.mark(me.rank(), ++episodes);
      }
      stamped += batch;
      if (slot == 0) {
        stamped_.record(given_.watch.now());
      }
    }
  }

  const conditions& given_;
  const std::uint32_t team_;
  lot lot_;
  const std::vector<std::uint32_t> ranks_;
  const std::vector<std::uint64_t> seeds_;
  const std::vector<std::byte> spacer_;
  const std::unique_ptr<Barrier> barrier_;
  progress progress_;
  // Written by slot 0 between batches, and read by all: on lines apart from what else is written.
  alignas(128) period_pass periods_;
  alignas(128) stamped_pass stamped_;
};

}  // namespace barriers::bench
