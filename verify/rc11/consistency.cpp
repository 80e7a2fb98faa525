#include <verify/rc11/consistency.hpp>

#include <algorithm>
#include <bitset>
#include <stdexcept>
#include <vector>

namespace barriers::rc11 {

std::size_t latest_known(const graph& of, const clock& known, location where) {
  const auto knows = [&known](event_id event) { return known[event.rank] > event.index; };
  const std::vector<event_id>& writes = of.writes(where);
  std::size_t latest = writes.size();
  while (latest != 0 && !knows(writes[latest - 1])) {
    --latest;
  }
  for (const event_id read : of.reads(where)) {
    if (knows(read)) {
      latest = std::max(latest, of.position(where, of[read].source));
    }
  }
  return latest;
}

namespace {

constexpr std::size_t most_events = 512;
using event_set = std::bitset<most_events>;
using event_relation = std::vector<event_set>;

/// An event as the axiom on seq_cst sees it.
struct point {
  event_id which;
  const event* what;
  std::size_t position;  ///< in modification order: of a write its own, of a read its source's
};

/// The axiom, on one graph. Initial writes take no part: nothing leads to one of them.
class sequence {
 public:
  explicit sequence(const graph& of) : graph_{of} {
    for (std::uint32_t rank = 0; rank != of.team(); ++rank) {
      for (std::uint32_t index = 0; index != of.size(rank); ++index) {
        add({static_cast<std::uint8_t>(rank), index});
      }
    }
  }

  /// One event alone, or events of one rank alone, are in no cycle.
  [[nodiscard]] bool is_trivial() const {
    return std::ranges::all_of(
        ordered_, [this](std::size_t at) { return rank(at) == rank(ordered_.front()); });
  }

  [[nodiscard]] bool has_cycle() {
    if (points_.size() > most_events) {
      throw std::length_error{"rc11: too many events for the axiom on seq_cst"};
    }
    relate();
    std::vector<event_set> next;
    for (const std::size_t from : ordered_) {
      next.push_back(successors(from));
    }
    return is_cyclic(next);
  }

 private:
  void add(event_id which) {
    const event& what = graph_[which];
    std::size_t position = 0;
    if (what.what == event_kind::read) {
      position = graph_.position(what.where, what.source);
    } else if (what.what == event_kind::write) {
      position = graph_.position(what.where, which);
    }
    if (what.order == std::memory_order::seq_cst) {
      ordered_.push_back(points_.size());
    }
    points_.push_back({which, &what, position});
  }

  [[nodiscard]] std::uint8_t rank(std::size_t at) const { return points_[at].which.rank; }
  [[nodiscard]] bool is_fence(std::size_t at) const {
    return points_[at].what->what == event_kind::fence;
  }
  [[nodiscard]] bool is_access(std::size_t at) const {
    return points_[at].what->what == event_kind::read ||
           points_[at].what->what == event_kind::write;
  }

  [[nodiscard]] bool happens_before(std::size_t a, std::size_t b) const {
    return a != b && points_[b].what->known[rank(a)] > points_[a].which.index;
  }
  [[nodiscard]] bool are_of_one_word(std::size_t a, std::size_t b) const {
    return is_access(a) && is_access(b) && points_[a].what->where == points_[b].what->where;
  }

  /// eco: of two accesses to one location, the later in modification order, or the read of the
  /// earlier.
  [[nodiscard]] bool extended_coherence(std::size_t a, std::size_t b) const {
    if (!are_of_one_word(a, b) || a == b) {
      return false;
    }
    const bool reads_from = points_[a].what->what == event_kind::write &&
                            points_[b].what->what == event_kind::read &&
                            points_[a].position == points_[b].position;
    return reads_from || points_[a].position < points_[b].position;
  }

  /// mo or fr: the part of eco that ends in a write and is one step long, and all that follows it.
  [[nodiscard]] bool precedes_write(std::size_t a, std::size_t b) const {
    return points_[b].what->what == event_kind::write && extended_coherence(a, b);
  }

  /// The nearest event after `at` in its rank, or before it, that is not to the same location.
  [[nodiscard]] std::size_t nearest_elsewhere(std::size_t at, std::ptrdiff_t step) const {
    std::size_t other = at + static_cast<std::size_t>(step);
    while (other < points_.size() && rank(other) == rank(at) && are_of_one_word(at, other)) {
      other += static_cast<std::size_t>(step);
    }
    return other < points_.size() && rank(other) == rank(at) ? other : nowhere;
  }

  /// scb of the paper: what orders seq_cst accesses, beside the happens-before of fences.
  [[nodiscard]] bool before(std::size_t a, std::size_t b) const {
    if (rank(a) == rank(b) && a < b) {
      return true;
    }
    if (are_of_one_word(a, b) && happens_before(a, b)) {
      return true;
    }
    if (precedes_write(a, b)) {
      return true;
    }
    const std::size_t first = after_[a];
    const std::size_t last = before_[b];
    return first != nowhere && last != nowhere && happens_before(first, last);
  }

  void relate() {
    const std::size_t size = points_.size();
    happens_before_.assign(size, {});
    coherence_.assign(size, {});
    sequence_.assign(size, {});
    for (std::size_t at = 0; at != size; ++at) {
      after_.push_back(nearest_elsewhere(at, 1));
      before_.push_back(nearest_elsewhere(at, -1));
    }
    for (std::size_t a = 0; a != size; ++a) {
      for (std::size_t b = 0; b != size; ++b) {
        happens_before_[a][b] = happens_before(a, b);
        coherence_[a][b] = extended_coherence(a, b);
        sequence_[a][b] = before(a, b);
      }
    }
  }

  [[nodiscard]] static event_set image(const event_set& from, const event_relation& by) {
    event_set to;
    for (std::size_t at = 0; at != by.size(); ++at) {
      if (from[at]) {
        to |= by[at];
      }
    }
    return to;
  }

  /// The seq_cst events that psc leads to from one of them.
  [[nodiscard]] event_set successors(std::size_t from) const {
    event_set begin;
    begin.set(from);
    if (is_fence(from)) {
      begin |= happens_before_[from];
    }
    const event_set reached = image(begin, sequence_);
    const event_set heard = image(reached, happens_before_);
    const event_set between_fences =
        happens_before_[from] | image(image(happens_before_[from], coherence_), happens_before_);

    event_set found;
    for (const std::size_t to : ordered_) {
      found[to] = reached[to] || (is_fence(to) && heard[to]) ||
                  (is_fence(from) && is_fence(to) && between_fences[to]);
    }
    return found;
  }

  /// Takes away, again and again, the events that lead nowhere.
  [[nodiscard]] bool is_cyclic(const std::vector<event_set>& next) const {
    event_set left;
    for (const std::size_t at : ordered_) {
      left.set(at);
    }
    for (bool shrinks = true; shrinks;) {
      shrinks = false;
      for (std::size_t nth = 0; nth != ordered_.size(); ++nth) {
        if (left[ordered_[nth]] && (next[nth] & left).none()) {
          left.reset(ordered_[nth]);
          shrinks = true;
        }
      }
    }
    return left.any();
  }

  static constexpr std::size_t nowhere = ~std::size_t{0};
  const graph& graph_;
  std::vector<point> points_;
  std::vector<std::size_t> ordered_;
  std::vector<std::size_t> after_;
  std::vector<std::size_t> before_;
  event_relation happens_before_;
  event_relation coherence_;
  event_relation sequence_;
};

}  // namespace

bool is_sequential(const graph& of) {
  sequence all{of};
  return all.is_trivial() || !all.has_cycle();
}

}  // namespace barriers::rc11
