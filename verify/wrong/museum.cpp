#include "museum.hpp"

#include "evidence.hpp"
#include "options.hpp"
#include "trying.hpp"

#include <report.hpp>

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cinttypes>
#include <cstdio>

namespace barriers::wrong {
namespace {

/// Keeps the evidence, or compares it with what is kept, where the command line asks for that.
void attend_to_evidence(finding& now, const options& chosen) {
  if (chosen.traces.empty() || now.found.has_passed() || !now.complaint.empty()) {
    return;
  }
  if (chosen.keep) {
    keep(now, chosen.traces);
  } else if (!is_kept(now, chosen.traces)) {
    now.complaint =
        "its trace has changed; --keep --traces " + chosen.traces + " keeps the new one";
  }
}

void tell(const finding& now, const options& chosen) {
  std::FILE* to = chosen.json ? stderr : stdout;
  std::fprintf(to, "%-9s %-29s %-15s team %" PRIu32 "  %s, %" PRIu64 " executions\n", now.verdict(),
               now.exhibit.word.c_str(), now.exhibit.convicted_by.c_str(), now.team,
               now.found.verdict.c_str(), now.found.executions);
  if (!now.complaint.empty()) {
    std::fprintf(to, "  WRONG: %s (%s)\n", now.complaint.c_str(), now.exhibit.fault.c_str());
  }
  if (chosen.trace != 0 && !now.found.has_passed()) {
    std::fprintf(to, "  %s (%s)\n%s", now.exhibit.fault.c_str(), now.exhibit.reference.c_str(),
                 model::readable(now.found.trace, chosen.trace).c_str());
  }
}

nlohmann::ordered_json as_json(const finding& now) {
  nlohmann::ordered_json json{{"exhibit", now.exhibit.word},        {"fault", now.exhibit.fault},
                              {"reference", now.exhibit.reference}, {"verdict", now.verdict()},
                              {"by", now.exhibit.convicted_by},     {"team", now.team},
                              {"executions", now.found.executions}};
  if (!now.exhibit.escapes.empty()) {
    json["why"] = now.exhibit.escapes;
  }
  if (!now.complaint.empty()) {
    json["complaint"] = now.complaint;
  }
  return json;
}

}  // namespace

int museum(int argc, char** argv, const std::vector<card>& cards,
           const std::vector<model::canary_test>& canaries) {
  const options chosen = read_options(argc, argv, cards);
  if (!model::is_awake(canaries)) {
    return 2;
  }
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  bool all_as_said = true;
  nlohmann::ordered_json rows = nlohmann::ordered_json::array();
  for (const card& exhibit : cards) {
    if (!chosen.words.empty() && std::ranges::count(chosen.words, exhibit.word) == 0) {
      continue;
    }
    finding now = try_exhibit(exhibit, chosen.seed, chosen.executions);
    attend_to_evidence(now, chosen);
    tell(now, chosen);
    rows.push_back(as_json(now));
    all_as_said = all_as_said && now.complaint.empty();
  }
  if (chosen.json) {
    std::puts(nlohmann::ordered_json{{"museum", rows}}.dump(2).c_str());
  }
  return all_as_said ? 0 : 1;
}

}  // namespace barriers::wrong
