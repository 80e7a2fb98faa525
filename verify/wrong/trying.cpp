#include "trying.hpp"

namespace barriers::wrong {

finding try_exhibit(const card& exhibit, std::uint64_t first, std::uint64_t executions) {
  constexpr std::uint32_t phases = 3;
  constexpr std::uint32_t fewest_phases = 2;
  const model::search sample{model::search::method::random, first, 0, executions};
  const model::search bound{model::search::method::bound, 1, 3, model::search::to_its_end};

  for (std::uint32_t team = 2; team < exhibit.team; ++team) {
    const model::outcome smaller = model::simulate({exhibit.make, team, phases, sample});
    if (!smaller.has_passed()) {
      return {exhibit, team, smaller, "a smaller team convicts it than its card says"};
    }
  }
  const model::outcome found = model::simulate({exhibit.make, exhibit.team, phases, sample});
  if (exhibit.escapes.empty()) {
    return {exhibit, exhibit.team, found, found.has_passed() ? "it is wrong, and it passes" : ""};
  }
  model::outcome last = found;
  if (found.has_passed()) {
    last = model::simulate({exhibit.make, exhibit.team, fewest_phases, bound});
    last.executions += found.executions;
  }
  return {exhibit, exhibit.team, last,
          last.has_passed() ? "" : "its card says that it escapes, which is no longer true"};
}

}  // namespace barriers::wrong
