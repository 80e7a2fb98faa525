#include <bench/run/randomization.hpp>

#include <algorithm>
#include <functional>
#include <numeric>

namespace barriers::bench {

std::vector<std::uint32_t> randomization::ranks(std::size_t team) {
  std::vector<std::uint32_t> order(team);
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::shuffle(order, draw_);
  return order;
}

std::vector<std::byte> randomization::spacer() {
  constexpr std::size_t line = 64;
  std::uniform_int_distribution<std::size_t> lines{0, 256};
  return std::vector<std::byte>(lines(draw_) * line);
}

std::vector<std::uint64_t> randomization::seeds(std::size_t team) {
  std::vector<std::uint64_t> drawn(team);
  std::ranges::generate(drawn, std::ref(draw_));
  return drawn;
}

}  // namespace barriers::bench
