#pragma once

#include <bench/system/topology.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace barriers::bench {

/// The order in which each placement fills the PUs, by the name of the placement.
using placements = std::map<std::string, std::vector<pu>, std::less<>>;

/// `compact`, `cores`, `scatter` and `unpinned` of the machine; `l3` and `package`, one PU of each,
/// where hwloc sees any; `smt` where cores have siblings; `kind_0`, `kind_1`, ..., the least
/// powerful cores first, where there are several kinds; and `explicit` if PUs were listed.
///
/// Throws std::invalid_argument for a listed PU that we may not use.
placements placements_of(const topology& machine, const std::vector<pu>& listed);

/// The placements that there are not among these, each with the reason.
std::map<std::string, std::string> why_absent(const placements& there);

/// Which PU each slot of the team has. A team that is larger than the order goes round it again.
std::vector<pu> assign_pus(const std::vector<pu>& order, std::uint32_t team);

}  // namespace barriers::bench
