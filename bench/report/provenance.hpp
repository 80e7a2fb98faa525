#pragma once

#include <bench/measure/stopwatch.hpp>
#include <bench/options.hpp>
#include <bench/place/placement.hpp>
#include <bench/place/quota.hpp>
#include <bench/place/topology.hpp>
#include <bench/report/counters.hpp>

namespace barriers::bench {

/// Writes under what is measured into the context of Google Benchmark's reports.
void write_provenance(const options& asked, const topology& machine, const placements& orders,
                      const quota& granted, const stopwatch& watch, double offset_bound_ns,
                      const lacking& lacks);

}  // namespace barriers::bench
