#include <bench/place/cpuset.hpp>
#include <bench/place/topology.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <system_error>

namespace barriers::bench {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

/// One from each list in turn, as long as a list has any.
std::vector<pu> interleave(const std::vector<std::vector<pu>>& lists) {
  std::size_t longest = 0;
  for (const auto& list : lists) {
    longest = std::max(longest, list.size());
  }
  std::vector<pu> woven;
  for (std::size_t place = 0; place != longest; ++place) {
    for (const auto& list : lists) {
      if (place < list.size()) {
        woven.push_back(list[place]);
      }
    }
  }
  return woven;
}

/// The PUs of an object, in hwloc's logical order.
std::vector<pu> pus_of(hwloc_topology_t tree, const hwloc_obj& object) {
  std::vector<pu> order;
  hwloc_obj_t next = nullptr;
  while ((next = hwloc_get_next_obj_inside_cpuset_by_type(tree, object.cpuset, HWLOC_OBJ_PU,
                                                          next)) != nullptr) {
    order.push_back(next->os_index);
  }
  return order;
}

std::vector<pu> scattered(const hwloc_obj& here) {
  if (here.type == HWLOC_OBJ_PU) {
    return {here.os_index};
  }
  std::vector<std::vector<pu>> parts;
  for (unsigned child = 0; child != here.arity; ++child) {
    parts.push_back(scattered(*here.children[child]));
  }
  return interleave(parts);
}

}  // namespace

topology::topology() {
  hwloc_topology_t tree = nullptr;
  if (hwloc_topology_init(&tree) != 0) {
    fail("hwloc gives no topology");
  }
  tree_.reset(tree);
}

void topology::load() {
  if (hwloc_topology_load(handle()) != 0) {
    fail("hwloc cannot read the topology");
  }
}

topology topology::of_this_machine() {
  topology machine;
  machine.load();
  const cpuset allowed;
  if (hwloc_get_cpubind(machine.handle(), allowed.get(), HWLOC_CPUBIND_THREAD) != 0) {
    fail("hwloc cannot read the affinity mask");
  }
  machine.restrict_to(allowed.get());
  return machine;
}

topology topology::synthetic(const std::string& description) {
  topology machine;
  if (hwloc_topology_set_synthetic(machine.handle(), description.c_str()) != 0) {
    throw std::invalid_argument("hwloc does not understand the topology '" + description + "'");
  }
  machine.load();
  return machine;
}

void topology::restrict_to(std::span<const pu> kept) {
  const cpuset set;
  for (const pu each : kept) {
    hwloc_bitmap_set(set.get(), each);
  }
  restrict_to(set.get());
}

void topology::restrict_to(hwloc_const_cpuset_t kept) {
  if (hwloc_topology_restrict(handle(), kept, HWLOC_RESTRICT_FLAG_REMOVE_CPULESS) != 0) {
    throw std::invalid_argument("the topology has none of the PUs it is restricted to");
  }
}

std::vector<pu> topology::compact() const {
  return pus_of(handle(), *hwloc_get_root_obj(handle()));
}

std::vector<pu> topology::scatter() const {
  return scattered(*hwloc_get_root_obj(handle()));
}

std::vector<pu> topology::one_per_l3() const {
  return one_per(HWLOC_OBJ_L3CACHE);
}
std::vector<pu> topology::one_per_package() const {
  return one_per(HWLOC_OBJ_PACKAGE);
}

std::vector<pu> topology::one_per(hwloc_obj_type_t type) const {
  std::vector<pu> firsts;
  hwloc_obj_t next = nullptr;
  while ((next = hwloc_get_next_obj_by_type(handle(), type, next)) != nullptr) {
    firsts.push_back(pus_of(handle(), *next).front());
  }
  return firsts;
}

std::vector<pu> topology::siblings() const {
  std::vector<pu> all;
  hwloc_obj_t core = nullptr;
  while ((core = hwloc_get_next_obj_by_type(handle(), HWLOC_OBJ_CORE, core)) != nullptr) {
    const std::vector<pu> pus = pus_of(handle(), *core);
    if (pus.size() > 1) {
      all.insert(all.end(), pus.begin(), pus.end());
    }
  }
  return all;
}

cpuset topology::binding(pu place) const {
  if (place != anywhere) {
    return cpuset::of(place);
  }
  cpuset all;
  hwloc_bitmap_copy(all.get(), hwloc_topology_get_topology_cpuset(handle()));
  return all;
}

unsigned topology::count(hwloc_obj_type_t type) const {
  const int found = hwloc_get_nbobjs_by_type(handle(), type);
  return found > 0 ? static_cast<unsigned>(found) : 0U;
}

unsigned topology::packages() const {
  return count(HWLOC_OBJ_PACKAGE);
}
unsigned topology::l3_groups() const {
  return count(HWLOC_OBJ_L3CACHE);
}
unsigned topology::cores() const {
  return count(HWLOC_OBJ_CORE);
}

std::string topology::cpu_model() const {
  hwloc_obj_t package = hwloc_get_obj_by_type(handle(), HWLOC_OBJ_PACKAGE, 0);
  const char* model =
      package != nullptr ? hwloc_obj_get_info_by_name(package, "CPUModel") : nullptr;
  return model != nullptr ? model : "";
}

std::string topology::in_one_line() const {
  std::array<char, 4096> text{};
  const int length = hwloc_topology_export_synthetic(handle(), text.data(), text.size(), 0);
  return length > 0 ? text.data() : "";
}

}  // namespace barriers::bench
