#include <bench/driver/runner.hpp>
#include <bench/metrics/line_transfer.hpp>
#include <bench/metrics/metrics.hpp>
#include <bench/output/provenance.hpp>
#include <bench/output/reporter.hpp>
#include <bench/system/background_load.hpp>
#include <bench/system/cgroup_quota.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <random>

namespace barriers::bench {
namespace {

/// Why a cell is no measurement of a barrier.
struct fault {
  exit_code code;
  std::string message;
};

std::string said(const wrong_result& wrong) {
  return "rank " + std::to_string(wrong.rank) + " saw a wrong result in episode " +
         std::to_string(wrong.episode) + " of the workload: expected " +
         std::to_string(wrong.expected) + ", seen " + std::to_string(wrong.seen) +
         "; the barrier let a rank go too early, or did not make visible what was written before";
}

/// The PUs on which ranks may run; all, where some roam.
std::vector<pu> used_by(const std::vector<cell>& cells, const topology& machine) {
  std::vector<pu> used;
  for (const cell& each : cells) {
    used.insert(used.end(), each.places.begin(), each.places.end());
  }
  return std::ranges::find(used, anywhere) == used.end() ? used : machine.compact();
}

class laboratory {
 public:
  laboratory(const options& asked, const topology& machine, const placements& orders,
             const std::vector<cell>& cells)
      : asked_{asked},
        machine_{machine},
        offset_bound_ns_{clock_offset_bound_ns(machine, watch_, used_by(cells, machine))} {
    const lacking lacks = lacking_counters();
    counts_futexes_ = !lacks.contains("futex_waits");
    write_provenance(asked, machine, orders, cgroup_quota(), watch_, offset_bound_ns_, lacks);
  }

  /// Measures the cell once, as one iteration that takes the mean period.
  void measure(benchmark::State& state, const cell& which, std::uint64_t seed) {
    const conditions given{.machine = machine_,
                           .watch = watch_,
                           .cell = which.name(),
                           .places = which.places,
                           .seed = seed,
                           .duration = std::chrono::milliseconds{asked_.cell_ms},
                           .patience = std::chrono::seconds{asked_.hang_s},
                           .counts_futexes = counts_futexes_};
    count_transfer(state, "l_before_ns", which.places);
    measurement seen;
    while (state.KeepRunning()) {
      const company foreign{machine_, asked_.company};
      seen = which.how.measure(given);
      constexpr double ns = 1e-9;
      state.SetIterationTime(seen.mean_period_ns * ns);
    }
    count_transfer(state, "l_after_ns", which.places);
    state.SetLabel(std::string{which.how.policy});
    if (const auto found = fault_in(seen)) {
      state.SkipWithError(found->message.c_str());
      outcome_ = outcome_ == success ? found->code : outcome_;
      return;
    }
    count_all(state.counters, seen, watch_.stamp_cost_ns());
  }

  [[nodiscard]] exit_code outcome() const noexcept { return outcome_; }

 private:
  void count_transfer(benchmark::State& state, const char* name,
                      const std::vector<pu>& places) const {
    if (places.size() > 1 && places[0] != places[1]) {
      state.counters[name] = line_transfer_ns(machine_, watch_, places[0], places[1]);
    }
  }

  [[nodiscard]] std::optional<fault> fault_in(const measurement& seen) const {
    if (seen.wrong) {
      return fault{failure, said(*seen.wrong)};
    }
    if (seen.earliest_release_ns < -offset_bound_ns_) {
      return fault{released_early,
                   "a rank was released " + std::to_string(-seen.earliest_release_ns) +
                       " ns before the last one arrived, and the clocks differ by at most " +
                       std::to_string(offset_bound_ns_) + " ns"};
    }
    return std::nullopt;
  }

  const options& asked_;
  const topology& machine_;
  const stopwatch watch_;
  const double offset_bound_ns_;
  bool counts_futexes_ = false;
  exit_code outcome_ = success;
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

exit_code run(const options& asked, const topology& machine, const placements& orders,
              const std::vector<cell>& cells) {
  std::vector<std::string> words = asked.passed_on;
  start_google_benchmark(words);
  laboratory lab{asked, machine, orders, cells};
  std::mt19937_64 seeds{asked.seed};
  for (const cell& each : cells) {
    benchmark::internal::RegisterBenchmarkInternal(new cell_benchmark{lab, each, seeds()});
  }
  cell_reporter display{*benchmark::CreateDefaultDisplayReporter()};
  benchmark::JSONReporter json;
  cell_reporter file{json};
  benchmark::RunSpecifiedBenchmarks(&display, asked.writes_file ? &file : nullptr, ".");
  benchmark::Shutdown();
  return lab.outcome();
}

}  // namespace barriers::bench
