#include "program.hpp"

#include "equivalents.hpp"
#include "kill_matrix.hpp"
#include "options.hpp"
#include "surgery.hpp"

#include <report.hpp>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <utility>

namespace barriers::mutants {
namespace {

table seen;

/// Runs everything as it is written, and takes notes. Whether nothing was convicted.
bool record(const std::string& word, const std::vector<charge>& charges, const effort& by) {
  theatre.record_in(seen);
  const effort briefly{by.phases, by.largest_team, by.executions, 1};
  const finding found = hunt(charges, briefly);
  theatre.end();
  if (found.convicted) {
    std::fprintf(stderr, "%s: %s convicts what is not mutated: %s\n%s", word.c_str(),
                 found.by.c_str(), found.verdict.c_str(), model::readable(found.trace, 80).c_str());
  }
  return !found.convicted;
}

row try_out(const mutant& one, const std::vector<charge>& charges, const options& chosen) {
  theatre.try_out(one);
  finding found = hunt(charges, chosen.by);
  theatre.end();
  if (found.convicted && chosen.trace != 0) {
    std::fprintf(stderr, "%s: %s: %s\n%s", text_of(one.at.where).c_str(), one.name().c_str(),
                 found.verdict.c_str(), model::readable(found.trace, chosen.trace).c_str());
  }
  return {one, std::move(found), declared_proof(one)};
}

void write_json(const std::string& to, const std::string& json) {
  if (to == "-") {
    std::puts(json.c_str());
  } else if (std::ofstream out{to}; !(out << json << '\n')) {
    std::fprintf(stderr, "mutants: %s cannot be written\n", to.c_str());
    std::exit(2);
  }
}

}  // namespace

int program(int argc, char** argv, const std::string& word, const std::string& folder,
            const std::vector<charge>& charges, const std::vector<model::canary_test>& canaries) {
  const options chosen = read_options(argc, argv, word);
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  if (!model::is_awake(canaries) || !record(word, charges, chosen.by)) {
    return 2;
  }
  if (chosen.operations) {
    print(seen.operations(folder));
    return 0;
  }
  kill_matrix matrix{word, chosen.json == "-"};
  for (const mutant& one : mutants_of(seen, folder)) {
    if (chosen.wants(one)) {
      matrix.add(try_out(one, charges, chosen));
    }
  }
  if (!chosen.json.empty()) {
    write_json(chosen.json, matrix.as_json());
  }
  return matrix.conclude() ? 0 : 1;
}

}  // namespace barriers::mutants
