#pragma once

#include <bench/driver/options.hpp>
#include <bench/metrics/stopwatch.hpp>
#include <bench/system/cgroup_quota.hpp>
#include <bench/system/placement.hpp>
#include <bench/system/topology.hpp>

namespace barriers::bench {

/// Writes under what is measured into the context of Google Benchmark's reports.
void write_provenance(const options& given, const topology& machine, const placements& orders,
                      const quota& granted, const stopwatch& watch);

}  // namespace barriers::bench
