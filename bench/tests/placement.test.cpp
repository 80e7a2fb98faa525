#include <bench/system/placement.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <numeric>
#include <stdexcept>

using namespace barriers::bench;
using pus = std::vector<pu>;

namespace {

topology two_by_two_by_four_by_two() {
  return topology::synthetic("package:2 l3:2 core:4 pu:2");
}

}  // namespace

TEST_CASE("does compact fill the PUs next to each other?") {
  pus expected(32);
  std::iota(expected.begin(), expected.end(), 0U);
  CHECK(two_by_two_by_four_by_two().compact() == expected);
}

TEST_CASE("does scatter go round packages, then caches, then cores, then PUs?") {
  CHECK(two_by_two_by_four_by_two().scatter() == pus{0,  16, 8,  24, 2,  18, 10, 26, 4,  20, 12,
                                                     28, 6,  22, 14, 30, 1,  17, 9,  25, 3,  19,
                                                     11, 27, 5,  21, 13, 29, 7,  23, 15, 31});
}

TEST_CASE("do the placements keep to a mask?") {
  topology machine = two_by_two_by_four_by_two();
  machine.restrict_to(std::array<pu, 5>{1, 4, 5, 9, 30});
  CHECK(machine.compact() == pus{1, 4, 5, 9, 30});
  CHECK(machine.scatter() == pus{1, 30, 9, 4, 5});
  CHECK(machine.count(HWLOC_OBJ_PACKAGE) == 2);
  CHECK(machine.count(HWLOC_OBJ_L3CACHE) == 3);
  CHECK(machine.count(HWLOC_OBJ_CORE) == 4);
}

TEST_CASE("does hwloc's logical order count, not the operating system's?") {
  const topology machine = topology::synthetic("package:2 core:2 pu:1(indexes=0,2,1,3)");
  CHECK(machine.compact() == pus{0, 2, 1, 3});
  CHECK(machine.scatter() == pus{0, 1, 2, 3});
}

TEST_CASE("is a mask without any PU of the machine an error?") {
  topology machine = two_by_two_by_four_by_two();
  CHECK_THROWS_AS(machine.restrict_to(std::array<pu, 1>{99}), std::invalid_argument);
}

TEST_CASE("does a team larger than the PUs go round them again?") {
  CHECK(assign_pus({4, 6, 5}, 2) == pus{4, 6});
  CHECK(assign_pus({4, 6, 5}, 7) == pus{4, 6, 5, 4, 6, 5, 4});
}

TEST_CASE("do l3 and package take one PU of each?") {
  const placements orders = placements_of(two_by_two_by_four_by_two(), {});
  CHECK(orders.at("l3") == pus{0, 8, 16, 24});
  CHECK(orders.at("package") == pus{0, 16});
}

TEST_CASE("does smt take the siblings that we may use, next to each other?") {
  topology machine = topology::synthetic("core:3 pu:2(indexes=0,3,1,4,2,5)");
  CHECK(placements_of(machine, {}).at("smt") == pus{0, 3, 1, 4, 2, 5});
  machine.restrict_to(std::array<pu, 3>{0, 1, 4});
  CHECK(placements_of(machine, {}).at("smt") == pus{1, 4});
  machine.restrict_to(std::array<pu, 2>{0, 1});
  CHECK_FALSE(placements_of(machine, {}).contains("smt"));
  CHECK_THAT(why_absent(placements_of(machine, {})).at("smt"),
             Catch::Contains("no core has two PUs"));
}

TEST_CASE("is a placement of caches left out where hwloc sees none?") {
  const placements orders = placements_of(topology::synthetic("core:4 pu:1"), {});
  CHECK_FALSE(orders.contains("l3"));
  CHECK_THAT(why_absent(orders).at("l3"), Catch::Contains("no L3 cache"));
  CHECK_FALSE(why_absent(orders).contains("compact"));
}

TEST_CASE("may an unpinned team run anywhere?") {
  const topology machine = topology::synthetic("core:4 pu:1");
  const pus assigned = assign_pus(placements_of(machine, {}).at("unpinned"), 3);
  CHECK(assigned == pus{anywhere, anywhere, anywhere});
  CHECK(machine.binding(anywhere).listed() == "0-3");
  CHECK(machine.binding(2).listed() == "2");
}

TEST_CASE("are listed PUs a placement of their own, if they are ours?") {
  const topology machine = topology::synthetic("core:4 pu:1");
  CHECK_FALSE(placements_of(machine, {}).contains("explicit"));
  CHECK(placements_of(machine, {3, 0}).at("explicit") == pus{3, 0});
  CHECK_THROWS_WITH(placements_of(machine, {0, 4}),
                    "PU 4 is not ours to use; the PUs we may use are 0-3");
}
