#include <bench/workloads/workloads.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cmath>
#include <deque>
#include <limits>
#include <optional>
#include <set>
#include <string>
#include <vector>

using namespace barriers::bench;

namespace {

const stopwatch watch;

/// A team of one workload whose ranks take turns in one thread: each step is one of the team.
template <workload Workload>
class team_of {
 public:
  explicit team_of(std::uint32_t team, std::uint64_t seed = 3)
      : cell_{.watch = watch, .team = team, .seed = seed}, shared_{cell_} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      ranks_.emplace_back(rank_context{.cell = cell_, .rank = rank, .seed = seed + rank}, shared_);
    }
  }

  void step() {
    std::ranges::for_each(ranks_, [](Workload& each) { each(); });
  }
  Workload& operator[](std::uint32_t rank) { return ranks_[rank]; }

  [[nodiscard]] std::optional<wrong_result> first_wrong() const {
    for (const Workload& each : ranks_) {
      if (const auto wrong = each.wrong()) {
        return wrong;
      }
    }
    return std::nullopt;
  }

 private:
  const cell_params cell_;
  typename Workload::shared shared_;
  std::deque<Workload> ranks_;
};

}  // namespace

TEMPLATE_TEST_CASE("is a result right when all ranks keep step?", "", payload, stencil,
                   prefix_sum) {
  for (const std::uint32_t team : {1U, 2U, 3U, 5U, 8U}) {
    for (const int episodes : {0, 1, 2, 7, 100, 5000}) {
      CAPTURE(team, episodes);
      team_of<TestType> ranks{team};
      for (int episode = 0; episode != episodes; ++episode) {
        ranks.step();
      }
      CHECK(ranks.first_wrong() == std::nullopt);
    }
  }
}

TEMPLATE_TEST_CASE("is a rank that goes too early found out?", "", payload, stencil, prefix_sum) {
  for (const std::uint32_t team : {2U, 3U, 4U}) {
    CAPTURE(team);
    team_of<TestType> ranks{team};
    for (int episode = 0; episode != 12; ++episode) {
      ranks.step();
    }
    // Rank 1 goes three episodes ahead, from the first step of a prefix sum; then all keep step.
    ranks[1]();
    ranks[1]();
    ranks[1]();
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      for (int missed = rank == 1 ? 3 : 0; missed != 3; ++missed) {
        ranks[rank]();
      }
    }
    for (int episode = 0; episode != 10; ++episode) {
      ranks.step();
    }
    CHECK(ranks.first_wrong().has_value());
  }
}

TEST_CASE("does a payload name the rank, the episode and the value?") {
  team_of<payload> ranks{3};
  ranks.step();
  ranks[1]();
  ranks[2]();  // reads what rank 1 wrote in the first episode; the second is not over
  ranks[2]();  // reads what rank 1 wrote in the second
  CHECK(ranks.first_wrong() == std::nullopt);
  ranks[2]();  // looks for the third, and finds the first in its place
  CHECK(ranks[2].wrong() == wrong_result{.rank = 2, .episode = 3, .expected = 3, .seen = 1});
  ranks[2]();
  CHECK(ranks[2].wrong()->episode == 3);
}

TEST_CASE("are the delays of a rank drawn as their names say?") {
  constexpr int draws = 20'000;
  const auto check = [](auto ranks, double mean_ns, double most_ns) {
    double sum = 0;
    double most = 0;
    for (int draw = 0; draw != draws; ++draw) {
      const double drawn = watch.to_ns(ranks[0].draw());
      sum += drawn;
      most = std::max(most, drawn);
    }
    CHECK(sum / draws == Approx(mean_ns).epsilon(0.05));
    CHECK(most <= most_ns + 1);
    CHECK(most > 0.97 * std::min(most_ns, 2600.0));
  };
  check(team_of<uniform_500ns>{1}, 250, 500);
  check(team_of<uniform_2us>{1}, 1000, 2000);
  check(team_of<exponential>{1}, 500, std::numeric_limits<double>::infinity());
}

TEST_CASE("do ranks draw delays of their own?") {
  team_of<uniform_2us> ranks{2};
  std::vector<stopwatch::ticks> one;
  std::vector<stopwatch::ticks> other;
  for (int draw = 0; draw != 10; ++draw) {
    one.push_back(ranks[0].draw());
    other.push_back(ranks[1].draw());
  }
  CHECK(one != other);
}

TEST_CASE("is a rank busy for as long as it should be?") {
  for (const stopwatch::ticks time : {0, 1000, 100'000}) {
    const stopwatch::ticks begin = watch.now();
    stay_busy(watch, time);
    CHECK(watch.now() - begin >= time);
  }
}

TEST_CASE("is one rank the straggler, the same one for a seed, and each one for some seed?") {
  std::set<std::uint32_t> late;
  for (std::uint64_t seed = 0; seed != 32; ++seed) {
    team_of<straggler> ranks{4, seed};
    team_of<straggler> again{4, seed};
    int stragglers = 0;
    for (std::uint32_t rank = 0; rank != 4; ++rank) {
      CHECK(ranks[rank].is_late() == again[rank].is_late());
      if (ranks[rank].is_late()) {
        ++stragglers;
        late.insert(rank);
        const stopwatch::ticks begin = watch.now();
        ranks[rank]();
        CHECK(watch.to_ns(watch.now() - begin) >= 1999);
      }
    }
    CHECK(stragglers == 1);
  }
  CHECK(late.size() == 4);
}

TEST_CASE("does the work grow with the rank, up to the whole for the last?") {
  const cell_params cell{.watch = watch, .team = 4, .seed = 1};
  const imbalance::shared shared{cell};
  REQUIRE(shared.turns() >= 4);
  for (std::uint32_t rank = 0; rank != 4; ++rank) {
    const imbalance work{rank_context{.cell = cell, .rank = rank, .seed = 0}, shared};
    CHECK(work.turns() == shared.turns() * (rank + 1) / 4);
  }
}

TEST_CASE("does every workload have a name of its own?") {
  std::vector<std::string> names;
  for_each_workload([&]<class Workload>() { names.emplace_back(Workload::name); });
  CHECK(names.size() == 9);
  CHECK(std::set<std::string>{names.begin(), names.end()}.size() == names.size());
}
