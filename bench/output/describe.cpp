#include <bench/metrics/line_transfer.hpp>
#include <bench/metrics/metrics.hpp>
#include <bench/output/describe.hpp>
#include <bench/workloads/workloads.hpp>

#include <nlohmann/json.hpp>

#include <ostream>
#include <set>
#include <sstream>
#include <string_view>
#include <utility>

namespace barriers::bench {
namespace {

using json = nlohmann::ordered_json;

void print(std::ostream& out, const json& all) {
  out << all.dump(2) << '\n';
}

std::string counted(std::size_t number, const std::string& thing) {
  return std::to_string(number) + ' ' + thing + (number == 1 ? "" : "s");
}

/// The PUs that each placement fills, in order; none for the one whose ranks are not pinned.
placements pinned(placements orders) {
  for (auto& [name, order] : orders) {
    std::erase(order, anywhere);
  }
  return orders;
}

json describe_metrics() {
  json all = json::array();
  for (const metric& each : metrics()) {
    all.push_back({{"name", each.name},
                   {"unit", each.unit},
                   {"kind", each.kind},
                   {"sign", each.sign},
                   {"column", each.column}});
  }
  return all;
}

std::set<std::string_view> policies_of(const barrier_entry& barrier) {
  std::set<std::string_view> policies;
  for (const variant& each : barrier.variants) {
    policies.insert(each.policy);
  }
  return policies;
}

json describe_barriers(const std::vector<barrier_entry>& barriers) {
  json all = json::array();
  for (const barrier_entry& each : barriers) {
    all.push_back({{"barrier", each.name},
                   {"kind", each.kind},
                   {"title", each.about.title},
                   {"reference", each.about.reference},
                   {"capabilities", each.capabilities},
                   {"policies", policies_of(each)}});
    if (!each.differs.empty()) {
      all.back()["differs"] = each.differs;
    }
  }
  return all;
}

json describe_topology(const topology& machine, const placements& orders, const quota& granted) {
  json all{{"summary", summary(machine, granted)},
           {"cpu_model", machine.cpu_model()},
           {"pus", machine.compact()},
           {"packages", machine.count(HWLOC_OBJ_PACKAGE)},
           {"l3_groups", machine.count(HWLOC_OBJ_L3CACHE)},
           {"cores", machine.count(HWLOC_OBJ_CORE)},
           {"hwloc", machine.in_one_line()},
           {"placements", pinned(orders)},
           {"unavailable", why_absent(orders)}};
  if (granted.pus) {
    all["cgroup_quota_pus"] = *granted.pus;
  } else {
    all["unavailable"]["cgroup_quota_pus"] = granted.reason;
  }
  return all;
}

}  // namespace

void print_description(std::ostream& out, const std::vector<barrier_entry>& barriers,
                       const topology& machine, const placements& orders, const quota& granted) {
  json workloads = json::array();
  for_each_workload([&]<class Workload>() { workloads.push_back(Workload::name); });
  print(out, {{"metrics", describe_metrics()},
              {"unavailable", unavailable_metrics()},
              {"barriers", describe_barriers(barriers)},
              {"policies", {"spin", "yield", "park", own_policy}},
              {"workloads", workloads},
              {"topology", describe_topology(machine, orders, granted)}});
}

void print_latency_matrix(std::ostream& out, const topology& machine) {
  const stopwatch watch;
  const std::vector<pu> pus = machine.compact();
  json matrix = json::array();
  for (const pu here : pus) {
    json row = json::array();
    for (const pu there : pus) {
      row.push_back(here == there ? json{} : json(line_transfer_ns(machine, watch, here, there)));
    }
    matrix.push_back(std::move(row));
  }
  print(out, {{"pus", pus}, {"l_ns", matrix}});
}

std::string summary(const topology& machine, const quota& granted) {
  std::ostringstream line;
  line << counted(machine.compact().size(), "PU") << " on "
       << counted(machine.count(HWLOC_OBJ_CORE), "core") << ", "
       << counted(machine.count(HWLOC_OBJ_L3CACHE), "L3 group") << ", "
       << counted(machine.count(HWLOC_OBJ_PACKAGE), "package");
  if (const std::size_t kinds = machine.core_kinds().size(); kinds != 0) {
    line << ", " << counted(kinds, "kind") << " of cores";
  }
  if (granted.pus) {
    line << ", quota of " << *granted.pus << " PUs";
  }
  if (const std::string model = machine.cpu_model(); !model.empty()) {
    line << " (" << model << ')';
  }
  return line.str();
}

}  // namespace barriers::bench
