#include <bench/system/placement.hpp>

#include <algorithm>
#include <stdexcept>

namespace barriers::bench {
namespace {

constexpr std::string_view kind_prefix = "kind_";

}  // namespace

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
                 {"l3", machine.one_per_l3()},
                 {"package", machine.one_per_package()},
                 {"smt", machine.siblings()},
                 {"unpinned", {anywhere}},
                 {"explicit", listed}};
  std::uint32_t number = 0;
  for (const std::vector<pu>& kind : machine.core_kinds()) {
    all.emplace(std::string{kind_prefix} + std::to_string(number++), kind);
  }
  std::erase_if(all, [](const auto& each) { return each.second.empty(); });
  return all;
}

std::string why_absent(std::string_view placement) {
  if (placement == "l3") {
    return "hwloc sees no L3 cache";
  }
  if (placement == "package") {
    return "hwloc sees no package";
  }
  if (placement == "smt") {
    return "no core has two PUs that we may use";
  }
  if (placement.starts_with(kind_prefix)) {
    return "hwloc tells no such kind of cores";
  }
  if (placement == "explicit") {
    return "it needs its PUs: --pus=0,1";
  }
  return "";
}

std::vector<pu> seat_team(const std::vector<pu>& order, std::uint32_t team) {
  std::vector<pu> seated;
  seated.reserve(team);
  for (std::uint32_t slot = 0; slot != team; ++slot) {
    seated.push_back(order[slot % order.size()]);
  }
  return seated;
}

}  // namespace barriers::bench
