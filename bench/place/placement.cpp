#include <bench/place/placement.hpp>

#include <algorithm>
#include <stdexcept>

namespace barriers::bench {

placements placements_of(const topology& machine, const std::vector<pu>& listed) {
  const std::vector<pu> allowed = machine.compact();
  for (const pu each : listed) {
    if (std::ranges::find(allowed, each) == allowed.end()) {
      std::string names;
      for (const pu other : allowed) {
        names.append(" ").append(std::to_string(other));
      }
      throw std::invalid_argument("PU " + std::to_string(each) +
                                  " is not ours to use; the PUs we may use are" + names);
    }
  }
  placements all{{"compact", allowed}, {"scatter", machine.scatter()}};
  if (!listed.empty()) {
    all.emplace("explicit", listed);
  }
  return all;
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
