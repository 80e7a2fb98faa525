#include <bench/driver/cells.hpp>

#include <algorithm>
#include <random>

namespace barriers::bench {
namespace {

/// The powers of two up to the number of PUs, unless the command line names others.
std::vector<std::uint32_t> teams_of(const options& given, const topology& machine) {
  std::vector<std::uint32_t> teams = given.teams;
  for (std::uint32_t team = 1; given.teams.empty() && team <= machine.compact().size(); team *= 2) {
    teams.push_back(team);
  }
  return teams;
}

/// The listed PUs alone, where there are any.
placements placements_chosen(const options& given, placements orders) {
  if (!given.pus.empty()) {
    std::erase_if(orders, [](const auto& each) { return each.first != "explicit"; });
  }
  return orders;
}

}  // namespace

std::string cell::name() const {
  std::string text{barrier};
  for (const std::string_view part : {how.policy, how.workload, std::string_view{placement}}) {
    text.append("/").append(part);
  }
  text.append("/").append(std::to_string(pus.size()));
  return background_load == 0
             ? text
             : text.append("/background_load:").append(std::to_string(background_load));
}

std::vector<cell> all_cells(const options& given, const std::vector<barrier_entry>& barriers,
                            const placements& orders, const topology& machine) {
  std::vector<cell> cells;
  for (const auto& [placement, order] : placements_chosen(given, orders)) {
    for (const std::uint32_t team : teams_of(given, machine)) {
      for (const barrier_entry& each : barriers) {
        for (const variant& how : each.variants) {
          cells.push_back({each.name, how, placement, assign_pus(order, team),
                           given.background_load, each.alone_in_process});
        }
      }
    }
  }
  std::ranges::shuffle(cells, std::mt19937_64{given.seed});
  return cells;
}

}  // namespace barriers::bench
