#include <bench/system/cgroup_quota.hpp>

#include <algorithm>
#include <fstream>
#include <string_view>

namespace barriers::bench {
namespace {

namespace fs = std::filesystem;

/// Version 2: one file, "max 100000" or "200000 100000".
std::optional<double> limit_v2(const fs::path& group) {
  std::ifstream file{group / "cpu.max"};
  double granted = 0;
  double period = 0;
  if (file >> granted >> period && period > 0) {
    return granted / period;
  }
  return std::nullopt;
}

/// Version 1: two files; the quota is -1 where there is no limit.
std::optional<double> limit_v1(const fs::path& group) {
  std::ifstream granted_file{group / "cpu.cfs_quota_us"};
  std::ifstream period_file{group / "cpu.cfs_period_us"};
  double granted = 0;
  double period = 0;
  if (granted_file >> granted && period_file >> period && granted > 0 && period > 0) {
    return granted / period;
  }
  return std::nullopt;
}

template <class Limit>
void tighten(std::optional<double>& least, const fs::path& root, const fs::path& group,
             Limit limit) {
  for (fs::path here = group.relative_path();; here = here.parent_path()) {
    if (const auto found = limit(root / here)) {
      least = std::min(least.value_or(*found), *found);
    }
    if (here.empty()) {
      return;
    }
  }
}

}  // namespace

quota cgroup_quota(const fs::path& membership, const fs::path& mount) {
  std::ifstream file{membership};
  if (!file) {
    return {std::nullopt, membership.string() + " cannot be read"};
  }
  std::optional<double> least;
  std::string number;
  std::string controllers;
  std::string group;
  while (std::getline(file, number, ':') && std::getline(file, controllers, ':') &&
         std::getline(file, group)) {
    if (controllers.empty()) {
      tighten(least, mount, group, limit_v2);
    } else if ((',' + controllers + ',').find(",cpu,") != controllers.npos) {
      tighten(least, mount / controllers, group, limit_v1);
      tighten(least, mount / "cpu", group, limit_v1);
    }
  }
  return {least, least ? "" : "no control group sets a limit that can be read"};
}

}  // namespace barriers::bench
