#include <verify/conformance/trying.hpp>

#include <peers_registry.hpp>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cstdio>
#include <exception>
#include <iterator>
#include <map>

/// Which foreign barrier keeps which guarantee: tries the peers that the program is made with, and
/// prints what was found as JSON.
namespace barriers::verify {
namespace {

struct options {
  std::vector<std::string> peers;
  std::vector<std::uint32_t> teams{1, 2, 3, 4};
  std::uint32_t hang_timeout_s = 10;
};

std::map<std::string, std::string> titles_of_all() {
  std::map<std::string, std::string> titles;
  peers::registry::for_each_barrier(
      [&]<class Entry>() { titles.emplace(Entry::name, peer_barrier<Entry>::about.title); });
  return titles;
}

void parse(options& asked, CLI::App& app, int argc, char** argv) {
  const auto titles = titles_of_all();
  app.add_option("--peer", asked.peers, "Which peers (all)")
      ->delimiter(',')
      ->check(CLI::IsMember(titles));
  app.add_option("--team", asked.teams, "Team sizes")
      ->delimiter(',')
      ->check(CLI::Range(1U, 1024U))
      ->capture_default_str();
  app.add_option("--hang-timeout", asked.hang_timeout_s,
                 "Seconds without a phase until a team hangs")
      ->check(CLI::Range(1U, 600U))
      ->capture_default_str();
  app.parse(argc, argv);
}

template <class Visitor>
void for_each_chosen(const options& asked, Visitor&& visit) {
  peers::registry::for_each_barrier([&]<class Entry>() {
    if (asked.peers.empty() || std::ranges::count(asked.peers, Entry::name) != 0) {
      visit.template operator()<Entry>();
    }
  });
}

nlohmann::ordered_json as_json(const finding& found) {
  return {{"peer", found.peer},          {"scenario", found.scenario},
          {"team", found.team},          {"phases", found.phases},
          {"verdict", found.shown.name}, {"promises", found.shown.guarantees}};
}

nlohmann::ordered_json record(const options& asked) {
  const std::chrono::seconds hang_timeout{asked.hang_timeout_s};
  auto titles = nlohmann::ordered_json::object();
  auto verdicts = nlohmann::ordered_json::array();
  for_each_chosen(asked, [&]<class Entry>() {
    titles[std::string{Entry::name}] = peer_barrier<Entry>::about.title;
    for (const std::uint32_t team : asked.teams) {
      std::ranges::transform(findings_of<Entry>(team, hang_timeout), std::back_inserter(verdicts),
                             &as_json);
    }
  });
  return {{"schema", 1}, {"peers", titles}, {"verdicts", verdicts}};
}

int carry_out(int argc, char** argv) {
  CLI::App app{"Tries foreign barriers in every scenario, and says as JSON who keeps what."};
  options asked;
  try {
    parse(asked, app, argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  std::puts(record(asked).dump(1).c_str());
  return 0;
}

}  // namespace
}  // namespace barriers::verify

/// Exit codes: 0 all were tried, whatever was found; 1 one could not be tried; 2 misuse.
int main(int argc, char** argv) {
  try {
    return barriers::verify::carry_out(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", argv[0], error.what());
    return 1;
  }
}
