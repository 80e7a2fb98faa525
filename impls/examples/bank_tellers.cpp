// Three tellers count their tills, and the books are balanced when all have. On the second day one of
// them does not come: the others wait for a while, and are told who is missing.
#include <barriers/cyclic.hpp>

#include <array>
#include <chrono>
#include <cstddef>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace std::chrono_literals;

const std::vector<std::string> tellers{"Ann", "Bob", "Cid"};
constexpr std::size_t days = 2;
constexpr std::size_t late = 2;
constexpr std::array<std::array<int, 3>, days> takings{{{120, 80, 50}, {75, 60, 90}}};

/// The days of one teller. What is learnt of a day goes to `report`.
void work(std::size_t teller, barriers::cyclic<>& evening, std::array<int, 3>& tills,
          std::string& report) {
  auto me = evening.as(tellers[teller]);
  for (std::size_t day = 0; day != days; ++day) {
    if (day == 1 && teller == late) {
      return;
    }
    tills[teller] = takings[day][teller];
    const barriers::wait_outcome outcome = me.try_wait();
    if (const barriers::breakage* why = outcome.why_broken()) {
      report = tellers[teller] + " goes home without " + why->missing.front();
    }
  }
}

}  // namespace

int main() {
  std::array<int, 3> tills{};
  int balance = 0;
  barriers::cyclic evening{tellers.size(),
                           {.action =
                                [&] {
                                  for (const int till : tills) {
                                    balance += till;
                                  }
                                },
                            .timeout = 200ms,
                            .names = tellers}};

  std::array<std::string, 3> reports;
  std::vector<std::jthread> threads;
  for (std::size_t teller = 0; teller != tellers.size(); ++teller) {
    threads.emplace_back([&, teller] { work(teller, evening, tills, reports[teller]); });
  }
  threads.clear();

  std::cout << "the books of the first day say " << balance << '\n';
  for (const std::string& report : reports) {
    if (!report.empty()) {
      std::cout << report << '\n';
    }
  }
}
