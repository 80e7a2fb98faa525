#include <verify/conformance/trying.hpp>

#include <bench/tests/launch.hpp>
#include <verify/wrong/leads_only_once.hpp>
#include <verify/wrong/never_reset.hpp>
#include <verify/wrong/off_by_one_team.hpp>

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include <csignal>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <tuple>

/// Is a foreign barrier found broken where it is, and only there? Shown on barriers
/// whose faults, and whose innocence, are beyond doubt.
namespace barriers::verify {
namespace {

using namespace std::chrono_literals;
using guarantees = std::set<std::string>;
using Catch::Contains;

constexpr std::uint32_t team = 2;
constexpr std::uint32_t phases = 50;

/// A rank that arrives ends the program.
template <class Env>
class crashing : public central<Env> {
 public:
  using central<Env>::central;
  wait_result arrive_and_wait(typename central<Env>::local&) noexcept {
    std::raise(SIGSEGV);
    return wait_result::follower();
  }
};

/// Can only be passed in the threads that it starts: any other rank would be alone there.
template <class Env>
class exclusive : public central<Env> {
 public:
  explicit exclusive(std::uint32_t ranks) : central<Env>{ranks}, ranks_{ranks} {}

  void run_team(const std::function<void(std::uint32_t rank)>& part) {
    std::vector<std::jthread> threads;
    for (std::uint32_t rank = 0; rank != ranks_; ++rank) {
      threads.emplace_back([&part, rank] {
        is_ours = true;
        part(rank);
      });
    }
  }

  wait_result arrive_and_wait(typename central<Env>::local& me) noexcept {
    return is_ours ? central<Env>::arrive_and_wait(me) : wait_result::leader();
  }

 private:
  static inline thread_local bool is_ours = false;
  const std::uint32_t ranks_;
};

template <class Entry, template <class, class> class Scenario>
peer_verdict tried() {
  return verdict_of<Entry, Scenario<Entry, foreign_machine>>(team, phases, 1s);
}

TEST_CASE("a right barrier keeps its guarantees") {
  const peer_verdict found = tried<complete, scenario::visibility>();
  CHECK(found.name == "kept");
  CHECK(found.guarantees == guarantees{});
}

TEST_CASE("a broken guarantee is named") {
  const peer_verdict found = tried<wrong::leads_only_once, scenario::one_leader>();
  CHECK(found.name == "broken");
  CHECK(found.guarantees == guarantees{"each phase has a leader"});
}

TEST_CASE("one fault does not spoil the rest") {
  CHECK(tried<wrong::leads_only_once, scenario::visibility>().name == "kept");
}

TEST_CASE("a team that does not get on hangs") {
  const peer_verdict found = tried<wrong::never_reset, scenario::separation>();
  CHECK(found.name == "hangs");
  CHECK(found.guarantees == guarantees{});
}

TEST_CASE("a hang that no watch sees has an end") {
  const peer_verdict found = judged(
      [] {
        std::this_thread::sleep_for(1h);
        return guarantees{};
      },
      1s);
  CHECK(found.name == "hangs");
}

TEST_CASE("a crash is told from a hang") {
  const peer_verdict found = tried<entry_of<crashing>, scenario::separation>();
  CHECK(found.name == "broken");
  REQUIRE(found.guarantees.size() == 1);
  CHECK_THAT(*found.guarantees.begin(), Contains("Segmentation fault"));
}

TEST_CASE("a trial that cannot be made is no verdict") {
  CHECK_THROWS_WITH(judged([]() -> guarantees { throw std::runtime_error("no threads"); }, 1s),
                    Contains("no threads"));
}

TEST_CASE("a peer that starts its team is tried in that team, and only as far as that goes") {
  CHECK(tried<entry_of<exclusive>, scenario::separation>().name == "kept");
  const std::vector<finding> all = findings_of<entry_of<exclusive>>(team, 1s);
  const auto shown_in = [&](const char* scenario) {
    return std::ranges::find(all, scenario, &finding::scenario)->shown.name;
  };
  CHECK(shown_in("one_leader") == "kept");
  CHECK(shown_in("side_by_side") == "not offered");
  CHECK(shown_in("completion_once") == "not offered");
  CHECK(shown_in("wrap_around") == "not offered");
}

nlohmann::json record_of(const std::string& command) {
  const outcome run = launch(command);
  REQUIRE(run.code == 0);
  nlohmann::json record = nlohmann::json::parse(run.out);
  CHECK(record["schema"] == 1);
  for (const auto& row : record["verdicts"]) {
    CHECK(record["peers"].contains(row["peer"]));
  }
  return record;
}

TEST_CASE("the record has a verdict for each scenario and team of a peer") {
  const auto record = record_of(PEERS_PROGRAM " --peer=pthread --team=1,2");
  CHECK(record["peers"].size() == 1);
  std::size_t scenarios = 0;
  scenario::for_each_scenario<complete, foreign_machine>([&]<class Scenario>() { ++scenarios; });
  CHECK(record["verdicts"].size() == 2 * scenarios);
  for (const auto& row : record["verdicts"]) {
    CAPTURE(row);
    const bool offered = row["verdict"] != "not offered";
    CHECK((row["verdict"] == "kept" || !offered));
    if (row["scenario"] == "visibility") {
      CHECK(offered);
    }
    if (row["scenario"] == "split_phase") {
      CHECK_FALSE(offered);
    }
  }
}

TEST_CASE("OpenMP's barriers are tried in the teams of their runtimes") {
  std::istringstream programs{RUNTIMES_PROGRAMS};
  for (std::string program; programs >> program;) {
    for (const auto& row : record_of(program + " --team=2")["verdicts"]) {
      CAPTURE(row);
      if (row["scenario"] == "separation" || row["scenario"] == "one_leader") {
        CHECK(row["verdict"] == "kept");
      }
    }
  }
}

TEST_CASE("a peer that there is not is refused") {
  const outcome run = launch(PEERS_PROGRAM " --peer=nobody");
  CHECK(run.code == 2);
  CHECK(run.out.empty());
  CHECK_THAT(run.err, Contains("nobody") && Contains("pthread"));
}

}  // namespace
}  // namespace barriers::verify
