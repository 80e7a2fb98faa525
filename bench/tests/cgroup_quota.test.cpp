#include <bench/system/cgroup_quota.hpp>

#include <catch2/catch.hpp>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace fs = std::filesystem;
using barriers::bench::cgroup_quota;
using barriers::bench::quota;

namespace {

/// A folder that looks like /proc/self/cgroup and /sys/fs/cgroup.
class groups {
 public:
  explicit groups(const std::string& membership) { write("membership", membership); }
  groups(const groups&) = delete;
  groups& operator=(const groups&) = delete;
  ~groups() { fs::remove_all(root_); }

  void write(const fs::path& name, const std::string& text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream{root_ / name} << text << '\n';
  }
  [[nodiscard]] quota read() const { return cgroup_quota(root_ / "membership", root_ / "mount"); }

 private:
  fs::path root_ = fs::temp_directory_path() / ("bench_groups." + std::to_string(getpid()));
};

}  // namespace

TEST_CASE("is the least quota on the way up found, in version 2?") {
  const groups made{"0::/system/job"};
  made.write("mount/system/job/cpu.max", "max 100000");
  CHECK_FALSE(made.read().pus);
  made.write("mount/system/cpu.max", "150000 100000");
  CHECK(made.read().pus == 1.5);
  made.write("mount/system/job/cpu.max", "400000 100000");
  CHECK(made.read().pus == 1.5);
}

TEST_CASE("is the quota found in version 1, however the controllers are joined?") {
  const groups made{"3:cpuset:/\n2:cpu,cpuacct:/job"};
  made.write("mount/cpu,cpuacct/job/cpu.cfs_quota_us", "-1");
  made.write("mount/cpu,cpuacct/job/cpu.cfs_period_us", "100000");
  CHECK_FALSE(made.read().pus);
  made.write("mount/cpu,cpuacct/job/cpu.cfs_quota_us", "50000");
  CHECK(made.read().pus == 0.5);
}

TEST_CASE("is a missing quota explained?") {
  CHECK_FALSE(cgroup_quota("/nowhere", "/nowhere").reason.empty());
  CHECK_FALSE(groups{"0::/"}.read().reason.empty());
}
