#include <bench/metrics/futex_calls.hpp>
#include <bench/metrics/hardware_counters.hpp>
#include <bench/metrics/metrics.hpp>
#include <bench/metrics/percentiles.hpp>
#include <bench/output/reporter.hpp>

#include <array>
#include <cstddef>
#include <utility>

namespace barriers::bench {
namespace {

constexpr std::array<std::pair<const char*, double>, 4> percents{
    {{"_p50_ns", 50}, {"_p90_ns", 90}, {"_p99_ns", 99}, {"_p999_ns", 99.9}}};

/// The percentiles that a sample is large enough for, each less `off`.
void count_percentiles(benchmark::UserCounters& counters, const std::string& name,
                       const percentiles& sample, double off) {
  for (const auto& [suffix, percent] : percents) {
    if (sample.holds(percent)) {
      counters[name + suffix] = sample.at(percent) - off;
    }
  }
}

void count_waste(benchmark::UserCounters& counters, const waste& used, std::uint64_t episodes) {
  const auto each = [&](auto amount) {
    return static_cast<double>(amount) / static_cast<double>(episodes);
  };
  counters[cpu_counter] = each(used.cpu.count());
  counters["voluntary_switches"] = each(used.voluntary_switches);
  counters["involuntary_switches"] = each(used.involuntary_switches);
  for (std::size_t event = 0; event != hardware_events.size(); ++event) {
    if (used.hardware[event]) {
      counters[std::string{hardware_events[event]}] = each(*used.hardware[event]);
    }
  }
}

}  // namespace

void count_all(benchmark::UserCounters& counters, const measurement& seen, double stamp_cost_ns) {
  const percentiles periods{seen.periods_ns};
  count_percentiles(counters, "period", periods, 0);
  counters["period_mean_ns"] = seen.mean_period_ns;
  counters["period_samples"] = static_cast<double>(periods.count());
  counters["episodes"] = static_cast<double>(seen.episodes);

  const percentiles lalrs{seen.raw_lalrs_ns};
  count_percentiles(counters, "lalr", lalrs, stamp_cost_ns);
  counters["lalr_mean_ns"] = lalrs.mean() - stamp_cost_ns;
  counters["lalr_samples"] = static_cast<double>(lalrs.count());
  count_percentiles(counters, "skew", percentiles{seen.skews_ns}, 0);
  counters["earliest_release_ns"] = seen.earliest_release_ns;

  count_waste(counters, seen.used, seen.used_episodes);
  if (seen.futexes) {
    const auto episodes = static_cast<double>(seen.futex_episodes);
    counters["futex_waits"] = static_cast<double>(seen.futexes->waits) / episodes;
    counters["futex_wakes"] = static_cast<double>(seen.futexes->wakes) / episodes;
  }
  if (!seen.references_ns.empty()) {
    const double reference = percentiles{seen.references_ns}.at(50);
    counters["reference_ns"] = reference;
    counters["net_ns"] = periods.at(50) - reference;
  }
}

lacking lacking_counters() {
  lacking all;
  if (const std::string reason = why_no_futex_calls(); !reason.empty()) {
    all["futex_waits"] = reason;
    all["futex_wakes"] = reason;
  }
  const hardware_reasons reasons = hardware_counters{}.why_not();
  for (std::size_t event = 0; event != hardware_events.size(); ++event) {
    if (!reasons[event].empty()) {
      all[std::string{hardware_events[event]}] = reasons[event];
    }
  }
  return all;
}

}  // namespace barriers::bench
