#pragma once

#include <verify/execution.hpp>
#include <verify/rc11/graph.hpp>
#include <verify/rc11/races.hpp>
#include <verify/rc11/runtime.hpp>

#include <array>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace barriers::rc11 {

/// What is to be explored, and how far.
struct search_options {
  execution_factory make;
  std::uint32_t team = 0;
  std::uint64_t budget = std::numeric_limits<std::uint64_t>::max();
  /// Called with the graph of each execution in which all ranks have left.
  std::function<void(const graph&)> on_execution = [](const graph&) {};
  /// Called with each graph in which some rank waits for ever; whether the search goes on.
  std::function<bool(const graph&)> on_hang = [](const graph&) { return false; };
};

/// What came of it.
struct search_result {
  std::uint64_t executions = 0;  ///< in which all ranks have left
  std::uint64_t blocked = 0;     ///< graphs that led to none
  std::uint64_t runs = 0;        ///< times that the ranks were run from the start
  bool complete = false;         ///< there is no execution that was not seen
  std::optional<fault> found;
  graph last{0};  ///< that of the fault
};

/// Visits every execution graph that RC11 allows, each once, keeping nothing of those visited.
///
/// The algorithm is TruSt: M. Kokologiannakis, I. Marmanis, V. Gladstein, V. Vafeiadis: Truly
/// stateless, optimal dynamic partial order reduction. POPL 2022. A graph grows by the next event
/// of some rank. A read reads any write that is there, a write takes any place in modification
/// order; each such choice is followed. A read may also owe its value to a write that comes later:
/// that write, when it comes, revisits the read, and takes away all that came after the read and
/// that the write itself does not depend on. The same graph could come about in many ways, by
/// whatever was taken away. So the write revisits only if all of it, and the read, had been added
/// maximally: each read the latest write, each write came last in modification order, among what
/// was there before or is kept. There is one such way, and so each graph is visited once.
///
/// Waits. A rank that waits is passed over while the latest write to its location does not satisfy
/// it, so that graphs in which it waits in vain are not told apart. When no other rank can go on, a
/// wait may read any write that satisfies it, as any read might, or else the latest, which does
/// not: it is then blocked, and its rank does nothing more. For the algorithm a blocked wait is a
/// read like others, that reads maximally, and that later writes revisit. It could not be left out,
/// even if hangs did not matter: what is to be revisited has to be there in a graph that is
/// consistent, and a wait that has read an earlier write may contradict, by the axiom on seq_cst,
/// what the others must do first. If in the end every wait that is blocked has read the latest
/// write of its location, then it will wait for ever, as the ranks that it waits for have left or
/// are blocked themselves.
class search {
 public:
  explicit search(const search_options& about);

  search_result run();

 private:
  /// A graph that remains to be visited: what was there at `stamp`, and one event more; or two, the
  /// write of a read-modify-write and the read before it.
  struct choice {
    std::uint32_t rank = 0;
    std::uint32_t stamp = 0;
    event what{};
    std::optional<event> read{};     ///< before `what`
    event_id after{};                ///< of a write
    std::optional<event> revisit{};  ///< the read that is revisited, as it will be
    event_id revisited{};
  };
  /// A graph, and what remains to be visited of it. A revisit begins another.
  struct level {
    graph now;
    std::vector<choice> choices{};
  };

  graph& now() { return levels_.back().now; }
  value value_of(location where, event_id write);

  bool advance();
  bool take_choice();
  bool revisit(const choice& how);
  bool settle_wait(event_id read);

  void replay();
  static bool is_same(const pending_operation& what, const event& done);
  bool is_replayable(std::uint32_t rank);
  void replay_rank(std::uint32_t rank);
  void answer_rank(std::uint32_t rank, const event& what, const clock& known);
  void go_on(std::uint32_t rank);

  void extend();
  bool is_half_done(std::uint32_t rank);
  bool is_blocked(std::uint32_t rank);
  bool is_retrying(std::uint32_t rank);
  bool has_stopped(std::uint32_t rank);
  bool has_seen_the_last(std::uint32_t rank);
  bool may_go_on(std::uint32_t rank);
  bool would_go_on(std::uint32_t rank);
  std::optional<std::uint32_t> next_rank();
  bool step(std::uint32_t rank);
  bool step_choice(std::uint32_t rank, const pending_operation& what);
  bool step_read(std::uint32_t rank, const pending_operation& what);
  bool finish_read(std::uint32_t rank);
  event write_part(std::uint32_t rank, const event& read);
  void contest(std::uint32_t rank, const event& read);
  bool step_write(std::uint32_t rank, const event& write, event_id source);
  void conclude();
  std::string describe_hang();

  static event reading(event read, event_id source, value seen, bool spurious);
  static bool may_be_spurious(const event& read, value seen);
  bool is_consistent(const graph& of);
  std::vector<event> readings(std::uint32_t rank, const pending_operation& what);
  std::vector<event_id> places(std::uint32_t rank, const event& write, event_id source);

  void add_revisits(event_id written, event_id source, const choice& from);
  bool was_there(event_id which, event_id other, event_id write);
  bool are_maximal(event_id read, event_id write);
  bool is_maximal(event_id which, event_id write);

  search_options about_;
  runtime runtime_;
  search_result result_;
  std::vector<level> levels_;
  std::array<std::uint32_t, largest_team> done_{};  ///< events that the ranks were answered
  bool is_sequential_ = false;                      ///< some operation is seq_cst
};

}  // namespace barriers::rc11
