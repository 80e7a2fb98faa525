#include <bench/system/placement.hpp>

#include <algorithm>
#include <stdexcept>

namespace barriers::bench {
placements placements_of(const topology& machine, const std::vector<pu>& listed) {
  const std::vector<pu> allowed = machine.compact();
  for (const pu each : listed) {
    if (std::ranges::find(allowed, each) == allowed.end()) {
      throw std::invalid_argument("PU " + std::to_string(each) +
                                  " is not ours to use; the PUs we may use are " +
                                  machine.binding(anywhere).listed());
    }
  }
  placements all{{"compact", allowed},
                 {"cores", machine.one_per_core_first()},
                 {"scatter", machine.scatter()},
                 {"l3", machine.one_per(HWLOC_OBJ_L3CACHE)},
                 {"package", machine.one_per(HWLOC_OBJ_PACKAGE)},
                 {"smt", machine.siblings()},
                 {"unpinned", {anywhere}},
                 {"explicit", listed}};
  std::uint32_t number = 0;
  for (const std::vector<pu>& kind : machine.core_kinds()) {
    all.emplace("kind_" + std::to_string(number++), kind);
  }
  std::erase_if(all, [](const auto& each) { return each.second.empty(); });
  return all;
}

std::map<std::string, std::string> why_absent(const placements& there) {
  std::map<std::string, std::string> reasons{
      {"l3", "hwloc sees no L3 cache"},
      {"package", "hwloc sees no package"},
      {"smt", "no core has two PUs that we may use"},
      {"kind_0", "hwloc tells no two kinds of cores apart"},
      {"explicit", "it needs its PUs: --pus=0,1"},
  };
  std::erase_if(reasons, [&](const auto& each) { return there.contains(each.first); });
  return reasons;
}

std::vector<pu> assign_pus(const std::vector<pu>& order, std::uint32_t team) {
  std::vector<pu> pus;
  pus.reserve(team);
  for (std::uint32_t slot = 0; slot != team; ++slot) {
    pus.push_back(order[slot % order.size()]);
  }
  return pus;
}

}  // namespace barriers::bench
