#include <bench/driver/cells.hpp>
#include <bench/workloads/workloads.hpp>

#include <barriers/seating.hpp>

#include <algorithm>
#include <random>
#include <regex>

namespace barriers::bench {
namespace {

using names = std::vector<std::string>;

[[noreturn]] void refuse(const char* what, const std::string& name, const names& existing) {
  std::string list;
  for (const std::string& other : existing) {
    list.append(" ").append(other);
  }
  throw usage_error("there is no " + std::string{what} + " '" + name + "', only" + list);
}

/// What was asked for, or all that there is; refuses the first that there is not.
names chosen(const char* what, const names& asked, const names& existing) {
  for (const std::string& name : asked) {
    if (std::ranges::find(existing, name) == existing.end()) {
      refuse(what, name, existing);
    }
  }
  return asked.empty() ? existing : asked;
}

names names_of(const std::vector<word>& words) {
  names all;
  for (const word& each : words) {
    all.emplace_back(each.name);
  }
  return all;
}

names names_of_workloads() {
  names all;
  for_each_workload([&]<class Workload>() { all.emplace_back(Workload::word); });
  return all;
}

names chosen_placements(const options& asked, const placements& orders) {
  if (asked.placements.empty()) {
    return {asked.pus.empty() ? "compact" : "explicit"};
  }
  for (const std::string& name : asked.placements) {
    if (const std::string reason = why_absent(name); !reason.empty() && !orders.contains(name)) {
      throw usage_error("the placement '" + name + "' is not to be had: " + reason);
    }
  }
  names existing;
  for (const auto& [name, order] : orders) {
    existing.push_back(name);
  }
  return chosen("placement", asked.placements, existing);
}

std::vector<std::uint32_t> chosen_teams(const options& asked, const topology& machine) {
  for (const std::uint32_t team : asked.teams) {
    if (team == 0 || team > largest_team) {
      throw usage_error("there is no team of " + std::to_string(team) + ", only of 1 to " +
                        std::to_string(largest_team));
    }
  }
  std::vector<std::uint32_t> teams = asked.teams;
  for (std::uint32_t team = 1; asked.teams.empty() && team <= machine.compact().size(); team *= 2) {
    teams.push_back(team);
  }
  return teams;
}

/// What is settled once in a process leaves no room for a second word that settles it otherwise.
void refuse_company(const std::vector<cell>& cells, const std::vector<word>& words) {
  std::string alone;
  for (const word& each : words) {
    const bool chosen = std::ranges::find(cells, each.name, &cell::word) != cells.end();
    if (chosen && each.alone_in_process) {
      if (!alone.empty()) {
        throw usage_error("'" + alone + "' and '" + std::string{each.name} +
                          "' cannot be measured in one process: their runtime reads its settings "
                          "once. Name one: --words=" +
                          alone);
      }
      alone = each.name;
    }
  }
}

void keep_matching(std::vector<cell>& cells, const std::string& filter) {
  const bool others = filter.starts_with('-');
  try {
    const std::regex wanted{others ? filter.substr(1) : filter};
    std::erase_if(
        cells, [&](const cell& each) { return std::regex_search(each.name(), wanted) == others; });
  } catch (const std::regex_error& error) {
    throw usage_error("--benchmark_filter=" + filter + ": " + error.what());
  }
}

}  // namespace

std::string cell::name() const {
  return std::string{word} + '/' + std::string{how.workload} + '/' + placement + '/' +
         std::to_string(places.size());
}

std::vector<cell> choose_cells(const options& asked, const std::vector<word>& words,
                               const placements& orders, const topology& machine) {
  const names chosen_words = chosen("word", asked.words, names_of(words));
  const names workloads = chosen("workload", asked.workloads, names_of_workloads());
  const auto has = [](const names& all, std::string_view name) {
    return std::ranges::find(all, name) != all.end();
  };

  std::vector<cell> cells;
  for (const std::string& placement : chosen_placements(asked, orders)) {
    for (const std::uint32_t team : chosen_teams(asked, machine)) {
      for (const word& each : words) {
        for (const way& how : each.ways) {
          if (has(chosen_words, each.name) && has(workloads, how.workload) &&
              (how.policy == asked.policy || how.policy == own_policy)) {
            cells.push_back({each.name, how, placement, seat_team(orders.at(placement), team)});
          }
        }
      }
    }
  }
  if (!asked.filter.empty()) {
    keep_matching(cells, asked.filter);
  }
  if (cells.empty()) {
    throw usage_error("no cell is left to measure");
  }
  refuse_company(cells, words);
  std::ranges::shuffle(cells, std::mt19937_64{asked.seed});
  return cells;
}

}  // namespace barriers::bench
