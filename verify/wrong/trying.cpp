#include "trying.hpp"

namespace barriers::wrong {
namespace {

/// Whether this is how Relacy calls the crime. It tells a rank that looks again and again in vain
/// from one that sleeps.
bool is_called(crime what, const std::string& verdict) {
  switch (what) {
  case crime::data_race: return verdict == "DATA RACE";
  case crime::hang: return verdict == "LIVELOCK" || verdict == "DEADLOCK";
  case crime::broken_promise: return verdict == "USER ASSERT FAILED";
  case crime::use_after_destroy: break;
  }
  return verdict == "ACCESS TO FREED MEMORY";
}

/// How the conviction of what must not escape differs from the card.
std::string complaint_on(const card& exhibit, const model::outcome& found) {
  if (found.has_passed()) {
    return "it is wrong, and it passes";
  }
  if (!is_called(exhibit.convicted_of, found.verdict)) {
    return "its card speaks of a " + std::string{name_of(exhibit.convicted_of)};
  }
  return "";
}

}  // namespace

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
    return {exhibit, exhibit.team, found, complaint_on(exhibit, found)};
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
