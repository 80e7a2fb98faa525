#pragma once

#include <bench/driver/barrier_entry.hpp>
#include <bench/system/cgroup_quota.hpp>
#include <bench/system/placement.hpp>
#include <bench/system/topology.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace barriers::bench {

/// What there is to measure, and to measure with: the metrics, and why some are unavailable here; the
/// barriers, policies and workloads; the PUs that we may use and the order of each placement, with the
/// reasons of those that there are not.
nlohmann::ordered_json describe(const std::vector<barrier_entry>& barriers, const topology& machine,
                                const placements& orders, const quota& granted);

/// The machine for people, in a line.
std::string summary(const topology& machine, const quota& granted);

}  // namespace barriers::bench
