#include <bench/driver/exit_code.hpp>
#include <bench/run/cell_run.hpp>
#include <bench/system/child.hpp>

#include <algorithm>
#include <cstdlib>
#include <iostream>

namespace barriers::bench {
namespace {

/// Goes through the batches of a pass: `repeat(episodes)` for each. Slot 0 keeps the time, and
/// decides.
template <class Pass, class Repeat, class Record>
void go_through(Pass& pass, std::uint32_t slot, rank_loops& rank, Repeat repeat, Record record) {
  for (std::size_t number = 0;; ++number) {
    if (slot == 0) {
      pass.decided.decide(pass.batch());
    }
    rank.meet();
    const std::uint32_t batch = pass.decided.await(number);
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

}  // namespace

course::course(const conditions& given, bool has_reference)
    : given_{given},
      has_reference_{has_reference},
      lot_{given.seed},
      cell_{.watch = given.watch,
            .team = static_cast<std::uint32_t>(given.places.size()),
            .seed = given.seed},
      ranks_{lot_.ranks(team())},
      seeds_{lot_.seeds(team())},
      spacer_{lot_.spacer()},
      marks_{team()},
      books_(team()),
      warm_up_{given.watch, given.duration / 5},
      periods_{given.watch, given.duration - given.duration / 5},
      references_{given.watch, given.duration / 5},
      stamped_{given.watch, given.duration, team()},
      counted_{given.watch, given.duration / 5} {}

measurement course::run(const start_team& start) {
  measurement seen;
  if (given_.counts_futexes) {
    count_in_a_child(start, seen);
  }
  watched(start, [this](std::uint32_t slot, rank_loops& rank) { time(slot, rank); });
  periods_.report(seen);
  stamped_.report(seen);
  report_books(seen);
  return seen;
}

std::uint32_t course::slot_of(std::uint32_t rank) const {
  return static_cast<std::uint32_t>(std::ranges::find(ranks_, rank) - ranks_.begin());
}

void course::watched(const start_team& start, const part& each) {
  marks_ = progress{team()};
  const watchdog dog{given_, marks_};
  start(each);
}

void course::time(std::uint32_t slot, rank_loops& rank) {
  find_batch(slot, rank);
  time_periods(slot, rank);
  if (has_reference_) {
    time_reference(slot, rank);
  }
  time_lalrs(slot, rank);
  books_[slot].wrong = rank.wrong();
}

void course::find_batch(std::uint32_t slot, rank_loops& rank) {
  go_through_timed(warm_up_, given_.watch, slot, rank,
                   [&](std::uint32_t batch) { rank.repeat(batch); });
}

void course::time_periods(std::uint32_t slot, rank_loops& rank) {
  if (slot == 0) {
    periods_.plan(warm_up_.fitting());
  }
  const hardware_counters hardware;
  const std::uint64_t episodes_before = rank.episodes();
  const waste before = read_waste(hardware);
  go_through_timed(periods_, given_.watch, slot, rank,
                   [&](std::uint32_t batch) { rank.repeat(batch); });
  books_[slot].used = read_waste(hardware) - before;
  books_[slot].used_episodes = rank.episodes() - episodes_before;
}

void course::time_reference(std::uint32_t slot, rank_loops& rank) {
  const stopwatch& watch = given_.watch;
  go_through_timed(references_, watch, slot, rank, [&](std::uint32_t batch) {
    const stopwatch::ticks begin = watch.now();
    rank.work_alone(batch);
    books_[slot].alone_ns.push_back(watch.to_ns(watch.now() - begin) / batch);
  });
}

void course::time_lalrs(std::uint32_t slot, rank_loops& rank) {
  if (slot == 0) {
    stamped_.plan(periods_.mean_ns());
  }
  std::size_t stamped = 0;
  go_through(
      stamped_, slot, rank,
      [&](std::uint32_t batch) {
        rank.repeat(stamped_.filling());
        rank.repeat_stamped(batch, stamped_.page(slot, stamped));
        stamped += batch;
      },
      [&] { stamped_.record(given_.watch.now()); });
}

void course::count_futexes(std::uint32_t slot, rank_loops& rank) {
  find_batch(slot, rank);
  if (slot == 0) {
    counted_.plan(warm_up_.fitting());
  }
  count_futex_calls();
  const std::uint64_t episodes_before = rank.episodes();
  go_through_timed(counted_, given_.watch, slot, rank,
                   [&](std::uint32_t batch) { rank.repeat(batch); });
  books_[slot].futexes = futex_calls_of_this_thread();
  books_[slot].futex_episodes = rank.episodes() - episodes_before;
  books_[slot].wrong = rank.wrong();
}

void course::report_books(measurement& seen) const {
  seen.used = books_.front().used;
  for (std::size_t slot = 1; slot != books_.size(); ++slot) {
    seen.used += books_[slot].used;
  }
  seen.used_episodes = books_.front().used_episodes;
  seen.references_ns = references_ns();
  if (!seen.wrong) {
    seen.wrong = first_wrong();
  }
}

std::vector<double> course::references_ns() const {
  std::vector<double> slowest = books_.front().alone_ns;
  for (const book& each : books_) {
    std::ranges::transform(slowest, each.alone_ns, slowest.begin(), std::ranges::max);
  }
  return slowest;
}

std::optional<wrong_result> course::first_wrong() const {
  const auto found =
      std::ranges::find_if(books_, [](const book& each) { return each.wrong.has_value(); });
  return found != books_.end() ? found->wrong : std::nullopt;
}

void course::count_in_a_child(const start_team& start, measurement& seen) {
  const auto told = shared_with_children<tally>();
  child counting{[&] {
    watched(start, [this](std::uint32_t slot, rank_loops& rank) { count_futexes(slot, rank); });
    *told = total();
  }};
  const ending how = counting.wait();
  if (how.code == hang) {
    std::_Exit(hang);  // the child has said which cell hangs
  }
  if (how.code != EXIT_SUCCESS) {
    std::cerr << "barriers_bench: the futex calls of the cell " << given_.cell
              << " are not counted: the process that should have " << how.described() << '\n';
    return;
  }
  seen.futexes = told->futexes;
  seen.futex_episodes = told->episodes;
  seen.wrong = told->wrong;
}

course::tally course::total() const {
  tally all{.futexes = {}, .episodes = books_.front().futex_episodes, .wrong = first_wrong()};
  for (const book& each : books_) {
    all.futexes.waits += each.futexes.waits;
    all.futexes.wakes += each.futexes.wakes;
  }
  return all;
}

}  // namespace barriers::bench
