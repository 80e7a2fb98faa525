#pragma once

#include <hwloc.h>

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace barriers::bench {

/// A PU, called by the index that the operating system gives it.
using pu = unsigned;

/// The PUs that we may use, and how they lie to each other.
class topology {
 public:
  /// This machine, as far as the affinity mask of the process allows it.
  static topology of_this_machine();

  /// A machine that is only described, in hwloc's words: "package:2 l3:2 core:4 pu:2".
  static topology synthetic(const std::string& description);

  /// Takes away all PUs but these; throws std::invalid_argument if none would be left.
  void restrict_to(std::span<const pu> kept);

  /// Neighbours first: the PUs in hwloc's logical order.
  [[nodiscard]] std::vector<pu> compact() const;

  /// Strangers first: round robin over packages, within them over caches, then cores, then PUs.
  [[nodiscard]] std::vector<pu> scatter() const;

  [[nodiscard]] unsigned packages() const;
  [[nodiscard]] unsigned l3_groups() const;
  [[nodiscard]] unsigned cores() const;

  /// What the package says that it is; empty where it says nothing.
  [[nodiscard]] std::string cpu_model() const;

  /// The whole tree in one line, in hwloc's words; empty where it is too irregular for that.
  [[nodiscard]] std::string in_one_line() const;

  [[nodiscard]] hwloc_topology_t handle() const noexcept { return tree_.get(); }

 private:
  struct destroyer {
    void operator()(hwloc_topology_t tree) const noexcept { hwloc_topology_destroy(tree); }
  };

  topology();
  void load();
  void restrict_to(hwloc_const_cpuset_t kept);
  [[nodiscard]] unsigned count(hwloc_obj_type_t type) const;

  std::unique_ptr<hwloc_topology, destroyer> tree_;
};

}  // namespace barriers::bench
