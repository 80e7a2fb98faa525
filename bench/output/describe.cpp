#include <bench/output/describe.hpp>
#include <bench/workloads/workloads.hpp>

#include <sstream>

namespace barriers::bench {
namespace {

std::string counted(std::size_t number, const std::string& thing) {
  return std::to_string(number) + ' ' + thing + (number == 1 ? "" : "s");
}

/// The PUs that each placement fills, in order; none for the one whose ranks have no seat.
placements seats_of(placements orders) {
  for (auto& [name, order] : orders) {
    std::erase(order, anywhere);
  }
  return orders;
}

}  // namespace

nlohmann::ordered_json described(const std::vector<word>& words) {
  auto all = nlohmann::ordered_json::array();
  for (const word& each : words) {
    all.push_back({{"word", each.name},
                   {"kind", each.kind},
                   {"title", each.about.title},
                   {"reference", each.about.reference},
                   {"capabilities", each.capabilities}});
    if (!each.differs.empty()) {
      all.back()["differs"] = each.differs;
    }
  }
  return all;
}

nlohmann::ordered_json described(const topology& machine, const placements& orders,
                                 const quota& granted) {
  std::vector<std::string_view> workloads;
  for_each_workload([&]<class Workload>() { workloads.push_back(Workload::word); });
  nlohmann::ordered_json all{{"summary", summary(machine, granted)},
                             {"cpu_model", machine.cpu_model()},
                             {"pus", machine.compact()},
                             {"packages", machine.packages()},
                             {"l3_groups", machine.l3_groups()},
                             {"cores", machine.cores()},
                             {"hwloc", machine.in_one_line()},
                             {"cgroup_quota_pus", nullptr},
                             {"cgroup_quota_reason", nullptr},
                             {"placements", seats_of(orders)},
                             {"workloads", workloads}};
  if (granted.pus) {
    all["cgroup_quota_pus"] = *granted.pus;
  } else {
    all["cgroup_quota_reason"] = granted.reason;
  }
  return all;
}

std::string summary(const topology& machine, const quota& granted) {
  std::ostringstream line;
  line << counted(machine.compact().size(), "PU") << " on " << counted(machine.cores(), "core")
       << ", " << counted(machine.l3_groups(), "L3 group") << ", "
       << counted(machine.packages(), "package");
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
