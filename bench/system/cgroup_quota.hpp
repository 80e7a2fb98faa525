#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace barriers::bench {

/// How many PUs' worth of time the control groups grant us; none, with the reason, where they set
/// no limit or cannot be read.
struct quota {
  std::optional<double> pus;
  std::string reason;
};

/// The least quota on the way from our control group up to the root, of version 1 or 2.
quota cgroup_quota(const std::filesystem::path& membership = "/proc/self/cgroup",
                   const std::filesystem::path& mount = "/sys/fs/cgroup");

}  // namespace barriers::bench
