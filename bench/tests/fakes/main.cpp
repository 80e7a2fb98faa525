#include <bench/driver/application.hpp>
#include <bench/driver/barrier_entry_of.hpp>
#include <bench/tests/fakes/caller.hpp>
#include <bench/tests/fakes/open_door.hpp>
#include <bench/tests/fakes/sleeper.hpp>
#include <bench/tests/fakes/stuck.hpp>

#include <string_view>

/// The whole executable over fakes: one that takes a known time, one that makes known calls, two that
/// do not end, and two whose ranks leave too early.
namespace {

using namespace barriers;

struct sleeper_entry {
  static constexpr std::string_view name = "sleeper";
  template <class Env>
  using barrier = fakes::sleeper<Env>;
};

struct stuck_entry {
  static constexpr std::string_view name = "stuck";
  template <class Env>
  using barrier = fakes::stuck<Env>;
};

struct shy_entry {
  static constexpr std::string_view name = "shy";
  template <class Env>
  using barrier = fakes::shy<Env>;
};

struct open_door_entry {
  static constexpr std::string_view name = "open_door";
  template <class Env>
  using barrier = fakes::open_door<Env>;
};

struct caller_entry {
  static constexpr std::string_view name = "caller";
  template <class Env>
  using barrier = fakes::caller<Env>;
};

/// No barrier at all, but what would be seen if a rank left a second before another arrived.
bench::measurement leave_early(const bench::conditions&) {
  return {.periods_ns = {1},
          .mean_period_ns = 1,
          .episodes = 1,
          .raw_lalrs_ns = {1},
          .skews_ns = {1},
          .earliest_release_ns = -1e9,
          .used_episodes = 1};
}

}  // namespace

int main(int argc, char** argv) {
  const bench::barrier_entry early{.name = "early",
                                   .kind = "peer",
                                   .about = {"leaves too early", "none"},
                                   .capabilities = {},
                                   .variants = {{bench::own_policy, "empty", &leave_early}}};
  return bench::application(argc, argv,
                            {bench::peer<sleeper_entry>(), bench::peer<stuck_entry>(),
                             bench::peer<shy_entry>(), bench::peer<open_door_entry>(),
                             bench::peer<caller_entry>(), early});
}
