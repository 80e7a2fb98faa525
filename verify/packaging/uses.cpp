// A user's program that uses all there is, with ranks and teams of any integer type.
// With one argument its last team is empty.
#include <barriers/barriers.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <thread>

namespace {

template <class Barrier>
void meet() {
  const int team = 2;
  Barrier barrier{team};
  std::thread other{[&barrier] {
    const int one = 1;
    barriers::participant me{barrier, one};
    static_cast<void>(me.arrive_and_wait());
  }};
  const int zero = 0;
  barriers::participant me{barrier, zero};
  static_cast<void>(me.arrive_and_wait());
  other.join();
}

template <class Integer>
void take_a_seat(Integer team) {
  barriers::central<> barrier{team};
  const barriers::participant me{barrier, static_cast<Integer>(team - 1)};
}

void choose_by_name() {
  barriers::any barrier{"central", "park", 1};
  barriers::participant me{barrier, 0};
  static_cast<void>(me.wait(me.arrive()));
}

void wait_in_all_ways() {
  using namespace std::chrono_literals;
  barriers::cyclic barrier{1, {.action = []() noexcept {}, .timeout = 1s, .names = {"Ann"}}};
  static_cast<void>(barrier.wait());
  static_cast<void>(barrier.wait_for(1s, barriers::give_up::withdraws));
  static_cast<void>(barrier.as("Ann").wait_until(std::chrono::system_clock::now() + 1s));
  static_cast<void>(barrier.try_wait(barriers::env::stop_token{}));
  barrier.abort("the end");
  static_cast<void>(barrier.try_wait().why_broken()->message());
  barrier.reset();
  barrier.add_party();
  barrier.drop_party();
}

template <class Policy>
void meet_all() {
  barriers::registry::for_each_barrier([]<class Entry>() {
    meet<typename Entry::template barrier<barriers::env::native<Policy>>>();
  });
}

}  // namespace

int main(int count, char**) {
  meet_all<barriers::env::spin>();
  meet_all<barriers::env::yield>();
  meet_all<barriers::env::park>();
  choose_by_name();
  wait_in_all_ways();
  take_a_seat(std::int8_t{2});
  take_a_seat(std::uint16_t{2});
  take_a_seat(2L);
  take_a_seat(2U);
  take_a_seat(std::size_t{2});
  take_a_seat(2 - count);
}
