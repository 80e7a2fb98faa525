#include <bench/system/cpuset.hpp>
#include <bench/system/topology.hpp>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstddef>
#include <stdexcept>
#include <string_view>
#include <system_error>

namespace barriers::bench {
namespace {

[[noreturn]] void fail(const char* what) {
  throw std::system_error(errno, std::generic_category(), what);
}

std::string trimmed(std::string_view text) {
  constexpr std::string_view blanks = " \t";
  text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
  return std::string{text.substr(0, text.find_last_not_of(blanks) + 1)};
}

/// One from each list in turn, as long as a list has any.
template <class T>
std::vector<T> interleave(const std::vector<std::vector<T>>& lists) {
  std::size_t longest = 0;
  for (const auto& list : lists) {
    longest = std::max(longest, list.size());
  }
  std::vector<T> woven;
  for (std::size_t place = 0; place != longest; ++place) {
    for (const auto& list : lists) {
      if (place < list.size()) {
        woven.push_back(list[place]);
      }
    }
  }
  return woven;
}

template <class T>
std::vector<T> concatenate(const std::vector<std::vector<T>>& lists) {
  std::vector<T> all;
  for (const auto& list : lists) {
    all.insert(all.end(), list.begin(), list.end());
  }
  return all;
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

/// The cores below an object, each with its PUs: those of its parts one after the other, or by
/// turns. A PU that lies in no core is a core.
template <class Join>
std::vector<std::vector<pu>> cores_of(hwloc_topology_t tree, const hwloc_obj& here, Join join) {
  if (here.type == HWLOC_OBJ_CORE || here.type == HWLOC_OBJ_PU) {
    return {pus_of(tree, here)};
  }
  std::vector<std::vector<std::vector<pu>>> parts;
  for (unsigned child = 0; child != here.arity; ++child) {
    parts.push_back(cores_of(tree, *here.children[child], join));
  }
  return join(parts);
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

topology topology::of_xml(const std::string& file) {
  topology machine;
  if (hwloc_topology_set_xml(machine.handle(), file.c_str()) != 0) {
    throw std::invalid_argument("hwloc does not understand the topology in " + file);
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
  if (hwloc_bitmap_intersects(kept, hwloc_topology_get_topology_cpuset(handle())) == 0) {
    throw std::invalid_argument("the topology has none of the PUs it is restricted to");
  }
  // Not HWLOC_RESTRICT_FLAG_REMOVE_CPULESS: hwloc 2.9 aborts by it where a NUMA node has no PUs.
  if (hwloc_topology_restrict(handle(), kept, 0) != 0) {
    fail("hwloc cannot restrict the topology to the PUs that we may use");
  }
}

std::vector<pu> topology::compact() const {
  return pus_of(handle(), *hwloc_get_root_obj(handle()));
}

std::vector<pu> topology::one_per_core_first() const {
  return interleave(
      cores_of(handle(), *hwloc_get_root_obj(handle()), concatenate<std::vector<pu>>));
}

std::vector<pu> topology::scatter() const {
  return interleave(cores_of(handle(), *hwloc_get_root_obj(handle()), interleave<std::vector<pu>>));
}

std::vector<std::vector<pu>> topology::core_kinds() const {
  const int kinds = hwloc_cpukinds_get_nr(handle(), 0);
  std::vector<std::vector<pu>> pus_of_kind;
  for (int kind = 0; kinds > 1 && kind != kinds; ++kind) {
    const cpuset members;
    if (hwloc_cpukinds_get_info(handle(), static_cast<unsigned>(kind), members.get(), nullptr,
                                nullptr, nullptr, 0) != 0) {
      fail("hwloc does not tell the kinds of cores");
    }
    pus_of_kind.push_back(one_per_core_first());
    std::erase_if(pus_of_kind.back(),
                  [&](pu each) { return hwloc_bitmap_isset(members.get(), each) == 0; });
  }
  return pus_of_kind;
}

std::vector<pu> topology::one_per(hwloc_obj_type_t type) const {
  std::vector<pu> firsts;
  hwloc_obj_t next = nullptr;
  while ((next = hwloc_get_next_obj_by_type(handle(), type, next)) != nullptr) {
    // An object may have memory and no PU.
    if (const std::vector<pu> pus = pus_of(handle(), *next); !pus.empty()) {
      firsts.push_back(pus.front());
    }
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

std::string topology::cpu_model() const {
  hwloc_obj_t package = hwloc_get_obj_by_type(handle(), HWLOC_OBJ_PACKAGE, 0);
  const char* model =
      package != nullptr ? hwloc_obj_get_info_by_name(package, "CPUModel") : nullptr;
  return model != nullptr ? trimmed(model) : "";
}

std::string topology::in_one_line() const {
  std::array<char, 4096> text{};
  const int length = hwloc_topology_export_synthetic(handle(), text.data(), text.size(), 0);
  return length > 0 ? text.data() : "";
}

}  // namespace barriers::bench
