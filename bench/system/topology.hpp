#pragma once

#include <bench/system/cpuset.hpp>

#include <hwloc.h>

#include <limits>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace barriers::bench {

/// A PU, called by the index that the operating system gives it.
using pu = unsigned;

/// Stands for all PUs that we may use: a thread that is placed there roams over them.
inline constexpr pu anywhere = std::numeric_limits<pu>::max();

/// The PUs that we may use, and how they lie to each other.
class topology {
 public:
  /// This machine, as far as the affinity mask of the process allows it.
  static topology of_this_machine();

  /// A machine that is only described, in hwloc's words: "package:2 l3:2 core:4 pu:2".
  static topology synthetic(const std::string& description);

  /// A machine that hwloc has described in a file, as far as the file allows its PUs.
  static topology of_xml(const std::string& file);

  /// Takes away all PUs but these; throws std::invalid_argument if none would be left.
  void restrict_to(std::span<const pu> kept);

  /// Neighbours first: the PUs in hwloc's logical order.
  [[nodiscard]] std::vector<pu> compact() const;

  /// One PU of each core, neighbours first; then the second PUs of the cores, and so on.
  [[nodiscard]] std::vector<pu> one_per_core_first() const;

  /// Strangers first: one PU of each core, round robin over packages, within them over caches; then
  /// the second PUs of the cores in the same order, and so on.
  [[nodiscard]] std::vector<pu> scatter() const;

  /// The PUs of each kind of cores, least powerful first, each as `one_per_core_first` has them;
  /// empty where hwloc tells no two kinds apart.
  [[nodiscard]] std::vector<std::vector<pu>> core_kinds() const;

  /// The first PU of each object of a type, such as an L3 cache; empty where hwloc sees none.
  [[nodiscard]] std::vector<pu> one_per(hwloc_obj_type_t type) const;

  /// The PUs of the cores that have more than one, siblings next to each other.
  [[nodiscard]] std::vector<pu> siblings() const;

  /// What a thread is bound to that is placed on this PU, or anywhere.
  [[nodiscard]] cpuset binding(pu place) const;

  [[nodiscard]] unsigned count(hwloc_obj_type_t type) const;

  /// The name of the processor, without blanks around it; empty where hwloc knows none.
  [[nodiscard]] std::string cpu_model() const;

  /// The whole tree in one line, in hwloc's words; empty where it is too irregular for that.
  [[nodiscard]] std::string in_one_line() const;

  [[nodiscard]] hwloc_topology_t handle() const noexcept { return tree_.get(); }

 private:
  struct hwloc_deleter {
    void operator()(hwloc_topology_t tree) const noexcept { hwloc_topology_destroy(tree); }
  };

  topology();
  void load();
  void restrict_to(hwloc_const_cpuset_t kept);

  std::unique_ptr<hwloc_topology, hwloc_deleter> tree_;
};

}  // namespace barriers::bench
