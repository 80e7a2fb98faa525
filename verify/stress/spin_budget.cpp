#include <barriers/central.hpp>
#include <barriers/env/native.hpp>
#include <barriers/env/spin_budget.hpp>

#include <catch2/catch.hpp>

#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdlib>
#include <functional>
#include <thread>
#include <vector>

/// When a wait spins, yields and sleeps: on a simulated processor, whose clock the test sets, and
/// on the real one in a process that is stopped.
namespace barriers::verify {
namespace {

using namespace std::chrono_literals;
using std::chrono::nanoseconds;

struct simulated {
  using clock = std::chrono::steady_clock;
  static constexpr nanoseconds poll_interval{40};

  static inline clock::time_point time{1h};
  static inline std::function<nanoseconds()> yield_takes;

  static clock::time_point now() noexcept { return time; }
  static void pause() noexcept { time += poll_interval; }
  static void yield() noexcept { time += yield_takes(); }
};

using simulated_budget = env::basic_spin_budget<simulated>;

struct wait {
  nanoseconds spun;
  unsigned yields;
};

/// Waits until the budget is spent. The first `quick` yields take 2 us, those after them `rest`.
wait wait_until_exhausted(unsigned quick, nanoseconds rest) {
  const auto begin = simulated::time;
  auto end_of_spin = begin;
  unsigned yields = 0;
  simulated::yield_takes = [&] {
    end_of_spin = yields == 0 ? simulated::time : end_of_spin;
    return ++yields <= quick ? nanoseconds{2us} : rest;
  };
  simulated_budget budget;
  while (budget.keep_waiting()) {
  }
  return {.spun = end_of_spin - begin, .yields = yields};
}

wait wait_until_exhausted(nanoseconds each_yield) {
  return wait_until_exhausted(0, each_yield);
}

/// Waits for one poll.
void wait_briefly() {
  simulated_budget budget;
  budget.keep_waiting();
}

/// Runs `code` in a thread that has learnt nothing yet.
void in_new_thread(const std::function<void()>& code) {
  std::thread{code}.join();
}

TEST_CASE("a thread spins for 50 us, for one poll after exhausted spins, and for 50 us after brief "
          "waits") {
  in_new_thread([] {
    CHECK(wait_until_exhausted(2us).spun == 50us);
    for (int waits = 0; waits != 20; ++waits) {
      wait_until_exhausted(2us);
    }
    CHECK(wait_until_exhausted(2us).spun == simulated::poll_interval);
    for (int waits = 0; waits != 50; ++waits) {
      wait_briefly();
    }
    CHECK(wait_until_exhausted(2us).spun == 50us);
  });
}

TEST_CASE("a wait yields for as long as two sleeps cost, and at least 8 times") {
  in_new_thread([] {
    CHECK(wait_until_exhausted(2us).yields == 50);
    CHECK(wait_until_exhausted(100us).yields == 8);
  });
}

TEST_CASE("a slow yield stops the yields of its thread for 1 ms, however long it took") {
  for (const nanoseconds took : {nanoseconds{500us}, nanoseconds{1s}, nanoseconds{10min}}) {
    in_new_thread([took] {
      CHECK(wait_until_exhausted(took).yields == 1);
      CHECK(wait_until_exhausted(took).yields == 0);
      in_new_thread([] { CHECK(wait_until_exhausted(2us).yields == 50); });
      simulated::time += 1ms;
      CHECK(wait_until_exhausted(2us).yields == 50);
    });
  }
}

TEST_CASE("each further slow yield doubles the back-off, up to 400 ms") {
  in_new_thread([] {
    constexpr nanoseconds longest_spin = 50us;
    for (const nanoseconds backoff :
         {1ms, 2ms, 4ms, 8ms, 16ms, 32ms, 64ms, 128ms, 256ms, 400ms, 400ms}) {
      CHECK(wait_until_exhausted(1ms).yields == 1);
      simulated::time += backoff - 2 * longest_spin;
      CHECK(wait_until_exhausted(1ms).yields == 0);
      simulated::time += 2 * longest_spin;
    }
  });
}

TEST_CASE("eight quick yields in a row end a back-off, and seven do not") {
  in_new_thread([] {
    const auto yields_1ms_after = [](unsigned quick_yields) {
      wait_until_exhausted(quick_yields, 1ms);
      simulated::time += 1ms;
      return wait_until_exhausted(1ms).yields;
    };
    CHECK(yields_1ms_after(0) == 1);
    simulated::time += 2ms;
    CHECK(yields_1ms_after(7) == 0);
    simulated::time += 4ms;
    CHECK(yields_1ms_after(8) == 1);
  });
}

/// Three ranks on the PUs of the calling thread, passing a barrier until they are destroyed.
class endless_team {
 public:
  endless_team() {
    for (std::uint32_t rank = 0; rank != ranks; ++rank) {
      threads_.emplace_back([this, rank] {
        participant me{barrier_, rank};
        while (!over_) {
          static_cast<void>(me.arrive_and_wait());
        }
      });
    }
  }
  endless_team(const endless_team&) = delete;
  endless_team& operator=(const endless_team&) = delete;
  ~endless_team() {
    stop_ = true;
    for (std::thread& thread : threads_) {
      thread.join();
    }
  }

  [[nodiscard]] std::uint64_t waits() const { return phases_ * (ranks - 1); }

 private:
  struct end_of_phase {
    endless_team* team;
    void operator()() const noexcept {
      ++team->phases_;
      team->over_ = team->stop_;
    }
  };

  static constexpr std::uint32_t ranks = 3;
  std::atomic<std::uint64_t> phases_{0};
  std::atomic<bool> stop_{false};
  bool over_ = false;  ///< written between two phases
  central<env::native<env::park>, end_of_phase> barrier_{ranks, {this}};
  std::vector<std::thread> threads_;
};

/// How often a thread of this process has blocked.
std::uint64_t blocked() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<std::uint64_t>(usage.ru_nvcsw);
}

/// Stops the process, which is continued by the parent; whether most waits of the team yield, and
/// do not sleep, from 100 ms after that.
bool yields_after_a_stop(const endless_team& team) {
  ::raise(SIGSTOP);
  std::this_thread::sleep_for(100ms);
  const std::uint64_t waits = team.waits();
  const std::uint64_t blocked_before = blocked();
  std::this_thread::sleep_for(100ms);
  return blocked() - blocked_before < (team.waits() - waits) / 2;
}

/// All on one PU, so that the ranks are more than the PUs. Foreign work may make them sleep at any
/// time, so one stop of five has to do.
int stop_an_oversubscribed_team() {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(static_cast<unsigned>(sched_getcpu()), &one);
  sched_setaffinity(0, sizeof one, &one);
  const endless_team team;
  std::this_thread::sleep_for(20ms);
  for (int stops = 0; stops != 5; ++stops) {
    if (yields_after_a_stop(team)) {
      return EXIT_SUCCESS;
    }
  }
  return EXIT_FAILURE;
}

TEST_CASE("a team that was stopped for a second yields again 100 ms after it is continued") {
  const pid_t child = fork();
  REQUIRE(child >= 0);
  if (child == 0) {
    _exit(stop_an_oversubscribed_team());
  }
  int status = 0;
  while (waitpid(child, &status, WUNTRACED) == child && WIFSTOPPED(status)) {
    std::this_thread::sleep_for(1s);
    kill(child, SIGCONT);
  }
  CHECK(WIFEXITED(status));
  CHECK(WEXITSTATUS(status) == EXIT_SUCCESS);
}

}  // namespace
}  // namespace barriers::verify
