#include <bench/measure/line_transfer.hpp>
#include <bench/measure/percentiles.hpp>
#include <bench/place/quota.hpp>
#include <bench/report/provenance.hpp>
#include <bench/report/reporter.hpp>
#include <bench/report/run.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>

namespace barriers::bench {
namespace {

class laboratory {
 public:
  laboratory(const options& asked, const topology& machine, const placements& orders)
      : asked_{asked},
        machine_{machine},
        offset_bound_ns_{clock_offset_bound_ns(machine, watch_, machine.compact())} {
    write_provenance(asked, machine, orders, cgroup_quota(), watch_, offset_bound_ns_);
  }

  /// Measures the cell once, as one iteration that takes the mean period.
  void measure(benchmark::State& state, const cell& which, std::uint64_t seed) {
    const conditions given{.machine = machine_,
                           .watch = watch_,
                           .cell = which.name(),
                           .places = which.places,
                           .seed = seed,
                           .duration = std::chrono::milliseconds{asked_.cell_ms},
                           .patience = std::chrono::seconds{asked_.hang_s}};
    count_transfer(state, "l_before_ns", which.places);
    measurement seen;
    while (state.KeepRunning()) {
      seen = which.how.measure(given);
      constexpr double ns = 1e-9;
      state.SetIterationTime(seen.mean_period_ns * ns);
    }
    count_transfer(state, "l_after_ns", which.places);
    state.SetLabel(std::string{which.how.policy});
    count(state, std::move(seen));
  }

  [[nodiscard]] bool released_early() const noexcept { return released_early_; }

 private:
  void count_transfer(benchmark::State& state, const char* name,
                      const std::vector<pu>& places) const {
    if (places.size() > 1 && places[0] != places[1]) {
      state.counters[name] = line_transfer_ns(machine_, watch_, places[0], places[1]);
    }
  }

  void count(benchmark::State& state, measurement seen) {
    if (seen.earliest_release_ns < -offset_bound_ns_) {
      released_early_ = true;
      state.SkipWithError(("a rank was released " + std::to_string(-seen.earliest_release_ns) +
                           " ns before the last one arrived, and the clocks differ by at most " +
                           std::to_string(offset_bound_ns_) + " ns")
                              .c_str());
      return;
    }
    const percentiles periods{std::move(seen.periods_ns)};
    const percentiles lalrs{std::move(seen.raw_lalrs_ns)};
    const percentiles skews{std::move(seen.skews_ns)};
    auto& counters = state.counters;
    counters["period_p50_ns"] = periods.at(50);
    counters["period_p90_ns"] = periods.at(90);
    counters["period_p99_ns"] = periods.at(99);
    counters["period_samples"] = static_cast<double>(periods.count());
    counters["episodes"] = static_cast<double>(seen.episodes);
    counters["lalr_p50_ns"] = lalrs.at(50) - watch_.stamp_cost_ns();
    counters["lalr_p90_ns"] = lalrs.at(90) - watch_.stamp_cost_ns();
    counters["lalr_p99_ns"] = lalrs.at(99) - watch_.stamp_cost_ns();
    counters["lalr_samples"] = static_cast<double>(lalrs.count());
    counters["earliest_release_ns"] = seen.earliest_release_ns;
    counters["skew_p50_ns"] = skews.at(50);
    counters["skew_p99_ns"] = skews.at(99);
    counters[cpu_counter] = seen.cpu_ns;
  }

  const options& asked_;
  const topology& machine_;
  const stopwatch watch_;
  const double offset_bound_ns_;
  bool released_early_ = false;
};

/// A cell, as Google Benchmark runs it: once, or as often as it is told to repeat.
class cell_benchmark : public benchmark::internal::Benchmark {
 public:
  cell_benchmark(laboratory& lab, const cell& which, std::uint64_t seed)
      : Benchmark{which.name().c_str()}, lab_{lab}, which_{which}, seeds_{seed} {
    Iterations(1);
    UseManualTime();
  }

  void Run(benchmark::State& state) override { lab_.measure(state, which_, seeds_()); }

 private:
  laboratory& lab_;
  const cell& which_;
  std::mt19937_64 seeds_;
};

/// Google Benchmark keeps the name of the program, so `words` must live as long as it runs.
void start_google_benchmark(std::vector<std::string>& words) {
  std::vector<char*> argv;
  argv.reserve(words.size());
  for (std::string& word : words) {
    argv.push_back(word.data());
  }
  int argc = static_cast<int>(argv.size());
  benchmark::Initialize(&argc, argv.data());
  if (argc > 1) {
    throw usage_error("Google Benchmark does not know '" + std::string{argv[1]} + "'");
  }
}

}  // namespace

bool run(const options& asked, const topology& machine, const placements& orders,
         const std::vector<cell>& cells) {
  std::vector<std::string> words = asked.passed_on;
  start_google_benchmark(words);
  laboratory lab{asked, machine, orders};
  std::mt19937_64 seeds{asked.seed};
  for (const cell& each : cells) {
    // NOLINTNEXTLINE(clang-analyzer-cplusplus.NewDeleteLeaks): Google Benchmark owns them.
    benchmark::internal::RegisterBenchmarkInternal(new cell_benchmark{lab, each, seeds()});
  }
  cell_reporter display{*benchmark::CreateDefaultDisplayReporter()};
  benchmark::JSONReporter json;
  cell_reporter file{json};
  benchmark::RunSpecifiedBenchmarks(&display, asked.writes_file ? &file : nullptr, ".");
  benchmark::Shutdown();
  return !lab.released_early();
}

}  // namespace barriers::bench
