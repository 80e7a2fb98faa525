#include <bench/driver/runner.hpp>
#include <bench/metrics/line_transfer.hpp>
#include <bench/metrics/metrics.hpp>
#include <bench/output/provenance.hpp>
#include <bench/output/reporter.hpp>
#include <bench/system/background_load.hpp>
#include <bench/system/cgroup_quota.hpp>

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>
#include <random>
#include <set>

namespace barriers::bench {
namespace {

/// Why a cell is no measurement of a barrier.
struct fault {
  exit_code code;
  std::string message;
};

std::string describe(const wrong_result& wrong) {
  return "rank " + std::to_string(wrong.rank) + " saw a wrong result in episode " +
         std::to_string(wrong.episode) + " of the workload: expected " +
         std::to_string(wrong.expected) + ", seen " + std::to_string(wrong.seen) +
         "; the barrier let a rank go too early, or did not make visible what was written before";
}

/// The seed of all that is drawn at random in one repetition of a cell, whatever else is measured.
std::uint64_t seed_of(std::uint64_t seed, const std::string& name, std::uint32_t repetition) {
  std::vector<std::uint32_t> entropy(name.begin(), name.end());
  entropy.insert(entropy.end(), {static_cast<std::uint32_t>(seed),
                                 static_cast<std::uint32_t>(seed >> 32U), repetition});
  std::seed_seq sequence(entropy.begin(), entropy.end());
  return std::mt19937_64{sequence}();
}

class runner {
 public:
  runner(const options& given, const topology& machine, const placements& orders)
      : given_{given}, machine_{machine} {
    write_provenance(given, machine, orders, cgroup_quota(), watch_);
  }

  /// Measures the cell once, as one iteration.
  void measure(benchmark::State& state, const cell& which, std::uint32_t repetition) {
    if (const auto found = conflict_of(which)) {
      fail(state, *found);
      return;
    }
    const double offset_bound_ns = clock_offset_bound_ns(machine_, watch_, pus_of(which));
    const conditions under{.machine = machine_,
                           .watch = watch_,
                           .cell = which.name(),
                           .pus = which.pus,
                           .seed = seed_of(given_.seed, which.name(), repetition),
                           .duration = std::chrono::milliseconds{given_.cell_ms},
                           .hang_timeout = std::chrono::seconds{given_.hang_timeout_s}};
    const reading l_before_ns = line_transfer(which.pus);
    measurement seen;
    while (state.KeepRunning()) {
      const background_load others{machine_, which.background_load};
      seen = which.how.measure(under);
    }
    const reading l_after_ns = line_transfer(which.pus);
    if (const auto found = fault_in(seen, offset_bound_ns)) {
      fail(state, *found);
      return;
    }
    observation observed{seen, watch_};
    observed.l_before_ns = l_before_ns;
    observed.l_after_ns = l_after_ns;
    observed.clock_offset_bound_ns = offset_bound_ns;
    write_metrics(state, observed);
  }

  [[nodiscard]] exit_code outcome() const noexcept { return outcome_; }

 private:
  /// What is settled once in a process leaves no room for a second barrier that settles it
  /// otherwise.
  std::optional<fault> conflict_of(const cell& which) {
    if (which.alone_in_process && settled_by_.empty()) {
      settled_by_ = which.barrier;
    }
    if (!which.alone_in_process || settled_by_ == which.barrier) {
      return std::nullopt;
    }
    return fault{usage, "'" + settled_by_ + "' and '" + std::string{which.barrier} +
                            "' cannot be measured in one process: their runtime reads its "
                            "settings once. Choose one: --benchmark_filter=^" +
                            std::string{which.barrier} + "/"};
  }

  void fail(benchmark::State& state, const fault& found) {
    state.SkipWithError(found.message.c_str());
    outcome_ = outcome_ == success ? found.code : outcome_;
  }

  [[nodiscard]] reading line_transfer(const std::vector<pu>& pus) const {
    if (pus.size() == 1) {
      return "a team of 1 moves no line";
    }
    if (pus[0] == anywhere) {
      return "ranks are not pinned";
    }
    if (pus[0] == pus[1]) {
      return "slots 0 and 1 share a PU";
    }
    return line_transfer_ns(machine_, watch_, pus[0], pus[1]);
  }

  /// The PUs on which ranks may run.
  [[nodiscard]] std::vector<pu> pus_of(const cell& which) const {
    return which.pus.front() == anywhere ? machine_.compact() : which.pus;
  }

  [[nodiscard]] static std::optional<fault> fault_in(const measurement& seen,
                                                     double offset_bound_ns) {
    if (seen.wrong) {
      return fault{failure, describe(*seen.wrong)};
    }
    if (seen.earliest_release_ns < -offset_bound_ns) {
      return fault{released_early,
                   "a rank was released " + std::to_string(-seen.earliest_release_ns) +
                       " ns before the last one arrived, and the clocks differ by at most " +
                       std::to_string(offset_bound_ns) + " ns"};
    }
    return std::nullopt;
  }

  const options& given_;
  const topology& machine_;
  const stopwatch watch_;
  std::string settled_by_;
  exit_code outcome_ = success;
};

/// Google Benchmark keeps the name of the executable, so `arguments` must live as long as it runs.
void start_google_benchmark(std::vector<std::string>& arguments) {
  std::vector<char*> argv;
  argv.reserve(arguments.size());
  for (std::string& argument : arguments) {
    argv.push_back(argument.data());
  }
  int argc = static_cast<int>(argv.size());
  benchmark::Initialize(&argc, argv.data());
  if (argc > 1) {
    throw usage_error("Google Benchmark does not know '" + std::string{argv[1]} + "'");
  }
}

}  // namespace

exit_code run(const options& given, const topology& machine, const placements& orders,
              const std::vector<cell>& cells) {
  std::vector<std::string> arguments = given.google_benchmark;
  start_google_benchmark(arguments);
  runner measuring{given, machine, orders};
  for (const cell& each : cells) {
    const auto measure = [&measuring, &each, repetition = 0U](benchmark::State& state) mutable {
      measuring.measure(state, each, repetition++);
    };
    benchmark::RegisterBenchmark(each.name().c_str(), measure);
  }
  json_reporter json;
  json_reporter json_file;
  const std::unique_ptr<benchmark::BenchmarkReporter> usual{
      benchmark::CreateDefaultDisplayReporter()};
  cell_reporter display{given.format == "json" ? json : *usual, given.format};
  cell_reporter file{json_file, "json"};
  const std::size_t chosen =
      benchmark::RunSpecifiedBenchmarks(&display, given.writes_file ? &file : nullptr);
  benchmark::Shutdown();
  if (chosen == 0) {
    throw usage_error("--benchmark_filter chooses no cell; --benchmark_list_tests lists them");
  }
  return measuring.outcome();
}

}  // namespace barriers::bench
