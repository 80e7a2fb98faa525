#pragma once

#include <bench/metrics/percentiles.hpp>
#include <bench/run/measurement.hpp>

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <variant>

namespace barriers::bench {

/// The value of a metric in a cell, or why there is none.
using reading = std::variant<double, std::string>;

/// What is known when a cell has been measured.
struct observation {
  observation(const measurement& cell, const stopwatch& watch);

  const measurement& seen;
  percentiles periods;
  /// Less the cost of a stamp.
  percentiles lalrs;
  percentiles skews;
  reading l_before_ns{};
  reading l_after_ns{};
  double stamp_cost_ns = 0;
  double clock_offset_bound_ns = 0;
  double clock_ghz = 0;
};

/// Which values a metric can have.
inline constexpr std::string_view positive = "positive";
inline constexpr std::string_view not_negative = "not_negative";
/// What is left when the cost of a stamp is taken off: hardly below 0.
inline constexpr std::string_view difference = "difference";
inline constexpr std::string_view any = "any";

struct metric {
  std::string_view name;
  std::string_view unit;
  /// What it is about.
  std::string_view kind;
  std::string_view sign;
  /// The heading of its column in a report, where it has one; the metrics of a kind that share a
  /// heading are added up there.
  std::string_view column;
  reading (*read)(const observation& of);
};

/// THE list of metrics, in the order of a report's columns. `--describe` prints it, and what is
/// measured, kept and reported follows it.
std::span<const metric> metrics();

using reasons = std::map<std::string, std::string, std::less<>>;

/// The metrics that no cell has on this machine, each with the reason.
const reasons& unavailable_metrics();

}  // namespace barriers::bench
