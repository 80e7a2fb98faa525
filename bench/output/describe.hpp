#pragma once

#include <bench/driver/barrier_entry.hpp>
#include <bench/system/cgroup_quota.hpp>
#include <bench/system/placement.hpp>
#include <bench/system/topology.hpp>

#include <nlohmann/json.hpp>

#include <string>
#include <vector>

namespace barriers::bench {

/// What words there are: word, kind, title, reference and capabilities of each, and of a peer
/// what differs.
nlohmann::ordered_json described(const std::vector<word>& words);

/// The PUs that we may use, the quota, the order of each placement, and the workloads there are.
nlohmann::ordered_json described(const topology& machine, const placements& orders,
                                 const quota& granted);

/// The machine for people, in a line.
std::string summary(const topology& machine, const quota& granted);

}  // namespace barriers::bench
