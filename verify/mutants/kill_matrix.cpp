#include "kill_matrix.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <utility>

namespace barriers::mutants {

const char* row::verdict() const {
  if (!untried.empty()) {
    return "untried";
  }
  if (found.convicted) {
    return "convicted";
  }
  return proof.empty() ? "survived" : "equivalent";
}

kill_matrix::kill_matrix(std::string word, bool quiet) : word_{std::move(word)}, quiet_{quiet} {
  if (!quiet_) {
    std::printf("%-44s %-15s %-38s %-10s %-16s %4s %10s\n", "place", "operation", "mutation",
                "verdict", "by", "team", "executions");
  }
}

void kill_matrix::add(row one) {
  if (!quiet_) {
    const std::string team = one.found.convicted ? std::to_string(one.found.team) : "";
    std::printf("%-44s %-15s %-38s %-10s %-16s %4s %10" PRIu64 "\n",
                text_of(one.tried.at.where).c_str(), text_of(one.tried.at).c_str(),
                one.tried.name().c_str(), one.verdict(), one.found.by.c_str(), team.c_str(),
                one.found.executions);
  }
  rows_.push_back(std::move(one));
}

std::size_t kill_matrix::count(const std::string& verdict) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(rows_, [&](const row& one) { return one.verdict() == verdict; }));
}

bool kill_matrix::conclude() const {
  for (const row& one : rows_) {
    if (one.is_wrong()) {
      std::fprintf(stderr, "%s: %s: %s: %s\n", word_.c_str(), text_of(one.tried.at.where).c_str(),
                   one.tried.name().c_str(),
                   one.found.convicted ? "is declared equivalent, and was convicted"
                                       : "survived, and is not declared equivalent");
    }
  }
  std::fprintf(stderr,
               "%s: %zu mutants: %zu convicted, %zu equivalent, %zu survived, %zu untried\n",
               word_.c_str(), rows_.size(), count("convicted"), count("equivalent"),
               count("survived"), count("untried"));
  if (rows_.empty()) {
    std::fprintf(stderr, "%s: no mutant is of that place and mutation\n", word_.c_str());
  }
  return !rows_.empty() && std::ranges::none_of(rows_, &row::is_wrong);
}

std::string kill_matrix::as_json() const {
  nlohmann::ordered_json mutants = nlohmann::ordered_json::array();
  for (const row& one : rows_) {
    nlohmann::ordered_json json{{"word", word_},
                                {"place", text_of(one.tried.at.where)},
                                {"operation", text_of(one.tried.at)},
                                {"mutation", one.tried.name()},
                                {"verdict", one.verdict()},
                                {"by", nullptr},
                                {"team", nullptr},
                                {"executions", one.found.executions}};
    if (one.found.convicted) {
      json["by"] = one.found.by;
      json["team"] = one.found.team;
    }
    if (!one.untried.empty()) {
      json["why"] = one.untried;
    }
    if (!one.proof.empty()) {
      json["proof"] = one.proof;
    }
    mutants.push_back(std::move(json));
  }
  return nlohmann::ordered_json{{"mutants", mutants}}.dump(2);
}

}  // namespace barriers::mutants
