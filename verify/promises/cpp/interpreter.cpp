#include <verify/promises/cpp/interpreter.hpp>

#include <sys/resource.h>

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <iterator>
#include <sstream>

namespace barriers::promises {
namespace {

constexpr int code_of_not_offered = 3;

/// A subject with its parties, stage by stage.
struct trial {
  std::string header;
  std::vector<std::vector<script>> stages{1};
};

std::vector<std::string> words_of(const std::string& line) {
  std::istringstream words{line};
  return {std::istream_iterator<std::string>{words}, {}};
}

script script_of(const std::string& line) {
  script calls;
  for (const std::string& word : words_of(line)) {
    const std::size_t colon = word.find(':');
    calls.push_back({word.substr(0, colon),
                     colon == std::string::npos ? std::string{} : word.substr(colon + 1)});
  }
  return calls;
}

std::vector<trial> trials_of(std::istream& experiment) {
  std::vector<trial> trials;
  for (std::string line; std::getline(experiment, line);) {
    if (line.starts_with("barrier") || line.starts_with("gather")) {
      trials.push_back({line});
    } else if (line == "then") {
      trials.back().stages.emplace_back();
    } else {
      trials.back().stages.back().push_back(script_of(line));
    }
  }
  return trials;
}

std::unique_ptr<experiment_subject> made(const maker& make, const std::string& header) {
  try {
    return make(words_of(header));
  } catch (const std::exception&) {
    return nullptr;
  }
}

void carry_out(const trial& asked, const maker& make) {
  const std::unique_ptr<experiment_subject> subject = made(make, asked.header);
  if (subject == nullptr) {
    std::cout << "refused" << std::endl;
    return;
  }
  std::ostringstream told;
  for (const std::vector<script>& stage : asked.stages) {
    for (const outcomes& of_party : subject->run(stage)) {
      for (const std::string& outcome : of_party) {
        told << outcome << ' ';
      }
      told << '\n';
    }
  }
  std::cout << subject->answer() << '\n' << told.str() << std::flush;
}

}  // namespace

int interpret(const maker& make) {
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  for (const trial& asked : trials_of(std::cin)) {
    carry_out(asked, make);
  }
  return EXIT_SUCCESS;
}

void not_offered(const std::string& what) {
  std::fprintf(stderr, "%s\n", what.c_str());
  std::_Exit(code_of_not_offered);
}

}  // namespace barriers::promises
