#include <bench/run/cell_run.hpp>
#include <bench/run/exit_code.hpp>
#include <bench/run/latency_pass.hpp>
#include <bench/run/period_pass.hpp>
#include <bench/run/randomization.hpp>
#include <bench/run/warm_up.hpp>
#include <bench/run/watchdog.hpp>
#include <bench/system/child.hpp>
#include <bench/system/pinned_team.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <ranges>

namespace barriers::bench {
namespace {

/// Goes through the batches of a pass: `repeat(episodes)` for each. Slot 0 keeps the time, and
/// decides.
template <class Pass, class Repeat, class Record>
void go_through(Pass& pass, std::uint32_t slot, rank_loops& rank, Repeat repeat, Record record) {
  for (std::size_t number = 0;; ++number) {
    if (slot == 0) {
      pass.schedule.append(pass.batch());
    }
    rank.meet();
    const std::uint32_t batch = pass.schedule.await(number);
    if (batch == 0) {
      return;
    }
    repeat(batch);
    if (slot == 0) {
      record();
    }
  }
}

/// The same for a pass that is told when each batch began and ended.
template <class Pass, class Repeat>
void go_through_timed(Pass& pass, const stopwatch& watch, std::uint32_t slot, rank_loops& rank,
                      Repeat repeat) {
  stopwatch::ticks begin = 0;
  stopwatch::ticks end = 0;
  go_through(
      pass, slot, rank,
      [&](std::uint32_t batch) {
        begin = watch.now();
        repeat(batch);
        end = watch.now();
      },
      [&] { pass.record(begin, end); });
}

/// One run of a cell: the passes that its team goes through, and what is recorded.
///
/// The calls of futex are counted first, in a process and a team of their own: threads whose calls
/// are caught are good for nothing else afterwards, and a run-time library that has started threads
/// already may not survive in a child. In either process a fifth of the time finds how many
/// episodes fill a batch, while barriers learn what they adapt to. The passes follow: in the one
/// for the calls, in the other for the period (with what the team uses up), for the reference if
/// the workload has one, and for LALR.
class cell_run {
 public:
  cell_run(const conditions& given, bool has_reference)
      : given_{given},
        has_reference_{has_reference},
        randomization_{given.seed},
        cell_{.watch = given.watch,
              .team = static_cast<std::uint32_t>(given.pus.size()),
              .seed = given.seed},
        ranks_{randomization_.ranks(cell_.team)},
        seeds_{randomization_.seeds(cell_.team)},
        spacer_{randomization_.spacer()},
        marks_{cell_.team},
        slot_records_(cell_.team),
        warm_up_{given.watch, given.duration / 5},
        periods_{given.watch, given.duration - given.duration / 5},
        references_{given.watch, given.duration / 5},
        latencies_{given.watch, given.duration, cell_.team},
        counted_{given.watch, given.duration / 5} {}

  [[nodiscard]] const cell_params& cell() const noexcept { return cell_; }

  measurement measure(cell_subject& subject) {
    measurement seen;
    if (why_no_futex_calls().empty()) {
      count_in_a_child(subject, seen);
    } else {
      seen.why_no_futexes = why_no_futex_calls();
    }
    run_team(subject, &cell_run::time);
    periods_.report(seen);
    latencies_.report(seen);
    report_slots(seen);
    return seen;
  }

 private:
  /// What one slot does, given the loops of its rank.
  using slot_part = void (cell_run::*)(std::uint32_t slot, rank_loops& rank);

  /// What each slot records for itself.
  struct alignas(own_line) slot_record {
    resource_usage used;
    std::uint64_t used_episodes = 0;
    std::vector<double> alone_ns;
    futex_calls futexes;
    std::uint64_t futex_episodes = 0;
    std::optional<wrong_result> wrong;
  };

  /// What the process that counts futex calls reports.
  struct tally {
    futex_calls futexes;
    std::uint64_t episodes = 0;
    std::optional<wrong_result> wrong;
  };

  [[nodiscard]] std::uint32_t slot_of(std::uint32_t rank) const {
    return static_cast<std::uint32_t>(std::ranges::find(ranks_, rank) - ranks_.begin());
  }

  void run_team(cell_subject& subject, slot_part part) {
    marks_ = progress{cell_.team};
    const watchdog dog{given_, marks_};
    run_pinned(
        given_.machine, given_.pus,
        [&](std::uint32_t slot) {
          subject.take_part({.cell = cell_, .rank = ranks_[slot], .seed = seeds_[slot]}, marks_,
                            [&](rank_loops& rank) { (this->*part)(slot, rank); });
        },
        [&](std::uint32_t team, const std::function<void(std::uint32_t slot)>& begin) {
          if (!subject.run_team([&](std::uint32_t rank) { begin(slot_of(rank)); })) {
            start_threads(team, begin);
          }
        });
  }

  void time(std::uint32_t slot, rank_loops& rank) {
    find_batch(slot, rank);
    time_periods(slot, rank);
    if (has_reference_) {
      time_reference(slot, rank);
    }
    time_latencies(slot, rank);
    slot_records_[slot].wrong = rank.wrong();
  }

  void find_batch(std::uint32_t slot, rank_loops& rank) {
    go_through_timed(warm_up_, given_.watch, slot, rank,
                     [&](std::uint32_t batch) { rank.repeat(batch); });
  }

  void time_periods(std::uint32_t slot, rank_loops& rank) {
    if (slot == 0) {
      periods_.plan(warm_up_.fitting());
    }
    const hardware_counters hardware;
    const std::uint64_t episodes_before = rank.episodes();
    const resource_usage before = read_resource_usage(hardware);
    go_through_timed(periods_, given_.watch, slot, rank,
                     [&](std::uint32_t batch) { rank.repeat(batch); });
    slot_records_[slot].used = read_resource_usage(hardware) - before;
    slot_records_[slot].used_episodes = rank.episodes() - episodes_before;
  }

  void time_reference(std::uint32_t slot, rank_loops& rank) {
    const stopwatch& watch = given_.watch;
    go_through_timed(references_, watch, slot, rank, [&](std::uint32_t batch) {
      const stopwatch::ticks begin = watch.now();
      rank.work_alone(batch);
      slot_records_[slot].alone_ns.push_back(watch.to_ns(watch.now() - begin) / batch);
    });
  }

  void time_latencies(std::uint32_t slot, rank_loops& rank) {
    if (slot == 0) {
      latencies_.plan(periods_.mean_ns());
    }
    std::size_t stamped = 0;
    go_through(
        latencies_, slot, rank,
        [&](std::uint32_t batch) {
          rank.repeat(latencies_.filling());
          rank.repeat_stamped(batch, latencies_.page(slot, stamped));
          stamped += batch;
        },
        [&] { latencies_.record(given_.watch.now()); });
  }

  void count_futexes(std::uint32_t slot, rank_loops& rank) {
    find_batch(slot, rank);
    if (slot == 0) {
      counted_.plan(warm_up_.fitting());
    }
    count_futex_calls();
    const std::uint64_t episodes_before = rank.episodes();
    go_through_timed(counted_, given_.watch, slot, rank,
                     [&](std::uint32_t batch) { rank.repeat(batch); });
    slot_records_[slot].futexes = futex_calls_of_this_thread();
    slot_records_[slot].futex_episodes = rank.episodes() - episodes_before;
    slot_records_[slot].wrong = rank.wrong();
  }

  void report_slots(measurement& seen) const {
    const slot_record& first = slot_records_.front();
    seen.used = first.used;
    seen.used_episodes = first.used_episodes;
    seen.references_ns = first.alone_ns;
    for (const slot_record& each : slot_records_ | std::views::drop(1)) {
      seen.used += each.used;
      std::ranges::transform(seen.references_ns, each.alone_ns, seen.references_ns.begin(),
                             std::ranges::max);
    }
    if (!seen.wrong) {
      seen.wrong = first_wrong();
    }
  }

  [[nodiscard]] std::optional<wrong_result> first_wrong() const {
    const auto found = std::ranges::find_if(
        slot_records_, [](const slot_record& each) { return each.wrong.has_value(); });
    return found != slot_records_.end() ? found->wrong : std::nullopt;
  }

  void count_in_a_child(cell_subject& subject, measurement& seen) {
    const auto told = shared_with_children<tally>();
    child counting{[&] {
      run_team(subject, &cell_run::count_futexes);
      told->episodes = slot_records_.front().futex_episodes;
      told->wrong = first_wrong();
      for (const slot_record& each : slot_records_) {
        told->futexes.waits += each.futexes.waits;
        told->futexes.wakes += each.futexes.wakes;
      }
    }};
    const exit_status how = counting.wait();
    if (how.code == hang) {
      std::_Exit(hang);  // the child has said which cell hangs
    }
    if (how.code != EXIT_SUCCESS) {
      seen.why_no_futexes = "the process that counts them " + how.describe();
      return;
    }
    seen.futexes = told->futexes;
    seen.futex_episodes = told->episodes;
    seen.wrong = told->wrong;
  }

  const conditions& given_;
  const bool has_reference_;
  randomization randomization_;
  const cell_params cell_;
  const std::vector<std::uint32_t> ranks_;
  const std::vector<std::uint64_t> seeds_;
  const std::vector<std::byte> spacer_;
  progress marks_;
  std::vector<slot_record> slot_records_;
  // Written by slot 0 between batches: on lines apart from what else is written.
  alignas(own_line) warm_up warm_up_;
  alignas(own_line) period_pass periods_;
  alignas(own_line) warm_up references_;
  alignas(own_line) latency_pass latencies_;
  alignas(own_line) period_pass counted_;
};

}  // namespace

measurement measure_cell(const conditions& given, bool has_reference, const subject_maker& make) {
  cell_run run{given, has_reference};
  const std::unique_ptr<cell_subject> subject = make(run.cell());
  return run.measure(*subject);
}

}  // namespace barriers::bench
