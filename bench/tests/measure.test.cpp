#include <bench/metrics/line_transfer.hpp>
#include <bench/metrics/percentiles.hpp>
#include <bench/run/batch_schedule.hpp>
#include <bench/run/latency_pass.hpp>
#include <bench/run/period_pass.hpp>
#include <bench/run/randomization.hpp>
#include <bench/run/warm_up.hpp>
#include <bench/run/watchdog.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <numeric>
#include <sstream>
#include <stdexcept>
#include <thread>

using namespace barriers::bench;

TEST_CASE("is each percentile a value that was measured, by nearest rank?") {
  std::vector<double> hundred(100);
  std::iota(hundred.rbegin(), hundred.rend(), 1.0);
  const percentiles all{hundred};
  CHECK(all.at(0) == 1);
  CHECK(all.at(50) == 50);
  CHECK(all.at(90) == 90);
  CHECK(all.at(99) == 99);
  CHECK(all.at(100) == 100);
  CHECK(percentiles{{7}}.at(50) == 7);
  CHECK(percentiles{{3, 1, 2}}.at(50) == 2);
  CHECK(percentiles{{4, 1, 3, 2}}.at(50) == 2);
  CHECK(percentiles{{4, 1, 3, 2}}.mean() == 2.5);
  CHECK_THROWS_AS(percentiles{{}}, std::invalid_argument);
}

TEST_CASE("does a sample hold the percentiles beyond which it has five values?") {
  const auto held = [](std::size_t size) {
    const percentiles sample{std::vector<double>(size)};
    return std::array{sample.holds(50), sample.holds(90), sample.holds(99), sample.holds(99.9)};
  };
  CHECK(held(1) == std::array{true, false, false, false});
  CHECK(held(49) == std::array{true, false, false, false});
  CHECK(held(50) == std::array{true, true, false, false});
  CHECK(held(499) == std::array{true, true, false, false});
  CHECK(held(500) == std::array{true, true, true, false});
  CHECK(held(4999) == std::array{true, true, true, false});
  CHECK(held(6000) == std::array{true, true, true, true});
}

TEST_CASE("is LALR from the last arrival to the last release of each episode?") {
  const stopwatch watch;
  latency_pass pass{watch, std::chrono::milliseconds{1}, 3};
  pass.plan(1e6);  // one stamped episode in a batch
  REQUIRE(pass.batch() == 1);
  const auto stamp = [&](std::size_t episode, std::array<stamps, 3> by_slot) {
    for (std::size_t slot = 0; slot != by_slot.size(); ++slot) {
      *pass.page(slot, episode) = by_slot.at(slot);
    }
    pass.record(0);
  };
  stamp(0, {{{100, 450}, {300, 410}, {200, 470}}});
  stamp(1, {{{600, 700}, {510, 590}, {500, 720}}});
  measurement seen;
  pass.report(seen);
  CHECK(seen.raw_lalrs_ns == std::vector{watch.to_ns(170), watch.to_ns(120)});
  CHECK(seen.skews_ns == std::vector{watch.to_ns(60), watch.to_ns(130)});
  CHECK(seen.earliest_release_ns == watch.to_ns(-10));
}

TEST_CASE("do stamped batches spread over the time of the pass?") {
  const stopwatch watch;
  latency_pass pass{watch, std::chrono::milliseconds{100}, 2};
  pass.plan(100);  // a million episodes: 256 batches of 3906, each with 64 stamped ones
  CHECK(pass.batch() == 64);
  CHECK(pass.filling() == 3906 - 64);
  pass.plan(1e7);
  CHECK(pass.batch() == 1);
  CHECK(pass.filling() == 0);
}

namespace {

/// What the clock of a pass would show if each episode took so long, but for one interruption in
/// the fifth batch; returns the number of batches.
template <class Pass>
int pretend(Pass& pass, const stopwatch& watch, double episode_ns, double interruption_ns) {
  const auto ticks = [&](double ns) { return static_cast<stopwatch::ticks>(ns * watch.ghz()); };
  double now = 1000;
  int batches = 0;
  while (pass.batch() != 0) {
    const double took = pass.batch() * episode_ns + (++batches == 5 ? interruption_ns : 0);
    pass.record(ticks(now), ticks(now + took));
    now += took;
  }
  return batches;
}

}  // namespace

TEST_CASE("does a batch fill up to its time, and one interruption not make it short?") {
  const stopwatch watch;
  warm_up pass{watch, std::chrono::milliseconds{10}};
  pretend(pass, watch, 100, 1e6);
  CHECK(pass.fitting() == Approx(500).epsilon(0.02));
}

TEST_CASE("does one lucky episode not make the batches long?") {
  const stopwatch watch;
  warm_up pass{watch, std::chrono::seconds{1}};
  pretend(pass, watch, 1e7, 1 - 1e7);
  CHECK(pass.fitting() == 1);
}

TEST_CASE("does a pass end, however long an episode takes?") {
  const stopwatch watch;
  warm_up pass{watch, std::chrono::milliseconds{10}};
  CHECK(pretend(pass, watch, 1e9, 0) == 2);
  CHECK(pass.fitting() == 1);
  period_pass periods{watch, std::chrono::milliseconds{10}};
  periods.plan(1);
  CHECK(pretend(periods, watch, 1e9, 0) == least_episodes);
}

TEST_CASE("is the period the mean time of a batch's episodes?") {
  const stopwatch watch;
  period_pass pass{watch, std::chrono::milliseconds{10}};
  pass.plan(500);
  pretend(pass, watch, 100, 1e6);
  measurement seen;
  pass.report(seen);
  CHECK(percentiles{seen.periods_ns}.at(50) == Approx(100).epsilon(0.01));
  CHECK(percentiles{seen.periods_ns}.at(100) == Approx(2100).epsilon(0.01));
  // The 9 ms without the interruption, and the 1 ms of it.
  CHECK(seen.episodes == Approx(90'000).epsilon(0.01));
  CHECK(seen.mean_period_ns == Approx(10e6 / 90'000).epsilon(0.01));
}

TEST_CASE("does a rank wait for an entry of the schedule, and find the same as all others?") {
  batch_schedule schedule{3};
  std::vector<std::uint32_t> found;
  std::thread early{[&] {
    for (std::size_t number = 0; number != 4; ++number) {
      found.push_back(schedule.await(number));
    }
  }};
  for (const std::uint32_t batch : {7U, 8U, 9U, 10U, 11U}) {
    schedule.append(batch);
  }
  early.join();
  // There is room for three: then the pass is over, whatever else is appended.
  CHECK(found == std::vector<std::uint32_t>{7, 8, 9, 0});
}

TEST_CASE("is the time stamp counter used only where it is constant and non-stop?") {
  const auto good = [](const std::string& flags) {
    std::istringstream cpuinfo{"processor : 0\nflags : fpu " + flags + " rdtscp\n"};
    return has_steady_tsc(cpuinfo);
  };
  CHECK(good("constant_tsc nonstop_tsc"));
  CHECK_FALSE(good("constant_tsc"));
  CHECK_FALSE(good("nonstop_tsc"));
  CHECK_FALSE(good("tsc"));
  std::istringstream arm{"processor : 0\nFeatures : fp asimd\n"};
  CHECK_FALSE(has_steady_tsc(arm));
}

TEST_CASE("does the stopwatch run as fast as the system's clock?") {
  using steady = std::chrono::steady_clock;
  using ns = std::chrono::duration<double, std::nano>;
  const stopwatch watch;
  const auto before_begin = steady::now();
  const stopwatch::ticks begin = watch.now();
  const auto after_begin = steady::now();
  std::this_thread::sleep_for(std::chrono::milliseconds{10});
  const auto before_end = steady::now();
  const stopwatch::ticks end = watch.now();
  const auto after_end = steady::now();
  // Linux slews steady_clock by 500 ppm at most, at one time forwards and at another backwards.
  const double error = watch.rate_error() + 0.001;
  CHECK(watch.to_ns(end - begin) >= ns{before_end - after_begin}.count() * (1 - error));
  CHECK(watch.to_ns(end - begin) <= ns{after_end - before_begin}.count() * (1 + error));
  CHECK(watch.to_ns(watch.to_ticks(std::chrono::microseconds{2})) == Approx(2000).epsilon(0.01));
}

TEST_CASE("is a line transfer between two PUs a time, and the bound of their clocks no less?") {
  const topology machine = topology::of_this_machine();
  const std::vector<pu> places = machine.compact();
  if (places.size() < 2) {
    WARN("one PU only: there is no transfer to measure");
    return;
  }
  const stopwatch watch;
  CHECK(line_transfer_ns(machine, watch, places[0], places[1]) > 0);
  CHECK(clock_offset_bound_ns(machine, watch, places) > 0);
  CHECK(clock_offset_bound_ns(machine, watch, {places[0]}) == 0);
}

TEST_CASE("does the watchdog name the ranks that are furthest behind?") {
  CHECK(describe_hang("central/empty/compact/4", {7, 6, 7, 6}) ==
        "the cell central/empty/compact/4 hangs: blocked in episode 7 (rank 1 3 of team 4)");
}

TEST_CASE("does a seed draw the same again, and each rank once?") {
  randomization one{5};
  randomization same{5};
  randomization other{6};
  const auto ranks = one.ranks(64);
  CHECK(ranks == same.ranks(64));
  CHECK(ranks != other.ranks(64));
  auto sorted = ranks;
  std::ranges::sort(sorted);
  std::vector<std::uint32_t> expected(64);
  std::iota(expected.begin(), expected.end(), 0U);
  CHECK(sorted == expected);
  CHECK(one.seeds(3) == same.seeds(3));
  CHECK(one.spacer().size() == same.spacer().size());
}
