#include <verify/rc11/litmus/brute_force.hpp>
#include <verify/rc11/litmus/program.hpp>

#include <verify/rc11/search.hpp>

#include <cinttypes>
#include <cstdio>
#include <string>
#include <vector>

using namespace barriers::rc11;
using namespace barriers::rc11::litmus;
using enum std::memory_order;

namespace {

constexpr std::uint32_t x = 0;
constexpr std::uint32_t y = 1;
constexpr std::uint32_t z = 2;

step store(std::uint32_t where, std::uint32_t written, std::memory_order order) {
  return {.what = verb::store, .where = where, .order = order, .operand = written};
}
step load(std::uint32_t where, std::memory_order order) {
  return {.what = verb::load, .where = where, .order = order};
}
step add(std::uint32_t where, std::memory_order order) {
  return {.what = verb::add, .where = where, .order = order, .operand = 1};
}
step exchange(std::uint32_t where, std::uint32_t written, std::memory_order order) {
  return {.what = verb::exchange, .where = where, .order = order, .operand = written};
}
step compare(std::uint32_t where, std::uint32_t expected, std::uint32_t desired,
             std::memory_order success, std::memory_order failure, verb what = verb::compare) {
  return {.what = what,
          .where = where,
          .order = success,
          .operand = expected,
          .desired = desired,
          .failure = failure};
}
step await(std::uint32_t where, std::uint32_t awaited, std::memory_order order) {
  return {.what = verb::await, .where = where, .order = order, .operand = awaited};
}
step fence(std::memory_order order) {
  return {.what = verb::fence, .order = order};
}

enum class permission : std::uint8_t { allowed, forbidden };
using enum permission;

/// A program, what is asked of it, and the answer; and how many executions it has. Asked is what
/// the ranks read, and what the locations hold in the end where that is said.
struct litmus_test {
  const char* name;
  std::vector<std::vector<step>> ranks;
  readings asked;
  std::vector<std::uint32_t> in_the_end;
  permission answer;
  std::uint64_t executions;
  bool hangs = false;
};

const litmus_test tests[] = {
    // Store buffering.
    {"SB",
     {{store(x, 1, relaxed), load(y, relaxed)}, {store(y, 1, relaxed), load(x, relaxed)}},
     {{0}, {0}},
     {},
     allowed,
     4},
    {"SB, acquire and release",
     {{store(x, 1, release), load(y, acquire)}, {store(y, 1, release), load(x, acquire)}},
     {{0}, {0}},
     {},
     allowed,
     4},
    {"SB, seq_cst",
     {{store(x, 1, seq_cst), load(y, seq_cst)}, {store(y, 1, seq_cst), load(x, seq_cst)}},
     {{0}, {0}},
     {},
     forbidden,
     3},
    {"SB, fences",
     {{store(x, 1, relaxed), fence(seq_cst), load(y, relaxed)},
      {store(y, 1, relaxed), fence(seq_cst), load(x, relaxed)}},
     {{0}, {0}},
     {},
     forbidden,
     3},
    {"SB, one fence",
     {{store(x, 1, relaxed), fence(seq_cst), load(y, relaxed)},
      {store(y, 1, relaxed), load(x, relaxed)}},
     {{0}, {0}},
     {},
     allowed,
     4},
    {"SB, fence and seq_cst",
     {{store(x, 1, relaxed), fence(seq_cst), load(y, relaxed)},
      {store(y, 1, seq_cst), load(x, seq_cst)}},
     {{0}, {0}},
     {},
     forbidden,
     3},
    {"SB, exchanges",
     {{exchange(x, 1, seq_cst), load(y, seq_cst)}, {exchange(y, 1, seq_cst), load(x, seq_cst)}},
     {{0, 0}, {0, 0}},
     {},
     forbidden,
     3},

    // Message passing.
    {"MP",
     {{store(x, 1, relaxed), store(y, 1, relaxed)}, {load(y, relaxed), load(x, relaxed)}},
     {{}, {1, 0}},
     {},
     allowed,
     4},
    {"MP, release and acquire",
     {{store(x, 1, relaxed), store(y, 1, release)}, {load(y, acquire), load(x, relaxed)}},
     {{}, {1, 0}},
     {},
     forbidden,
     3},
    {"MP, release only",
     {{store(x, 1, relaxed), store(y, 1, release)}, {load(y, relaxed), load(x, relaxed)}},
     {{}, {1, 0}},
     {},
     allowed,
     4},
    {"MP, acquire only",
     {{store(x, 1, relaxed), store(y, 1, relaxed)}, {load(y, acquire), load(x, relaxed)}},
     {{}, {1, 0}},
     {},
     allowed,
     4},
    {"MP, fences",
     {{store(x, 1, relaxed), fence(release), store(y, 1, relaxed)},
      {load(y, relaxed), fence(acquire), load(x, relaxed)}},
     {{}, {1, 0}},
     {},
     forbidden,
     3},
    {"MP, awaited",
     {{store(x, 1, relaxed), store(y, 1, release)}, {await(y, 1, acquire), load(x, relaxed)}},
     {{}, {1, 0}},
     {},
     forbidden,
     1},
    {"MP, awaited relaxed",
     {{store(x, 1, relaxed), store(y, 1, release)}, {await(y, 1, relaxed), load(x, relaxed)}},
     {{}, {1, 0}},
     {},
     allowed,
     2},

    // Load buffering.
    {"LB",
     {{load(x, relaxed), store(y, 1, relaxed)}, {load(y, relaxed), store(x, 1, relaxed)}},
     {{1}, {1}},
     {},
     forbidden,
     3},

    // Independent reads of independent writes.
    {"IRIW",
     {{store(x, 1, relaxed)},
      {store(y, 1, relaxed)},
      {load(x, acquire), load(y, acquire)},
      {load(y, acquire), load(x, acquire)}},
     {{}, {}, {1, 0}, {1, 0}},
     {},
     allowed,
     16},
    {"IRIW, seq_cst",
     {{store(x, 1, seq_cst)},
      {store(y, 1, seq_cst)},
      {load(x, seq_cst), load(y, seq_cst)},
      {load(y, seq_cst), load(x, seq_cst)}},
     {{}, {}, {1, 0}, {1, 0}},
     {},
     forbidden,
     15},
    {"IRIW, fences",
     {{store(x, 1, relaxed)},
      {store(y, 1, relaxed)},
      {load(x, relaxed), fence(seq_cst), load(y, relaxed)},
      {load(y, relaxed), fence(seq_cst), load(x, relaxed)}},
     {{}, {}, {1, 0}, {1, 0}},
     {},
     forbidden,
     15},

    // Two locations, written in both orders.
    {"2+2W",
     {{store(x, 1, relaxed), store(y, 2, relaxed)}, {store(y, 1, relaxed), store(x, 2, relaxed)}},
     {{}, {}},
     {1, 1},
     allowed,
     4},
    {"2+2W, release",
     {{store(x, 1, release), store(y, 2, release)}, {store(y, 1, release), store(x, 2, release)}},
     {{}, {}},
     {1, 1},
     allowed,
     4},
    {"2+2W, seq_cst",
     {{store(x, 1, seq_cst), store(y, 2, seq_cst)}, {store(y, 1, seq_cst), store(x, 2, seq_cst)}},
     {{}, {}},
     {1, 1},
     forbidden,
     3},

    {"S",
     {{store(x, 2, relaxed), store(y, 1, relaxed)}, {load(y, relaxed), store(x, 1, relaxed)}},
     {{}, {1}},
     {2, 1},
     allowed,
     4},
    {"S, release and acquire",
     {{store(x, 2, relaxed), store(y, 1, release)}, {load(y, acquire), store(x, 1, relaxed)}},
     {{}, {1}},
     {2, 1},
     forbidden,
     3},
    {"R",
     {{store(x, 1, relaxed), store(y, 1, relaxed)}, {store(y, 2, relaxed), load(x, relaxed)}},
     {{}, {0}},
     {1, 2},
     allowed,
     4},
    {"R, seq_cst",
     {{store(x, 1, seq_cst), store(y, 1, seq_cst)}, {store(y, 2, seq_cst), load(x, seq_cst)}},
     {{}, {0}},
     {1, 2},
     forbidden,
     3},
    {"RWC",
     {{store(x, 1, relaxed)},
      {load(x, acquire), load(y, relaxed)},
      {store(y, 1, relaxed), load(x, relaxed)}},
     {{}, {1, 0}, {0}},
     {},
     allowed,
     8},
    {"RWC, fences",
     {{store(x, 1, relaxed)},
      {load(x, acquire), fence(seq_cst), load(y, relaxed)},
      {store(y, 1, relaxed), fence(seq_cst), load(x, relaxed)}},
     {{}, {1, 0}, {0}},
     {},
     forbidden,
     7},
    {"ISA2",
     {{store(x, 1, relaxed), store(y, 1, release)},
      {load(y, acquire), store(z, 1, release)},
      {load(z, acquire), load(x, relaxed)}},
     {{}, {1}, {1, 0}},
     {},
     forbidden,
     7},
    {"ISA2, relaxed in between",
     {{store(x, 1, relaxed), store(y, 1, release)},
      {load(y, relaxed), store(z, 1, release)},
      {load(z, acquire), load(x, relaxed)}},
     {{}, {1}, {1, 0}},
     {},
     allowed,
     8},

    // Coherence.
    {"CoRR",
     {{store(x, 1, relaxed)}, {load(x, relaxed), load(x, relaxed)}},
     {{}, {1, 0}},
     {},
     forbidden,
     3},
    {"CoWW", {{store(x, 1, relaxed), store(x, 2, relaxed)}}, {{}}, {1}, forbidden, 1},
    {"CoWR",
     {{store(x, 1, relaxed), load(x, relaxed)}, {store(x, 2, relaxed)}},
     {{0}, {}},
     {},
     forbidden,
     3},
    {"CoRW",
     {{load(x, relaxed), store(x, 1, relaxed)}, {store(x, 2, relaxed)}},
     {{2}, {}},
     {2},
     forbidden,
     3},
    {"CoRR, by two",
     {{store(x, 1, relaxed)},
      {store(x, 2, relaxed)},
      {load(x, relaxed), load(x, relaxed)},
      {load(x, relaxed), load(x, relaxed)}},
     {{}, {}, {1, 2}, {2, 1}},
     {},
     forbidden,
     72},

    // Release sequences.
    {"release sequence, read-modify-write",
     {{store(x, 1, relaxed), store(y, 1, release)},
      {add(y, relaxed)},
      {await(y, 2, acquire), load(x, relaxed)}},
     {{}, {1}, {2, 0}},
     {},
     forbidden,
     1,
     true},
    {"release sequence, store by the same",
     {{store(x, 1, relaxed), store(y, 1, release), store(y, 2, relaxed)},
      {await(y, 2, acquire), load(x, relaxed)}},
     {{}, {2, 0}},
     {},
     allowed,
     2},
    {"release sequence, store by another",
     {{store(x, 1, relaxed), store(y, 1, release)},
      {await(y, 1, relaxed), store(y, 2, relaxed)},
      {await(y, 2, acquire), load(x, relaxed)}},
     {{}, {1}, {2, 0}},
     {},
     allowed,
     2},
    {"release sequence, behind a fence",
     {{store(x, 1, relaxed), fence(release), store(y, 1, relaxed)},
      {add(y, relaxed)},
      {await(y, 2, relaxed), fence(acquire), load(x, relaxed)}},
     {{}, {1}, {2, 0}},
     {},
     forbidden,
     1,
     true},

    // Read-modify-writes.
    {"two additions", {{add(x, relaxed)}, {add(x, relaxed)}}, {{0}, {0}}, {}, forbidden, 2},
    {"three additions",
     {{add(x, relaxed)}, {add(x, relaxed)}, {add(x, relaxed)}},
     {{0}, {1}, {1}},
     {},
     forbidden,
     6},
    {"nothing between", {{add(x, relaxed)}, {store(x, 5, relaxed)}}, {{0}, {}}, {1}, forbidden, 2},
    {"one exchange succeeds",
     {{compare(x, 0, 1, acq_rel, acquire)}, {compare(x, 0, 2, acq_rel, acquire)}},
     {{0}, {0}},
     {},
     forbidden,
     2},
    {"an exchange fails without reason",
     {{compare(x, 0, 1, relaxed, relaxed, verb::compare_weak)}},
     {{0}},
     {0},
     allowed,
     2},
    {"a failure acquires",
     {{store(y, 1, relaxed), store(x, 1, release)},
      {compare(x, 0, 2, relaxed, acquire), load(y, relaxed)}},
     {{}, {1, 0}},
     {},
     forbidden,
     3},
    {"a failure does not acquire",
     {{store(y, 1, relaxed), store(x, 1, release)},
      {compare(x, 0, 2, acquire, relaxed), load(y, relaxed)}},
     {{}, {1, 0}},
     {},
     allowed,
     4},

    // Mixes of seq_cst with weaker orders.
    {"Z6.U",
     {{store(x, 1, seq_cst), store(y, 1, release)},
      {add(y, seq_cst), load(y, relaxed)},
      {store(y, 3, seq_cst), load(x, seq_cst)}},
     {{}, {1, 3}, {0}},
     {},
     allowed,
     24},
    {"IRIW, acquire and seq_cst",
     {{store(x, 1, seq_cst)},
      {store(y, 1, seq_cst)},
      {load(x, acquire), load(y, seq_cst)},
      {load(y, acquire), load(x, seq_cst)}},
     {{}, {}, {1, 0}, {1, 0}},
     {},
     allowed,
     16},

    // Waits.
    {"a value passes by",
     {{store(x, 1, relaxed), store(x, 0, relaxed)}, {await(x, 1, relaxed)}},
     {{}, {1}},
     {},
     allowed,
     1,
     true},
    {"a value stays", {{store(x, 1, relaxed)}, {await(x, 1, relaxed)}}, {{}, {1}}, {}, allowed, 1},
    {"each waits for the other",
     {{await(x, 1, relaxed), store(y, 1, relaxed)}, {await(y, 1, relaxed), store(x, 1, relaxed)}},
     {{1}, {1}},
     {},
     forbidden,
     0,
     true},
    {"a wait contradicts what is read later",
     {{store(x, 1, relaxed), fence(seq_cst), await(y, 0, relaxed)},
      {store(y, 1, relaxed), fence(seq_cst), load(x, relaxed), store(y, 0, relaxed)}},
     {{0}, {0}},
     {},
     allowed,
     3},
};

bool is_asked(const litmus_test& test, const readings& seen, const graph& of) {
  for (std::uint32_t at = 0; at != test.in_the_end.size(); ++at) {
    const event_id last = of.last_write(location{at});
    if ((last.is_initial() ? 0 : of[last].written) != test.in_the_end[at]) {
      return false;
    }
  }
  return seen == test.asked;
}

/// Whether rc11 answers as is known, and counts as is known and as brute force does.
bool is_right(const litmus_test& test) {
  const program about{test.ranks};
  readings seen;
  permission answered = forbidden;
  bool hangs = false;
  search_options ask{.make = executions_of(about, &seen), .team = about.team()};
  ask.on_execution = [&](const graph& of) {
    answered = is_asked(test, seen, of) ? allowed : answered;
  };
  ask.on_hang = [&](const graph&) { return hangs = true; };
  const std::uint64_t executions = search{ask}.run().executions;
  const std::uint64_t by_force = brute_force(about).complete.size();
  const bool right = answered == test.answer && executions == test.executions &&
                     executions == by_force && hangs == test.hangs;
  std::printf("%-40s %-9s  %3" PRIu64 " executions%s%s\n", test.name,
              answered == allowed ? "allowed" : "forbidden", executions, hangs ? ", and hangs" : "",
              right ? "" : "  WRONG");
  if (!right) {
    std::printf("  must be %s, %" PRIu64 " executions%s; brute force finds %" PRIu64 "\n",
                test.answer == allowed ? "allowed" : "forbidden", test.executions,
                test.hangs ? ", and hangs" : "", by_force);
  }
  return right;
}

}  // namespace

/// The classic tests of memory models: for each the verdict on one outcome, and the number of
/// executions.
int main() {
  bool all_right = true;
  for (const litmus_test& test : tests) {
    all_right = is_right(test) && all_right;
  }
  return all_right ? 0 : 1;
}
