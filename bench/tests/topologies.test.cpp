#include <bench/driver/number_list.hpp>
#include <bench/system/placement.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>
#include <string>

/// Every placement on machines of every shape, by what it guarantees.
using namespace barriers::bench;
using pus = std::vector<pu>;

namespace {

topology of_file(const std::string& name) {
  return topology::of_xml(TOPOLOGIES_FOLDER "/" + name + ".xml");
}

topology with_mask(const std::string& description, const pus& kept) {
  topology machine = topology::synthetic(description);
  machine.restrict_to(kept);
  return machine;
}

/// The machine with kinds of cores, the least powerful first.
topology with_kinds(topology machine, const std::vector<pus>& kinds) {
  for (std::size_t kind = 0; kind != kinds.size(); ++kind) {
    const cpuset members;
    for (const pu each : kinds[kind]) {
      hwloc_bitmap_set(members.get(), each);
    }
    hwloc_cpukinds_register(machine.handle(), members.get(), static_cast<int>(kind), 0, nullptr, 0);
  }
  return machine;
}

/// Six cores with two PUs each; then eight with one, four of them below each L2 cache.
topology hybrid() {
  const pus performance{0, 1, 8, 9, 16, 17, 24, 25, 32, 33, 40, 41};
  const pus efficiency{48, 50, 52, 54, 56, 58, 60, 62};
  pus all = performance;
  all.insert(all.end(), efficiency.begin(), efficiency.end());
  return with_kinds(with_mask("l3:1 l2:8 core:4 pu:2", all), {efficiency, performance});
}

topology three_kinds() {
  return with_kinds(topology::synthetic("core:4 pu:1"), {{0, 1}, {2}, {3}});
}

/// The operating system numbers the PUs of a core far apart, and leaves numbers out.
topology sparse_numbers() {
  return with_mask("package:2 l3:1 core:2 pu:2(indexes=8,40,12,44,70,102,200,201)",
                   {8, 40, 12, 44, 70, 102});
}

std::map<std::string, topology> all_machines() {
  std::map<std::string, topology> all;
  for (const char* const description : {
           "pu:1",
           "core:1 pu:1(indexes=5)",
           "core:1 pu:2",
           "pu:4",
           "core:4 pu:1",
           "package:2 core:4 pu:1(indexes=0,2,4,6,1,3,5,7)",
           "package:1 l3:8 core:8 pu:2",
           "package:2 numa:4 l3:1 core:4 pu:2",
           "package:4 core:18 pu:8",
           "package:2 die:2 l3:3 l2:4 core:2 pu:2",
           "group:2 package:2 core:3 pu:4",
           "l3:2 l2:2 pu:3",
       }) {
    all.emplace(description, topology::synthetic(description));
  }
  all.emplace("one thread of each core", with_mask("core:4 pu:2", {1, 3, 5, 7}));
  all.emplace("an irregular mask", with_mask("package:2 l3:2 core:4 pu:2", {1, 4, 5, 9, 30}));
  all.emplace("cores of 4, 1 and 2 PUs", with_mask("l3:2 core:2 pu:4", {0, 1, 2, 3, 4, 8, 9}));
  all.emplace("hybrid", hybrid());
  all.emplace("three kinds", three_kinds());
  all.emplace("sparse numbers", sparse_numbers());
  for (const char* const name : {"memory_only_nodes", "offline_pus", "package_without_pus",
                                 "pus_in_no_node", "restricted_by_cgroup"}) {
    all.emplace(name, of_file(name));
  }
  return all;
}

/// What hwloc says of the core of a PU; the PU itself where it lies in no core.
hwloc_obj_t core_of(const topology& machine, pu each) {
  hwloc_obj_t object = hwloc_get_pu_obj_by_os_index(machine.handle(), each);
  hwloc_obj_t core = hwloc_get_ancestor_obj_by_type(machine.handle(), HWLOC_OBJ_CORE, object);
  return core != nullptr ? core : object;
}

/// Whether no core has a second PU in the order before each of the cores in it has a first.
bool takes_cores_first(const topology& machine, const pus& order) {
  std::map<hwloc_obj_t, std::size_t> taken;
  std::size_t round = 1;
  for (const pu each : order) {
    const std::size_t of_core = ++taken[core_of(machine, each)];
    if (of_core < round) {
      return false;
    }
    round = of_core;
  }
  return true;
}

}  // namespace

TEST_CASE("do all placements keep their guarantees on machines of every shape?") {
  const auto machines = all_machines();
  CHECK(machines.size() >= 20);
  for (const auto& [name, machine] : machines) {
    INFO(name);
    const pus allowed = machine.compact();
    const placements orders = placements_of(machine, {});
    for (const auto& [placement, order] : orders) {
      INFO(placement);
      if (placement == "unpinned") {
        continue;
      }
      CHECK_FALSE(order.empty());
      CHECK(std::set<pu>(order.begin(), order.end()).size() == order.size());
      CHECK(std::ranges::all_of(
          order, [&](pu each) { return std::ranges::find(allowed, each) != allowed.end(); }));
      const pus assigned = assign_pus(order, static_cast<std::uint32_t>(2 * order.size()));
      CHECK(std::equal(order.begin(), order.end(), assigned.begin()));
      CHECK(std::equal(order.begin(), order.end(),
                       assigned.begin() + static_cast<long>(order.size())));
    }
    for (const char* const whole : {"cores", "scatter"}) {
      INFO(whole);
      CHECK(orders.at(whole).size() == allowed.size());
      CHECK(takes_cores_first(machine, orders.at(whole)));
    }
    std::size_t of_kinds = 0;
    for (const pus& kind : machine.core_kinds()) {
      CHECK(takes_cores_first(machine, kind));
      of_kinds += kind.size();
    }
    CHECK((of_kinds == 0 || of_kinds == allowed.size()));
  }
}

TEST_CASE("are the PUs of a machine those that are there and allowed?") {
  CHECK(topology::synthetic("package:4 core:18 pu:8").compact().size() == 576);
  CHECK(of_file("memory_only_nodes").compact() == pus{0, 1, 2, 3});
  CHECK(of_file("pus_in_no_node").compact() == pus{0, 1, 2, 3});
  CHECK(of_file("package_without_pus").one_per(HWLOC_OBJ_PACKAGE) == pus{0});
  CHECK(sparse_numbers().compact() == pus{8, 40, 12, 44, 70, 102});
  CHECK(of_file("offline_pus").compact() == pus{0, 1, 4, 6, 7});
  CHECK(of_file("restricted_by_cgroup").compact() == pus{2, 1});
}

TEST_CASE("can the PUs be restricted where nodes have none, and where PUs have no node?") {
  for (const char* const name : {"memory_only_nodes", "package_without_pus", "pus_in_no_node"}) {
    topology machine = of_file(name);
    machine.restrict_to(pus{2, 3});
    CHECK(machine.compact() == pus{2, 3});
  }
}

TEST_CASE("do scatter and cores use the efficient cores before second threads?") {
  const pus cores = hybrid().one_per_core_first();
  CHECK(pus(cores.begin(), cores.begin() + 14) ==
        pus{0, 8, 16, 24, 32, 40, 48, 50, 52, 54, 56, 58, 60, 62});
  CHECK(hybrid().scatter()[14] == 1);
}

TEST_CASE("are kinds of cores placements of their own, the least powerful first?") {
  const placements orders = placements_of(hybrid(), {});
  CHECK(orders.at("kind_0") == pus{48, 50, 52, 54, 56, 58, 60, 62});
  CHECK(orders.at("kind_1") == pus{0, 8, 16, 24, 32, 40, 1, 9, 17, 25, 33, 41});
  CHECK(placements_of(three_kinds(), {}).contains("kind_2"));
  const placements alike = placements_of(topology::synthetic("core:4 pu:1"), {});
  CHECK_FALSE(alike.contains("kind_0"));
  CHECK_THAT(why_absent(alike).at("kind_0"), Catch::Contains("no two kinds"));
}

TEST_CASE("is a list of PUs read as taskset and hwloc write it?") {
  const auto read = [](const char* text) { return number_list(text, 999); };
  CHECK(read("3,0") == pus{3, 0});
  CHECK(read("0-127").size() == 128);
  CHECK(read("0-6:2,1") == pus{0, 2, 4, 6, 1});
  CHECK(read("4-4") == pus{4});
  CHECK(read("0-999").back() == 999);
}

TEST_CASE("is a list of PUs that is none refused, with what is wrong?") {
  const auto refused = [](const char* text, const std::string& why) {
    INFO(text);
    CHECK_THROWS_WITH(number_list(text, 999), Catch::Contains(why));
  };
  for (const char* const text :
       {"", ",", "1,", "-1", "1-", "a", "1 2", "0x1", "1-2-3", "1:2", "1-4:", "1-4:x", "+1"}) {
    refused(text, "is no number, range or range with a stride");
  }
  refused("3-1", "runs backwards");
  refused("0-3:0", "stride of 0");
  refused("1,0-3", "1 is listed twice");
  refused("0-1000", "beyond the largest");
  refused("99999999999999999999", "beyond the largest");
}

TEST_CASE("is the name of the processor read without the blanks around it?") {
  const topology machine = topology::synthetic("package:1 pu:2");
  CHECK(machine.cpu_model().empty());
  hwloc_obj_add_info(hwloc_get_obj_by_type(machine.handle(), HWLOC_OBJ_PACKAGE, 0), "CPUModel",
                     " Processor 1 @ 2 GHz   ");
  CHECK(machine.cpu_model() == "Processor 1 @ 2 GHz");
}
