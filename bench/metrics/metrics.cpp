#include <bench/metrics/futex_calls.hpp>
#include <bench/metrics/hardware_counters.hpp>
#include <bench/metrics/metrics.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>

namespace barriers::bench {
namespace {

using of = const observation&;

template <percentiles observation::* Sample, int Permille>
reading percentile(of cell) {
  constexpr double percent = Permille / 10.0;
  if (!(cell.*Sample).holds(percent)) {
    return "fewer than 5 of the values that were measured lie beyond it";
  }
  return (cell.*Sample).at(percent);
}

template <percentiles observation::* Sample>
reading mean(of cell) {
  return (cell.*Sample).mean();
}

template <percentiles observation::* Sample>
reading count(of cell) {
  return static_cast<double>((cell.*Sample).count());
}

template <auto observation::* Value>
reading value(of cell) {
  return cell.*Value;
}

reading mean_period(of cell) {
  return cell.seen.mean_period_ns;
}

reading earliest_release(of cell) {
  return cell.seen.earliest_release_ns;
}

reading episodes(of cell) {
  return static_cast<double>(cell.seen.episodes);
}

reading reference(of cell) {
  if (cell.seen.references_ns.empty()) {
    return "the workload has no reference without a barrier";
  }
  return percentiles{cell.seen.references_ns}.at(50);
}

reading net(of cell) {
  reading without_barrier = reference(cell);
  if (const double* const ns = std::get_if<double>(&without_barrier)) {
    return cell.periods.at(50) - *ns;
  }
  return without_barrier;
}

/// What all ranks together used up, for each episode.
double for_each_episode(of cell, double amount) {
  return amount / static_cast<double>(cell.seen.used_episodes);
}

reading cpu(of cell) {
  return for_each_episode(cell, static_cast<double>(cell.seen.used.cpu.count()));
}

template <std::uint64_t resource_usage::* Switches>
reading switches(of cell) {
  return for_each_episode(cell, static_cast<double>(cell.seen.used.*Switches));
}

template <std::uint64_t futex_calls::* Calls>
reading futexes(of cell) {
  if (!cell.seen.futexes) {
    return cell.seen.why_no_futexes;
  }
  return static_cast<double>((*cell.seen.futexes).*Calls) /
         static_cast<double>(cell.seen.futex_episodes);
}

template <std::size_t Event>
reading hardware(of cell) {
  if (const auto& counted = cell.seen.used.hardware[Event]) {
    return for_each_episode(cell, static_cast<double>(*counted));
  }
  const auto known = unavailable_metrics().find(hardware_events[Event]);
  return known != unavailable_metrics().end() ? known->second
                                              : "it could not be read in every thread";
}

using observed = observation;

constexpr std::array all{
    metric{"lalr_p50_ns", "ns", "lalr", difference, "LALR p50", &percentile<&observed::lalrs, 500>},
    metric{"lalr_p90_ns", "ns", "lalr", difference, "", &percentile<&observed::lalrs, 900>},
    metric{"lalr_p99_ns", "ns", "lalr", difference, "p99", &percentile<&observed::lalrs, 990>},
    metric{"lalr_p999_ns", "ns", "lalr", difference, "p99.9", &percentile<&observed::lalrs, 999>},
    metric{"lalr_mean_ns", "ns", "lalr", difference, "", &mean<&observed::lalrs>},
    metric{"earliest_release_ns", "ns", "lalr", any, "", &earliest_release},
    metric{"period_p50_ns", "ns", "period", positive, "period p50",
           &percentile<&observed::periods, 500>},
    metric{"period_mean_ns", "ns", "period", positive, "mean", &mean_period},
    metric{"period_p90_ns", "ns", "period", positive, "", &percentile<&observed::periods, 900>},
    metric{"period_p99_ns", "ns", "period", positive, "p99", &percentile<&observed::periods, 990>},
    metric{"period_p999_ns", "ns", "period", positive, "", &percentile<&observed::periods, 999>},
    metric{"reference_ns", "ns", "reference", positive, "reference", &reference},
    metric{"net_ns", "ns", "reference", any, "net", &net},
    metric{"skew_p50_ns", "ns", "skew", not_negative, "skew p50",
           &percentile<&observed::skews, 500>},
    metric{"skew_p90_ns", "ns", "skew", not_negative, "", &percentile<&observed::skews, 900>},
    metric{"skew_p99_ns", "ns", "skew", not_negative, "", &percentile<&observed::skews, 990>},
    metric{"skew_p999_ns", "ns", "skew", not_negative, "", &percentile<&observed::skews, 999>},
    metric{"cpu_ns", "ns", "resource_usage", not_negative, "CPU", &cpu},
    metric{"voluntary_switches", "1", "resource_usage", not_negative, "switches",
           &switches<&resource_usage::voluntary_switches>},
    metric{"involuntary_switches", "1", "resource_usage", not_negative, "switches",
           &switches<&resource_usage::involuntary_switches>},
    metric{"futex_waits", "1", "resource_usage", not_negative, "futex calls",
           &futexes<&futex_calls::waits>},
    metric{"futex_wakes", "1", "resource_usage", not_negative, "futex calls",
           &futexes<&futex_calls::wakes>},
    metric{"cycles", "1", "resource_usage", not_negative, "", &hardware<0>},
    metric{"instructions", "1", "resource_usage", not_negative, "", &hardware<1>},
    metric{"cache_misses", "1", "resource_usage", not_negative, "cache misses", &hardware<2>},
    metric{"l_before_ns", "ns", "line_transfer", positive, "", &value<&observed::l_before_ns>},
    metric{"l_after_ns", "ns", "line_transfer", positive, "", &value<&observed::l_after_ns>},
    metric{"episodes", "1", "sample", positive, "", &episodes},
    metric{"period_samples", "1", "sample", positive, "", &count<&observed::periods>},
    metric{"lalr_samples", "1", "sample", positive, "", &count<&observed::lalrs>},
    metric{"stamp_cost_ns", "ns", "clock", not_negative, "", &value<&observed::stamp_cost_ns>},
    metric{"clock_offset_bound_ns", "ns", "clock", not_negative, "",
           &value<&observed::clock_offset_bound_ns>},
    metric{"clock_ghz", "GHz", "clock", positive, "", &value<&observed::clock_ghz>},
};

std::vector<double> less(std::vector<double> sample, double off) {
  std::ranges::transform(sample, sample.begin(), [off](double each) { return each - off; });
  return sample;
}

}  // namespace

observation::observation(const measurement& cell, const stopwatch& watch)
    : seen{cell},
      periods{cell.periods_ns},
      lalrs{less(cell.raw_lalrs_ns, watch.stamp_cost_ns())},
      skews{cell.skews_ns},
      stamp_cost_ns{watch.stamp_cost_ns()},
      clock_ghz{watch.ghz()} {}

std::span<const metric> metrics() {
  return all;
}

const reasons& unavailable_metrics() {
  static const reasons found = [] {
    reasons all_reasons;
    if (const std::string& reason = why_no_futex_calls(); !reason.empty()) {
      all_reasons["futex_waits"] = reason;
      all_reasons["futex_wakes"] = reason;
    }
    const hardware_reasons why = hardware_counters{}.why_not();
    for (std::size_t event = 0; event != hardware_events.size(); ++event) {
      if (!why[event].empty()) {
        all_reasons[std::string{hardware_events[event]}] = why[event];
      }
    }
    return all_reasons;
  }();
  return found;
}

}  // namespace barriers::bench
