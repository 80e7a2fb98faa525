// Heat in a square plate, by Jacobi's method: in each sweep every point becomes the mean of its four
// neighbours. Some ranks share the rows, and a barrier parts the sweeps; which one is chosen by name:
//
//   example_jacobi [ALGORITHM [POLICY [RANKS]]]
//
// The result is compared with that of a single rank, which has to be the same to the last bit.
#include <barriers/any.hpp>
#include <barriers/barrier.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <thread>
#include <vector>

namespace {

constexpr std::size_t side = 66;  // the edges keep their heat
constexpr int sweeps = 1000;

class plate {
 public:
  /// Cold, but for the edge at the top.
  plate() {
    for (auto& grid : grids_) {
      grid.assign(side * side, 0.0);
      std::fill_n(grid.begin(), side, 100.0);
    }
  }

  /// The rows from `first` to `last` - 1. Reads one grid and writes the other.
  void sweep(int number, std::size_t first, std::size_t last) {
    const std::vector<double>& now = grids_[number % 2];
    std::vector<double>& next = grids_[(number + 1) % 2];
    for (std::size_t row = first; row != last; ++row) {
      for (std::size_t at = row * side + 1; at != (row + 1) * side - 1; ++at) {
        next[at] = (now[at - side] + now[at - 1] + now[at + 1] + now[at + side]) / 4;
      }
    }
  }

  [[nodiscard]] double heat_in_the_middle() const {
    return grids_[sweeps % 2][side / 2 * side + side / 2];
  }

  friend bool operator==(const plate&, const plate&) = default;

 private:
  std::array<std::vector<double>, 2> grids_;
};

plate heat_alone() {
  plate heated;
  for (int number = 0; number != sweeps; ++number) {
    heated.sweep(number, 1, side - 1);
  }
  return heated;
}

/// The barrier keeps a rank from reading what another one has not written yet in this sweep, and
/// from writing what another one still reads.
plate heat_together(const std::string& algorithm, const std::string& policy, unsigned ranks) {
  plate heated;
  barriers::any barrier{algorithm, policy, ranks};
  std::vector<std::jthread> team;
  for (unsigned rank = 0; rank != ranks; ++rank) {
    team.emplace_back([&, rank] {
      barriers::participant me{barrier, rank};
      const std::size_t first = 1 + (side - 2) * rank / ranks;
      const std::size_t last = 1 + (side - 2) * (rank + 1) / ranks;
      for (int number = 0; number != sweeps; ++number) {
        heated.sweep(number, first, last);
        static_cast<void>(me.arrive_and_wait());
      }
    });
  }
  team.clear();  // joins
  return heated;
}

int run(const std::string& algorithm, const std::string& policy, unsigned ranks) {
  const plate heated = heat_together(algorithm, policy, ranks);
  const bool same = heated == heat_alone();
  std::cout << ranks << " ranks, " << algorithm << ", " << policy << ": " << sweeps << " sweeps, "
            << heated.heat_in_the_middle() << " degrees in the middle, "
            << (same ? "the same as by one rank\n" : "NOT the same as by one rank\n");
  return same ? EXIT_SUCCESS : EXIT_FAILURE;
}

}  // namespace

int main(int count, char** arguments) {
  const std::vector<std::string> given(arguments + 1, arguments + count);
  try {
    return run(given.size() > 0 ? given[0] : "dissemination", given.size() > 1 ? given[1] : "park",
               given.size() > 2 ? static_cast<unsigned>(std::stoul(given[2])) : 4);
  } catch (const std::exception& unknown) {
    std::cerr << unknown.what() << '\n';
    return 2;
  }
}
