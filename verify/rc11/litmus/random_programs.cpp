#include <verify/rc11/litmus/brute_force.hpp>
#include <verify/rc11/litmus/program.hpp>
#include <verify/rc11/litmus/random_program.hpp>

#include <verify/rc11/search.hpp>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>
#include <string>

using namespace barriers::rc11;
using namespace barriers::rc11::litmus;

namespace {

constexpr std::uint64_t most_wrong = 3;

/// What the command line asks for.
struct program_options {
  std::uint64_t programs = 1'000;
  std::uint64_t first = 1;
  std::uint64_t largest = 3'000;
  bool json = false;
};

void add_options(CLI::App& to, program_options& chosen) {
  const auto add = [&to](const char* name, std::uint64_t& number, const char* what) {
    to.add_option(name, number, what)->check(CLI::PositiveNumber)->capture_default_str();
  };
  add("--programs", chosen.programs, "how many");
  add("--first", chosen.first, "the seed of the first");
  add("--largest", chosen.largest, "the most graphs that brute force may try for one");
  to.add_flag("--json", chosen.json, "JSON on stdout; what is wrong goes to stderr");
}

/// How often rc11 visited each execution.
using visits = std::map<std::string, std::uint64_t>;

/// One program, under rc11 and by brute force.
class program_comparison {
 public:
  program_comparison(const program& about, std::uint64_t seed) : about_{about}, seed_{seed} {
    search_options ask{.make = executions_of(about), .team = about.team()};
    ask.on_execution = [this](const graph& seen) { ++complete_[format(seen)]; };
    ask.on_hang = [this](const graph& seen) {
      ++hanging_[format(seen)];
      return true;
    };
    found_ = search{ask}.run();
    expected_ = brute_force(about);
    if (!found_.complete || found_.found) {
      complain("the search did not end", found_.found ? found_.found->sentence : "");
    }
    compare(expected_.complete, complete_, "execution");
    compare(expected_.hanging, hanging_, "hang");
  }

  [[nodiscard]] bool is_right() const { return right_; }
  [[nodiscard]] std::uint64_t executions() const { return expected_.complete.size(); }
  [[nodiscard]] std::uint64_t hangs() const { return expected_.hanging.size(); }
  [[nodiscard]] std::uint64_t blocked() const { return found_.blocked; }

 private:
  void compare(const std::set<std::string>& wanted, const visits& seen, const char* what) {
    for (const std::string& each : wanted) {
      if (!seen.contains(each)) {
        complain(std::string{"not visited: "} + what, each);
      }
    }
    for (const auto& [each, times] : seen) {
      if (!wanted.contains(each)) {
        complain(std::string{"not allowed: "} + what, each);
      } else if (times != 1) {
        complain(std::string{"visited more than once: "} + what, each);
      }
    }
  }

  /// Of a program that is wrong the first thing that is wrong is told.
  void complain(const std::string& what, const std::string& execution) {
    if (right_) {
      std::fprintf(stderr, "seed %" PRIu64 ":\n%s%s\n%s", seed_, format(about_).c_str(),
                   what.c_str(), execution.c_str());
    }
    right_ = false;
  }

  const program& about_;
  std::uint64_t seed_;
  search_result found_;
  litmus::executions expected_;
  visits complete_;
  visits hanging_;
  bool right_ = true;
};

/// What came of all programs.
struct tally {
  std::uint64_t programs = 0;
  std::uint64_t executions = 0;
  std::uint64_t hangs = 0;
  std::uint64_t blocked = 0;
  std::uint64_t wrong = 0;

  void add(const program_comparison& one) {
    ++programs;
    executions += one.executions();
    hangs += one.hangs();
    blocked += one.blocked();
    wrong += one.is_right() ? 0U : 1U;
  }
};

void tell(const tally& all, std::uint64_t first, std::uint64_t last, bool json) {
  if (json) {
    std::puts(nlohmann::ordered_json{{"litmus",
                                      {{{"programs", all.programs},
                                        {"first", first},
                                        {"last", last},
                                        {"executions", all.executions},
                                        {"hangs", all.hangs},
                                        {"wrong", all.wrong}}}}}
                  .dump(2)
                  .c_str());
    return;
  }
  std::printf("%" PRIu64 " programs, seeds %" PRIu64 " to %" PRIu64 ": %" PRIu64
              " executions, %" PRIu64 " hangs, %" PRIu64 " blocked; %" PRIu64 " wrong\n",
              all.programs, first, last, all.executions, all.hangs, all.blocked, all.wrong);
}

}  // namespace

/// Random programs, on which rc11 has to find exactly what brute force finds, each once.
int main(int argc, char** argv) {
  CLI::App app{"Compares rc11 with brute force on random programs"};
  app.footer("Exit status: 0 all agreed, 1 something did not, 2 the command line is wrong.");
  program_options chosen;
  add_options(app, chosen);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  tally all;
  std::uint64_t seed = chosen.first;
  for (; all.programs != chosen.programs && all.wrong != most_wrong; ++seed) {
    const program about = random_program{seed}.write();
    if (effort(about) <= chosen.largest) {
      all.add(program_comparison{about, seed});
    }
  }
  tell(all, chosen.first, seed - 1, chosen.json);
  return all.wrong == 0 ? 0 : 1;
}
