#include "canaries.hpp"
#include "drawing.hpp"
#include "picture.hpp"
#include "search.hpp"
#include "self_test.hpp"

#include <exhibits.hpp>
#include <verify/scenarios/all.hpp>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cinttypes>
#include <cstdio>
#include <set>
#include <string>
#include <utility>

using namespace barriers;
using namespace barriers::explorer;

namespace {

constexpr std::uint32_t most_phases = 3;

struct options {
  std::string exhibit;
  std::string picture;
  bool json = false;
};

options read_options(int argc, char** argv) {
  options chosen;
  std::set<std::string> words;
  wrong::for_each_exhibit([&]<class Exhibit>() { words.emplace(Exhibit::word); });
  CLI::App app{"Convicts the wrong barriers of the museum, among all executions that RC11 allows"};
  app.footer(
      "Exit status: 0 all are convicted, as their cards say, 1 not so, 2 the explorer is not "
      "awake, others from the command line.");
  CLI::Option* const exhibit = app.add_option("exhibit", chosen.exhibit,
                                              "only this one, with the execution that convicts it")
                                   ->check(CLI::IsMember(words));
  app.add_option("--picture", chosen.picture,
                 "write that execution to this file, for Graphviz; as SVG if it is so named")
      ->needs(exhibit);
  app.add_flag("--json", chosen.json, "JSON on stdout; the rows go to stderr");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return chosen;
}

/// What the explorer makes of a wrong barrier in one team.
struct finding {
  answer found;
  size of{};
  std::uint64_t executions = 0;  ///< in all, up to the conviction

  [[nodiscard]] bool is_conviction() const { return found.found.has_value(); }
};

/// Tries the exhibit with one phase, with two and with three, until it is convicted.
finding try_team(const trial& exhibit, std::uint32_t team) {
  finding now;
  for (std::uint32_t phases = 1; phases <= most_phases && !now.is_conviction(); ++phases) {
    now.of = {team, phases};
    now.found = search{{.make = [&] { return exhibit.make(team, phases); }, .team = team}}.run();
    now.executions += now.found.executions + now.found.blocked;
  }
  return now;
}

/// Tries the exhibits, and tells of each.
class museum {
 public:
  explicit museum(options chosen) : chosen_{std::move(chosen)} {}

  template <class Exhibit>
  void visit() {
    using world = env::explorer<typename Exhibit::policy>;
    using scenario = typename Exhibit::template convicted_by<world>;
    const trial exhibit{std::string{scenario::name}, "", &make_scenario<scenario>};
    nlohmann::ordered_json card{
        {"exhibit", Exhibit::word}, {"fault", Exhibit::fault}, {"reference", Exhibit::reference}};
    for (std::uint32_t team = 2; team < Exhibit::team; ++team) {
      if (try_team(exhibit, team).is_conviction()) {
        card["complaint"] = "a smaller team convicts it than its card says";
      }
    }
    const finding now = try_team(exhibit, Exhibit::team);
    if (!now.is_conviction()) {
      card["complaint"] = "it escapes, and nothing must";
    } else if (verdict_of(now.found) != name_of(Exhibit::convicted_of)) {
      card["complaint"] = "its card speaks of a " + std::string{name_of(Exhibit::convicted_of)};
    }
    add(std::move(card), exhibit, now);
  }

  /// Whether all is as the cards say.
  [[nodiscard]] bool conclude() const {
    if (chosen_.json) {
      std::puts(nlohmann::ordered_json{{"museum", rows_}}.dump(2).c_str());
    }
    return all_right_;
  }

 private:
  void add(nlohmann::ordered_json card, const trial& exhibit, const finding& now) {
    const bool convicted = now.is_conviction();
    all_right_ = all_right_ && !card.contains("complaint");
    card["verdict"] = convicted ? "convicted" : "escapes";
    card["by"] = convicted ? nlohmann::ordered_json(exhibit.scenario) : nullptr;
    card["team"] = now.of.team;
    card["executions"] = now.executions + (convicted ? 1U : 0U);
    tell(card, exhibit, now);
    rows_.push_back(std::move(card));
  }

  void tell(const nlohmann::ordered_json& card, const trial& exhibit, const finding& now) {
    std::fprintf(chosen_.json ? stderr : stdout,
                 "%-9s %-29s %-15s %" PRIu32 " x %" PRIu32 "  %s, %" PRIu64 " graphs%s\n",
                 card["verdict"].get<std::string>().c_str(),
                 card["exhibit"].get<std::string>().c_str(), exhibit.scenario.c_str(), now.of.team,
                 now.of.phases, verdict_of(now.found).c_str(), now.executions,
                 card.contains("complaint")
                     ? (": WRONG: " + card["complaint"].get<std::string>()).c_str()
                     : "");
    if (!chosen_.exhibit.empty() && now.is_conviction()) {
      show(now.found);
    }
  }

  void show(const answer& conviction) {
    std::fputs(picture(conviction.last, *conviction.found).c_str(), chosen_.json ? stderr : stdout);
    if (!chosen_.picture.empty()) {
      all_right_ = draw(dot(conviction.last, *conviction.found), chosen_.picture) && all_right_;
    }
  }

  options chosen_;
  bool all_right_ = true;
  nlohmann::ordered_json rows_ = nlohmann::ordered_json::array();
};

}  // namespace

/// The museum of wrong barriers, under the explorer, which nothing must escape. With a word, shows
/// the execution that convicts that exhibit.
int main(int argc, char** argv) {
  const options chosen = read_options(argc, argv);
  if (!is_awake(canaries())) {
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  museum open{chosen};
  wrong::for_each_exhibit([&]<class Exhibit>() {
    if (chosen.exhibit.empty() || chosen.exhibit == Exhibit::word) {
      open.visit<Exhibit>();
    }
  });
  return open.conclude() ? 0 : 1;
}
