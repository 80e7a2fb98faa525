#include <verify/promises/cpp/barrier_subject.hpp>

#include <barriers/cyclic.hpp>

#include <chrono>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

/// The barrier of this library that can be broken.
namespace barriers::promises {
namespace {

std::string name_of(break_cause cause) {
  switch (cause) {
  case break_cause::timed_out: return "timed_out";
  case break_cause::stopped: return "stopped";
  case break_cause::action_failed: return "action_failed";
  case break_cause::aborted: return "aborted";
  case break_cause::reset: return "reset";
  }
  throw std::logic_error{"there is a cause without a name"};
}

/// A party whose name is its number, so that it is told whether a timeout was its own.
template <class Barrier>
class cyclic_party {
 public:
  cyclic_party(Barrier& barrier, std::size_t number)
      : barrier_{barrier}, number_{number}, name_{std::to_string(number)} {}

  std::string perform(const call& asked) {
    const std::string& name = asked.name;
    if (name == "wait" || name == "withdraw") {
      return told(wait(asked, name == "wait" ? give_up::breaks : give_up::withdraws));
    }
    if (name == "abort") {
      barrier_.abort();
    } else if (name == "reset") {
      barrier_.reset();
    } else if (name == "drop") {
      barrier_.drop_party();
    } else if (name == "join") {
      barrier_.add_party();
    } else if (name == "waiting") {
      await_waiting(std::stoul(asked.argument));
    } else {
      not_offered(name);
    }
    return done;
  }

 private:
  wait_outcome wait(const call& asked, give_up then) {
    if (asked.argument.empty()) {
      return barrier_.try_wait();
    }
    const std::chrono::milliseconds time{std::stol(asked.argument)};
    // Whoever comes beside as many as there are parties has no name.
    return number_ < barrier_.parties() ? barrier_.as(name_).try_wait_for(time, then)
                                        : barrier_.try_wait_for(time, then);
  }

  std::string told(const wait_outcome& outcome) const {
    if (const breakage* why = outcome.why_broken()) {
      const bool is_mine = why->cause == break_cause::timed_out && why->who == name_;
      return is_mine ? "timed_out" : "broken,cause=" + name_of(why->cause);
    }
    if (outcome.is_withdrawn()) {
      return "withdrawn";
    }
    const passage mine = outcome.value();
    return "passed,index=" + std::to_string(mine.index()) +
           ",leader=" + (mine.is_leader() ? "1" : "0");
  }

  void await_waiting(std::size_t count) {
    while (barrier_.waiting() < count) {
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
  }

  Barrier& barrier_;
  const std::size_t number_;
  const std::string name_;
};

struct of_cyclic {
  template <class Barrier>
  using party = cyclic_party<Barrier>;

  static auto make(std::ptrdiff_t parties) { return cyclic{parties, {.names = names_of(parties)}}; }
  static auto make(std::ptrdiff_t parties, action_call runs) {
    return cyclic{parties, {.action = runs, .names = names_of(parties)}};
  }

 private:
  static std::vector<std::string> names_of(std::ptrdiff_t parties) {
    std::vector<std::string> names;
    for (std::ptrdiff_t party = 0; party < parties; ++party) {
      names.push_back(std::to_string(party));
    }
    return names;
  }
};

}  // namespace
}  // namespace barriers::promises

int main() {
  return barriers::promises::interpret(
      barriers::promises::make_barrier<barriers::promises::of_cyclic>);
}
