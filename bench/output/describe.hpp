#pragma once

#include <bench/driver/barrier_entry.hpp>
#include <bench/system/cgroup_quota.hpp>
#include <bench/system/placement.hpp>
#include <bench/system/topology.hpp>

#include <iosfwd>
#include <string>
#include <vector>

namespace barriers::bench {

/// Prints as JSON the metrics, and why some are unavailable here; the barriers, policies and
/// workloads; the PUs that we may use and the order of each placement, and why some placements are
/// unavailable.
void print_description(std::ostream& out, const std::vector<barrier_entry>& barriers,
                       const topology& machine, const placements& orders, const quota& granted);

/// Measures L between each two PUs that we may use and prints it as JSON, in ns: a row for the PU
/// that keeps the time, a column for the other; null from a PU to itself.
void print_latency_matrix(std::ostream& out, const topology& machine);

/// The machine for people, in a line.
std::string summary(const topology& machine, const quota& granted);

}  // namespace barriers::bench
