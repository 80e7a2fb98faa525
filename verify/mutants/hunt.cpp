#include "hunt.hpp"

#include <simulation.hpp>

#include <initializer_list>

namespace barriers::mutants {
namespace {

using model::search;

class hunter {
 public:
  hunter(const std::vector<charge>& charges, const effort& by) : charges_{charges}, by_{by} {}

  void search_by(const search& how) {
    for (std::uint32_t team = 2; team <= by_.largest_team; ++team) {
      for (const charge& one : charges_) {
        if (!found_.convicted && team >= one.least_team) {
          bring(one, team, how);
        }
      }
    }
  }

  [[nodiscard]] const finding& found() const { return found_; }

 private:
  void bring(const charge& one, std::uint32_t team, const search& how) {
    const model::outcome outcome = model::simulate({one.make, team, by_.phases, how});
    found_.executions += outcome.executions;
    if (outcome.verdict != one.expected) {
      found_.convicted = true;
      found_.by = one.scenario;
      found_.team = team;
      found_.verdict = outcome.verdict;
      found_.trace = outcome.trace;
    }
  }

  const std::vector<charge>& charges_;
  const effort& by_;
  finding found_;
};

}  // namespace

finding hunt(const std::vector<charge>& charges, const effort& by) {
  hunter hunter{charges, by};
  hunter.search_by({search::method::random, 1, 0, by.executions});
  hunter.search_by({search::method::random, by.executions + 1, 0, by.thorough});
  hunter.search_by({search::method::bound, 1, 1, by.thorough});
  return hunter.found();
}

}  // namespace barriers::mutants
