#include <verify/rc11/litmus/brute_force.hpp>
#include <verify/rc11/litmus/program.hpp>

#include <verify/rc11/search.hpp>

#include <cinttypes>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

using namespace barriers::rc11;
using namespace barriers::rc11::litmus;
using enum std::memory_order;

namespace {

constexpr std::uint32_t x = 0;
constexpr std::uint32_t y = 1;
constexpr std::uint32_t z = 2;

step store(std::uint32_t where, std::uint32_t written, std::memory_order order) {
  return {.what = op::store, .where = where, .order = order, .operand = written};
}
step load(std::uint32_t where, std::memory_order order) {
  return {.what = op::load, .where = where, .order = order};
}
step add(std::uint32_t where, std::memory_order order) {
  return {.what = op::add, .where = where, .order = order, .operand = 1};
}
step exchange(std::uint32_t where, std::uint32_t written, std::memory_order order) {
  return {.what = op::exchange, .where = where, .order = order, .operand = written};
}
step compare(std::uint32_t where, std::uint32_t expected, std::uint32_t desired,
             std::memory_order success, std::memory_order failure, op what = op::compare) {
  return {.what = what,
          .where = where,
          .order = success,
          .operand = expected,
          .desired = desired,
          .failure = failure};
}
step await(std::uint32_t where, std::uint32_t awaited, std::memory_order order) {
  return {.what = op::await, .where = where, .order = order, .operand = awaited};
}
step fence(std::memory_order order) {
  return {.what = op::fence, .order = order};
}

enum class permission : std::uint8_t { allowed, forbidden };
using enum permission;
using ranks = std::vector<std::vector<step>>;
using values = std::vector<std::uint32_t>;
constexpr bool also_hangs = true;

/// A program, what is asked of it, and the answer; and how many executions it has. Asked is what
/// the ranks read, and what the locations hold in the end where that is said.
struct litmus_test {
  permission answer;
  const char* name;
  std::uint64_t executions;
  readings asked;
  values in_the_end;
  litmus::program program;
  bool hangs = false;
};

litmus_test test(permission answer, const char* name, std::uint64_t executions, readings asked,
                 ranks of, bool hangs = false) {
  return {answer, name, executions, std::move(asked), {}, {std::move(of)}, hangs};
}
litmus_test test(permission answer, const char* name, std::uint64_t executions, readings asked,
                 values in_the_end, ranks of) {
  return {answer, name, executions, std::move(asked), std::move(in_the_end), {std::move(of)}};
}

const litmus_test tests[] = {
    // Store buffering.
    test(allowed, "SB", 4, {{0}, {0}},
         {{store(x, 1, relaxed), load(y, relaxed)}, {store(y, 1, relaxed), load(x, relaxed)}}),
    test(allowed, "SB, acquire and release", 4, {{0}, {0}},
         {{store(x, 1, release), load(y, acquire)}, {store(y, 1, release), load(x, acquire)}}),
    test(forbidden, "SB, seq_cst", 3, {{0}, {0}},
         {{store(x, 1, seq_cst), load(y, seq_cst)}, {store(y, 1, seq_cst), load(x, seq_cst)}}),
    test(forbidden, "SB, fences", 3, {{0}, {0}},
         {{store(x, 1, relaxed), fence(seq_cst), load(y, relaxed)},
          {store(y, 1, relaxed), fence(seq_cst), load(x, relaxed)}}),
    test(allowed, "SB, one fence", 4, {{0}, {0}},
         {{store(x, 1, relaxed), fence(seq_cst), load(y, relaxed)},
          {store(y, 1, relaxed), load(x, relaxed)}}),
    test(forbidden, "SB, fence and seq_cst", 3, {{0}, {0}},
         {{store(x, 1, relaxed), fence(seq_cst), load(y, relaxed)},
          {store(y, 1, seq_cst), load(x, seq_cst)}}),
    test(
        forbidden, "SB, exchanges", 3, {{0, 0}, {0, 0}},
        {{exchange(x, 1, seq_cst), load(y, seq_cst)}, {exchange(y, 1, seq_cst), load(x, seq_cst)}}),

    // Message passing.
    test(allowed, "MP", 4, {{}, {1, 0}},
         {{store(x, 1, relaxed), store(y, 1, relaxed)}, {load(y, relaxed), load(x, relaxed)}}),
    test(forbidden, "MP, release and acquire", 3, {{}, {1, 0}},
         {{store(x, 1, relaxed), store(y, 1, release)}, {load(y, acquire), load(x, relaxed)}}),
    test(allowed, "MP, release only", 4, {{}, {1, 0}},
         {{store(x, 1, relaxed), store(y, 1, release)}, {load(y, relaxed), load(x, relaxed)}}),
    test(allowed, "MP, acquire only", 4, {{}, {1, 0}},
         {{store(x, 1, relaxed), store(y, 1, relaxed)}, {load(y, acquire), load(x, relaxed)}}),
    test(forbidden, "MP, fences", 3, {{}, {1, 0}},
         {{store(x, 1, relaxed), fence(release), store(y, 1, relaxed)},
          {load(y, relaxed), fence(acquire), load(x, relaxed)}}),
    test(forbidden, "MP, awaited", 1, {{}, {1, 0}},
         {{store(x, 1, relaxed), store(y, 1, release)}, {await(y, 1, acquire), load(x, relaxed)}}),
    test(allowed, "MP, awaited relaxed", 2, {{}, {1, 0}},
         {{store(x, 1, relaxed), store(y, 1, release)}, {await(y, 1, relaxed), load(x, relaxed)}}),

    // Load buffering.
    test(forbidden, "LB", 3, {{1}, {1}},
         {{load(x, relaxed), store(y, 1, relaxed)}, {load(y, relaxed), store(x, 1, relaxed)}}),

    // Independent reads of independent writes.
    test(allowed, "IRIW", 16, {{}, {}, {1, 0}, {1, 0}},
         {{store(x, 1, relaxed)},
          {store(y, 1, relaxed)},
          {load(x, acquire), load(y, acquire)},
          {load(y, acquire), load(x, acquire)}}),
    test(forbidden, "IRIW, seq_cst", 15, {{}, {}, {1, 0}, {1, 0}},
         {{store(x, 1, seq_cst)},
          {store(y, 1, seq_cst)},
          {load(x, seq_cst), load(y, seq_cst)},
          {load(y, seq_cst), load(x, seq_cst)}}),
    test(forbidden, "IRIW, fences", 15, {{}, {}, {1, 0}, {1, 0}},
         {{store(x, 1, relaxed)},
          {store(y, 1, relaxed)},
          {load(x, relaxed), fence(seq_cst), load(y, relaxed)},
          {load(y, relaxed), fence(seq_cst), load(x, relaxed)}}),

    // Two locations, written in both orders.
    test(allowed, "2+2W", 4, {{}, {}}, {1, 1},
         {{store(x, 1, relaxed), store(y, 2, relaxed)},
          {store(y, 1, relaxed), store(x, 2, relaxed)}}),
    test(allowed, "2+2W, release", 4, {{}, {}}, {1, 1},
         {{store(x, 1, release), store(y, 2, release)},
          {store(y, 1, release), store(x, 2, release)}}),
    test(forbidden, "2+2W, seq_cst", 3, {{}, {}}, {1, 1},
         {{store(x, 1, seq_cst), store(y, 2, seq_cst)},
          {store(y, 1, seq_cst), store(x, 2, seq_cst)}}),

    test(allowed, "S", 4, {{}, {1}}, {2, 1},
         {{store(x, 2, relaxed), store(y, 1, relaxed)}, {load(y, relaxed), store(x, 1, relaxed)}}),
    test(forbidden, "S, release and acquire", 3, {{}, {1}}, {2, 1},
         {{store(x, 2, relaxed), store(y, 1, release)}, {load(y, acquire), store(x, 1, relaxed)}}),
    test(allowed, "R", 4, {{}, {0}}, {1, 2},
         {{store(x, 1, relaxed), store(y, 1, relaxed)}, {store(y, 2, relaxed), load(x, relaxed)}}),
    test(forbidden, "R, seq_cst", 3, {{}, {0}}, {1, 2},
         {{store(x, 1, seq_cst), store(y, 1, seq_cst)}, {store(y, 2, seq_cst), load(x, seq_cst)}}),
    test(allowed, "RWC", 8, {{}, {1, 0}, {0}},
         {{store(x, 1, relaxed)},
          {load(x, acquire), load(y, relaxed)},
          {store(y, 1, relaxed), load(x, relaxed)}}),
    test(forbidden, "RWC, fences", 7, {{}, {1, 0}, {0}},
         {{store(x, 1, relaxed)},
          {load(x, acquire), fence(seq_cst), load(y, relaxed)},
          {store(y, 1, relaxed), fence(seq_cst), load(x, relaxed)}}),
    test(forbidden, "ISA2", 7, {{}, {1}, {1, 0}},
         {{store(x, 1, relaxed), store(y, 1, release)},
          {load(y, acquire), store(z, 1, release)},
          {load(z, acquire), load(x, relaxed)}}),
    test(allowed, "ISA2, relaxed in between", 8, {{}, {1}, {1, 0}},
         {{store(x, 1, relaxed), store(y, 1, release)},
          {load(y, relaxed), store(z, 1, release)},
          {load(z, acquire), load(x, relaxed)}}),

    // Coherence.
    test(forbidden, "CoRR", 3, {{}, {1, 0}},
         {{store(x, 1, relaxed)}, {load(x, relaxed), load(x, relaxed)}}),
    test(forbidden, "CoWW", 1, {{}}, {1}, {{store(x, 1, relaxed), store(x, 2, relaxed)}}),
    test(forbidden, "CoWR", 3, {{0}, {}},
         {{store(x, 1, relaxed), load(x, relaxed)}, {store(x, 2, relaxed)}}),
    test(forbidden, "CoRW", 3, {{2}, {}}, {2},
         {{load(x, relaxed), store(x, 1, relaxed)}, {store(x, 2, relaxed)}}),
    test(forbidden, "CoRR, by two", 72, {{}, {}, {1, 2}, {2, 1}},
         {{store(x, 1, relaxed)},
          {store(x, 2, relaxed)},
          {load(x, relaxed), load(x, relaxed)},
          {load(x, relaxed), load(x, relaxed)}}),

    // Release sequences.
    test(forbidden, "release sequence, read-modify-write", 1, {{}, {1}, {2, 0}},
         {{store(x, 1, relaxed), store(y, 1, release)},
          {add(y, relaxed)},
          {await(y, 2, acquire), load(x, relaxed)}},
         also_hangs),
    test(allowed, "release sequence, store by the same", 2, {{}, {2, 0}},
         {{store(x, 1, relaxed), store(y, 1, release), store(y, 2, relaxed)},
          {await(y, 2, acquire), load(x, relaxed)}}),
    test(allowed, "release sequence, store by another", 2, {{}, {1}, {2, 0}},
         {{store(x, 1, relaxed), store(y, 1, release)},
          {await(y, 1, relaxed), store(y, 2, relaxed)},
          {await(y, 2, acquire), load(x, relaxed)}}),
    test(forbidden, "release sequence, behind a fence", 1, {{}, {1}, {2, 0}},
         {{store(x, 1, relaxed), fence(release), store(y, 1, relaxed)},
          {add(y, relaxed)},
          {await(y, 2, relaxed), fence(acquire), load(x, relaxed)}},
         also_hangs),

    // Read-modify-writes.
    test(forbidden, "two additions", 2, {{0}, {0}}, {{add(x, relaxed)}, {add(x, relaxed)}}),
    test(forbidden, "three additions", 6, {{0}, {1}, {1}},
         {{add(x, relaxed)}, {add(x, relaxed)}, {add(x, relaxed)}}),
    test(forbidden, "nothing between", 2, {{0}, {}}, {1},
         {{add(x, relaxed)}, {store(x, 5, relaxed)}}),
    test(forbidden, "one exchange succeeds", 2, {{0}, {0}},
         {{compare(x, 0, 1, acq_rel, acquire)}, {compare(x, 0, 2, acq_rel, acquire)}}),
    test(allowed, "an exchange fails without reason", 2, {{0}}, {0},
         {{compare(x, 0, 1, relaxed, relaxed, op::compare_weak)}}),
    test(forbidden, "a failure acquires", 3, {{}, {1, 0}},
         {{store(y, 1, relaxed), store(x, 1, release)},
          {compare(x, 0, 2, relaxed, acquire), load(y, relaxed)}}),
    test(allowed, "a failure does not acquire", 4, {{}, {1, 0}},
         {{store(y, 1, relaxed), store(x, 1, release)},
          {compare(x, 0, 2, acquire, relaxed), load(y, relaxed)}}),

    // Mixes of seq_cst with weaker orders.
    test(allowed, "Z6.U", 24, {{}, {1, 3}, {0}},
         {{store(x, 1, seq_cst), store(y, 1, release)},
          {add(y, seq_cst), load(y, relaxed)},
          {store(y, 3, seq_cst), load(x, seq_cst)}}),
    test(allowed, "IRIW, acquire and seq_cst", 16, {{}, {}, {1, 0}, {1, 0}},
         {{store(x, 1, seq_cst)},
          {store(y, 1, seq_cst)},
          {load(x, acquire), load(y, seq_cst)},
          {load(y, acquire), load(x, seq_cst)}}),

    // Waits.
    test(allowed, "a value passes by", 1, {{}, {1}},
         {{store(x, 1, relaxed), store(x, 0, relaxed)}, {await(x, 1, relaxed)}}, also_hangs),
    test(allowed, "a value stays", 1, {{}, {1}}, {{store(x, 1, relaxed)}, {await(x, 1, relaxed)}}),
    test(forbidden, "each waits for the other", 0, {{1}, {1}},
         {{await(x, 1, relaxed), store(y, 1, relaxed)},
          {await(y, 1, relaxed), store(x, 1, relaxed)}},
         also_hangs),
    test(allowed, "a wait contradicts what is read later", 3, {{0}, {0}},
         {{store(x, 1, relaxed), fence(seq_cst), await(y, 0, relaxed)},
          {store(y, 1, relaxed), fence(seq_cst), load(x, relaxed), store(y, 0, relaxed)}}),
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
  const program& about = test.program;
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
