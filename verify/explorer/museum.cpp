#include "canaries.hpp"
#include "picture.hpp"
#include "search.hpp"

#include <exhibits.hpp>
#include <scenarios.hpp>

#include <cinttypes>
#include <cstdio>
#include <optional>
#include <string>
#include <string_view>

using namespace barriers;
using namespace barriers::explorer;

namespace {

constexpr std::uint32_t most_phases = 3;

/// What the explorer makes of a wrong barrier.
struct finding {
  answer found;
  size of{};
  std::uint64_t executions = 0;  ///< in all, up to the conviction
};

/// Tries the exhibit with one phase, with two and with three, until it is convicted.
finding try_team(const trial& exhibit, std::uint32_t team) {
  finding now;
  for (std::uint32_t phases = 1; phases <= most_phases && !now.found.found; ++phases) {
    now.of = {team, phases};
    now.found = search{{.make = [&] { return exhibit.make(team, phases); }, .team = team}}.run();
    now.executions += now.found.executions + now.found.blocked;
  }
  return now;
}

/// Whether the exhibit is convicted in the team on its card, and in no smaller one.
template <class Exhibit>
bool is_convicted(bool shows) {
  using scenario = typename Exhibit::template convicted_by<env::explorer<typename Exhibit::policy>>;
  const trial exhibit{std::string{scenario::name}, "", &make_scenario<scenario>};
  for (std::uint32_t team = 2; team < Exhibit::team; ++team) {
    if (const finding smaller = try_team(exhibit, team); smaller.found.found) {
      std::printf("%-29s WRONG: a smaller team convicts it than its card says\n",
                  std::string{Exhibit::word}.c_str());
      return false;
    }
  }
  const finding now = try_team(exhibit, Exhibit::team);
  std::printf("%-9s %-29s %-15s %" PRIu32 " x %" PRIu32 "  %s, %" PRIu64 " graphs\n",
              now.found.found ? "convicted" : "escapes", std::string{Exhibit::word}.c_str(),
              exhibit.scenario.c_str(), now.of.team, now.of.phases,
              now.found.found ? now.found.found->verdict.c_str() : "passed", now.executions);
  if (shows && now.found.found) {
    std::fputs(picture(now.found.last, *now.found.found).c_str(), stdout);
  }
  return now.found.found.has_value();
}

}  // namespace

/// The museum of wrong barriers, under the explorer, which nothing must escape. With a word, shows
/// the execution that convicts that exhibit.
int main(int argc, char** argv) {
  const std::string_view only = argc > 1 ? argv[1] : "";
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  bool all = true;
  wrong::for_each_exhibit([&]<class Exhibit>() {
    if (only.empty() || only == Exhibit::word) {
      all = is_convicted<Exhibit>(!only.empty()) && all;
    }
  });
  return all ? 0 : 1;
}
