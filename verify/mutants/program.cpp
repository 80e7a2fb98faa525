#include "program.hpp"

#include "equivalents.hpp"
#include "kill_matrix.hpp"
#include "options.hpp"
#include "surgery.hpp"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <new>
#include <utility>

namespace barriers::mutants {
namespace {

table seen;

/// The last lines of a text.
std::string last_lines(const std::string& text, std::size_t count) {
  std::size_t begin = text.size();
  for (std::size_t lines = 0; begin != 0 && lines != count; ++lines) {
    begin = begin < 2 ? 0 : text.rfind('\n', begin - 2) + 1;
  }
  return text.substr(begin);
}

void show(const finding& found, std::size_t lines) {
  std::fprintf(stderr, "%s: %s\n%s", found.by.c_str(), found.verdict.c_str(),
               last_lines(found.trace, lines).c_str());
}

/// What is refused memory is neither convicted nor right.
finding hunt_in_memory(const subject& about, const effort& by) {
  try {
    return hunt(about.charges, by);
  } catch (const std::bad_alloc&) {
    std::fprintf(stderr, "%s: there was no memory left\n", about.word.c_str());
    std::exit(1);
  }
}

/// Runs everything as it is written, and takes notes. Whether nothing was convicted.
bool record(const subject& about, const effort& by) {
  theatre.record_in(seen);
  const effort briefly{by.phases, by.largest_team, by.executions, by.executions};
  const finding found = hunt_in_memory(about, briefly);
  theatre.end();
  if (found.convicted) {
    std::fprintf(stderr, "%s: what is not mutated is convicted by ", about.word.c_str());
    show(found, 80);
  }
  return !found.convicted;
}

row try_out(const mutant& one, const subject& about, const options& chosen) {
  if (std::string why = about.why_untried(one); !why.empty()) {
    return {one, {}, "", std::move(why)};
  }
  theatre.try_out(one);
  finding found = hunt_in_memory(about, chosen.by);
  theatre.end();
  if (found.convicted && chosen.trace != 0) {
    std::fprintf(stderr, "%s: %s: convicted by ", text_of(one.at.where).c_str(),
                 one.name().c_str());
    show(found, chosen.trace);
  }
  return {one, std::move(found), declared_proof(one), ""};
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

int program(int argc, char** argv, const subject& about) {
  const options chosen = read_options(argc, argv, about.word);
  std::setvbuf(stdout, nullptr, _IOLBF, BUFSIZ);
  if (!about.is_awake() || !record(about, chosen.by)) {
    return 2;
  }
  if (chosen.operations) {
    print(seen.operations(about.folder));
    return 0;
  }
  kill_matrix matrix{about.word, chosen.json == "-"};
  for (const mutant& one : mutants_of(seen, about.folder)) {
    if (chosen.wants(one)) {
      matrix.add(try_out(one, about, chosen));
    }
  }
  if (!chosen.json.empty()) {
    write_json(chosen.json, matrix.as_json());
  }
  return matrix.conclude() ? 0 : 1;
}

}  // namespace barriers::mutants
