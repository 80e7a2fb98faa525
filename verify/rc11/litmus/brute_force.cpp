#include <verify/rc11/litmus/brute_force.hpp>

#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <functional>
#include <optional>
#include <stdexcept>
#include <vector>

namespace barriers::rc11::litmus {
namespace {

// ---- relations

constexpr std::size_t most = 48;
using action_set = std::bitset<most>;

struct relation {
  std::array<action_set, most> rows{};

  friend relation operator|(relation a, const relation& b) {
    for (std::size_t at = 0; at != most; ++at) {
      a.rows[at] |= b.rows[at];
    }
    return a;
  }
  friend relation operator&(relation a, const relation& b) {
    for (std::size_t at = 0; at != most; ++at) {
      a.rows[at] &= b.rows[at];
    }
    return a;
  }
  /// First a, then b.
  friend relation operator*(const relation& a, const relation& b) {
    relation product;
    for (std::size_t from = 0; from != most; ++from) {
      for (std::size_t by = 0; by != most; ++by) {
        if (a.rows[from][by]) {
          product.rows[from] |= b.rows[by];
        }
      }
    }
    return product;
  }
};

relation identity(const action_set& of) {
  relation same;
  for (std::size_t at = 0; at != most; ++at) {
    same.rows[at][at] = of[at];
  }
  return same;
}

relation inverse(const relation& of) {
  relation turned;
  for (std::size_t from = 0; from != most; ++from) {
    for (std::size_t to = 0; to != most; ++to) {
      turned.rows[to][from] = of.rows[from][to];
    }
  }
  return turned;
}

relation closure(relation of) {
  for (std::size_t by = 0; by != most; ++by) {
    for (std::size_t from = 0; from != most; ++from) {
      if (of.rows[from][by]) {
        of.rows[from] |= of.rows[by];
      }
    }
  }
  return of;
}

relation maybe(const relation& of) {
  return of | identity(action_set{}.set());
}

bool is_empty(const relation& of) {
  return std::ranges::all_of(of.rows, [](const action_set& row) { return row.none(); });
}

bool is_irreflexive(const relation& of) {
  return is_empty(of & identity(action_set{}.set()));
}

bool is_acyclic(const relation& of) {
  return is_irreflexive(closure(of));
}

// ---- candidates

/// How a step of the program turns out, before anything is known of its value.
enum class step_outcome : std::uint8_t { goes_on, fails, fails_spuriously };

struct action {
  bool reads = false;
  bool writes = false;
  bool is_fence = false;
  bool is_initial = false;
  std::uint32_t rank = 0;
  std::uint32_t index = 0;  ///< in its rank
  std::uint32_t where = 0;
  std::memory_order order = std::memory_order::relaxed;
  const step* from = nullptr;
  step_outcome how = step_outcome::goes_on;
  bool of_pair = false;  ///< a part of a read-modify-write
};

/// How one rank may go through its steps: its actions, and the step at which it waits for ever.
struct rank_path {
  std::vector<action> actions;
  const step* blocked = nullptr;
};

void add_reading(rank_path& to, const step& now, std::uint32_t rank, step_outcome how) {
  action read{.reads = true,
              .rank = rank,
              .where = now.where,
              .order = now.order,
              .from = &now,
              .how = how};
  read.index = static_cast<std::uint32_t>(to.actions.size());
  const bool compares = now.what == op::compare || now.what == op::compare_weak;
  const bool changes =
      now.what == op::exchange || now.what == op::add || (compares && how == step_outcome::goes_on);
  if (how != step_outcome::goes_on) {
    read.order = now.failure;
  }
  read.of_pair = changes;
  to.actions.push_back(read);
  if (changes) {
    action write = read;
    write.reads = false;
    write.writes = true;
    ++write.index;
    to.actions.push_back(write);
  }
}

void add_other(rank_path& to, const step& now, std::uint32_t rank) {
  to.actions.push_back({.writes = now.what == op::store,
                        .is_fence = now.what == op::fence,
                        .rank = rank,
                        .index = static_cast<std::uint32_t>(to.actions.size()),
                        .where = now.where,
                        .order = now.order,
                        .from = &now});
}

std::vector<rank_path> paths_of(const std::vector<step>& steps, std::uint32_t rank) {
  std::vector<rank_path> going(1);
  std::vector<rank_path> ended;
  for (const step& now : steps) {
    std::vector<rank_path> next;
    for (const rank_path& before : going) {
      const auto add = [&](step_outcome how) {
        next.push_back(before);
        add_reading(next.back(), now, rank, how);
      };
      switch (now.what) {
      case op::store:
      case op::fence:
        next.push_back(before);
        add_other(next.back(), now, rank);
        break;
      case op::compare_weak: add(step_outcome::fails_spuriously); [[fallthrough]];
      case op::compare: add(step_outcome::fails); [[fallthrough]];
      case op::load:
      case op::exchange:
      case op::add: add(step_outcome::goes_on); break;
      case op::await:
        add(step_outcome::goes_on);
        ended.push_back(before);
        ended.back().blocked = &now;
        break;
      }
    }
    going = std::move(next);
  }
  ended.insert(ended.end(), going.begin(), going.end());
  return ended;
}

/// One choice of paths, sources and orders.
class candidate {
 public:
  candidate(const std::vector<const rank_path*>& paths, std::uint32_t locations)
      : team_{static_cast<std::uint32_t>(paths.size())} {
    for (std::uint32_t where = 0; where != locations; ++where) {
      actions_.push_back({.writes = true, .is_initial = true, .index = where, .where = where});
    }
    for (const rank_path* each : paths) {
      actions_.insert(actions_.end(), each->actions.begin(), each->actions.end());
      if (each->blocked != nullptr) {
        blocked_.push_back(each->blocked);
      }
    }
    if (actions_.size() > most) {
      throw std::length_error{"brute force: the program is too long"};
    }
    source_.assign(actions_.size(), 0);
    writes_.resize(locations);
    for (std::size_t at = 0; at != actions_.size(); ++at) {
      if (actions_[at].writes) {
        writes_[actions_[at].where].push_back(at);
      }
    }
  }

  void try_all(executions& found) { choose_source(0, found); }

 private:
  void choose_source(std::size_t read, executions& found) {
    while (read != actions_.size() && !actions_[read].reads) {
      ++read;
    }
    if (read == actions_.size()) {
      if (has_values()) {
        choose_order(0, found);
      }
      return;
    }
    for (const std::size_t write : writes_[actions_[read].where]) {
      source_[read] = write;
      choose_source(read + 1, found);
    }
  }

  /// The initial write stays first.
  void choose_order(std::uint32_t where, executions& found) {
    if (where == writes_.size()) {
      if (is_consistent()) {
        (blocked_.empty() ? found.complete : found.hanging).insert(format());
      }
      return;
    }
    std::vector<std::size_t>& order = writes_[where];
    const std::vector<std::size_t> kept = order;
    std::sort(order.begin() + 1, order.end());
    do {
      if (waits_in_vain(where)) {
        choose_order(where + 1, found);
      }
    } while (std::next_permutation(order.begin() + 1, order.end()));
    order = kept;
  }

  /// Who is blocked sees the last value for ever, and it is not what is awaited.
  [[nodiscard]] bool waits_in_vain(std::uint32_t where) const {
    return std::ranges::none_of(blocked_, [&](const step* wait) {
      return wait->where == where && values_[writes_[where].back()] == wait->operand;
    });
  }

  /// Whether values follow from the sources, and each step turns out as was chosen.
  bool has_values() {
    values_.assign(actions_.size(), 0);
    std::vector<bool> known(actions_.size(), false);
    for (bool grows = true; grows;) {
      grows = false;
      for (std::size_t at = 0; at != actions_.size(); ++at) {
        if (known[at] || !is_computable(at, known)) {
          continue;
        }
        if (!compute(at)) {
          return false;
        }
        known[at] = grows = true;
      }
    }
    return std::ranges::all_of(known, [](bool each) { return each; });
  }

  [[nodiscard]] bool is_computable(std::size_t at, const std::vector<bool>& known) const {
    const action& now = actions_[at];
    if (now.is_initial) {
      return true;
    }
    return (now.index == 0 || known[at - 1]) && (!now.reads || known[source_[at]]);
  }

  /// Whether the step turns out as was chosen.
  bool compute(std::size_t at) {
    const action& now = actions_[at];
    if (now.is_initial || now.is_fence) {
      return true;
    }
    if (now.reads) {
      values_[at] = values_[source_[at]];
      return turns_out(now, values_[at]);
    }
    switch (now.from->what) {
    case op::add: values_[at] = values_[at - 1] + now.from->operand; break;
    case op::compare:
    case op::compare_weak: values_[at] = now.from->desired; break;
    default: values_[at] = now.from->operand; break;
    }
    return true;
  }

  [[nodiscard]] static bool turns_out(const action& now, std::uint32_t seen) {
    switch (now.from->what) {
    case op::await: return seen == now.from->operand;
    case op::compare:
    case op::compare_weak: return (seen == now.from->operand) == (now.how != step_outcome::fails);
    default: return true;
    }
  }

  // ---- the axioms

  template <class Property>
  [[nodiscard]] relation those(Property property) const {
    action_set found;
    for (std::size_t at = 0; at != actions_.size(); ++at) {
      found[at] = property(actions_[at]);
    }
    return identity(found);
  }

  template <class Property>
  [[nodiscard]] relation pairs(Property property) const {
    relation found;
    for (std::size_t a = 0; a != actions_.size(); ++a) {
      for (std::size_t b = 0; b != actions_.size(); ++b) {
        found.rows[a][b] = a != b && property(actions_[a], actions_[b]);
      }
    }
    return found;
  }

  [[nodiscard]] bool is_consistent() const {
    using enum std::memory_order;
    const relation po = pairs([](const action& a, const action& b) {
      return !b.is_initial && (a.is_initial || (a.rank == b.rank && a.index < b.index));
    });
    const relation same_word = pairs([](const action& a, const action& b) {
      return !a.is_fence && !b.is_fence && a.where == b.where;
    });
    const relation other_word = pairs([](const action& a, const action& b) {
      return a.is_fence != b.is_fence || (!a.is_fence && a.where != b.where);
    });
    const relation rmw = pairs([](const action& a, const action& b) {
      return a.of_pair && b.of_pair && a.reads && b.writes && a.rank == b.rank &&
             a.index + 1 == b.index;
    });
    relation rf;
    for (std::size_t at = 0; at != actions_.size(); ++at) {
      if (actions_[at].reads) {
        rf.rows[source_[at]].set(at);
      }
    }
    relation mo;
    for (const std::vector<std::size_t>& order : writes_) {
      for (std::size_t a = 0; a != order.size(); ++a) {
        for (std::size_t b = a + 1; b != order.size(); ++b) {
          mo.rows[order[a]].set(order[b]);
        }
      }
    }
    const relation fr = inverse(rf) * mo;
    const relation eco = closure(rf | mo | fr);

    const relation reads = those([](const action& a) { return a.reads; });
    const relation writes = those([](const action& a) { return a.writes; });
    const relation fences = those([](const action& a) { return a.is_fence; });
    const relation releases = those([](const action& a) {
      return a.order == release || a.order == acq_rel || a.order == seq_cst;
    });
    const relation acquires = those([](const action& a) {
      return a.order == acquire || a.order == acq_rel || a.order == seq_cst;
    });
    const relation sc = those([](const action& a) { return a.order == seq_cst; });

    const relation sequence = writes * maybe(closure(rf * rmw));
    const relation begins = releases * maybe(fences * po) * sequence;
    const relation ends = reads * maybe(po * fences) * acquires;
    const relation hb = closure(po | begins * rf * ends);

    const relation elsewhere = po & other_word;
    const relation scb = po | elsewhere * hb * elsewhere | (hb & same_word) | mo | fr;
    const relation base = (sc | sc * fences * maybe(hb)) * scb * (sc | maybe(hb) * fences * sc);
    const relation between = sc * fences * (hb | hb * eco * hb) * fences * sc;

    return is_irreflexive(hb * maybe(eco)) && is_empty(rmw & (fr * mo)) && is_acyclic(po | rf) &&
           is_acyclic(base | between);
  }

  // ---- the text

  [[nodiscard]] std::string name_of(std::size_t at) const {
    const action& of = actions_[at];
    return of.is_initial ? "init" : std::to_string(of.rank) + '.' + std::to_string(of.index);
  }

  [[nodiscard]] std::string text_of(std::uint32_t rank) const {
    std::string all = std::to_string(rank) + ':';
    for (std::size_t at = 0; at != actions_.size(); ++at) {
      const action& of = actions_[at];
      if (of.is_initial || of.rank != rank) {
        continue;
      }
      if (of.reads) {
        all += " R<" + name_of(source_[at]) + (of.how == step_outcome::fails_spuriously ? "!" : "");
      } else {
        all += of.writes ? " W" : " F";
      }
    }
    return all + '\n';
  }

  [[nodiscard]] std::string format() const {
    std::string all;
    for (std::uint32_t rank = 0; rank != team_; ++rank) {
      all += text_of(rank);
    }
    for (std::size_t where = 0; where != writes_.size(); ++where) {
      if (writes_[where].size() == 1) {
        continue;
      }
      all += "xyz"[where];
      all += ':';
      for (std::size_t nth = 1; nth != writes_[where].size(); ++nth) {
        all += ' ' + name_of(writes_[where][nth]);
      }
      all += '\n';
    }
    return all;
  }

  std::uint32_t team_;
  std::vector<action> actions_;
  std::vector<const step*> blocked_;
  std::vector<std::size_t> source_;
  std::vector<std::vector<std::size_t>> writes_;
  std::vector<std::uint32_t> values_;
};

void for_each_choice(const program& of,
                     const std::function<void(const std::vector<const rank_path*>&)>& visit) {
  std::vector<std::vector<rank_path>> paths;
  for (std::uint32_t rank = 0; rank != of.team(); ++rank) {
    paths.push_back(paths_of(of.ranks[rank], rank));
  }
  std::vector<const rank_path*> chosen(of.team());
  const std::function<void(std::size_t)> choose = [&](std::size_t rank) {
    if (rank == chosen.size()) {
      visit(chosen);
      return;
    }
    for (const rank_path& each : paths[rank]) {
      chosen[rank] = &each;
      choose(rank + 1);
    }
  };
  choose(0);
}

}  // namespace

executions brute_force(const program& of) {
  executions found;
  for_each_choice(of, [&](const std::vector<const rank_path*>& chosen) {
    candidate{chosen, of.locations()}.try_all(found);
  });
  return found;
}

std::uint64_t effort(const program& of) {
  double all = 0;
  for_each_choice(of, [&](const std::vector<const rank_path*>& chosen) {
    std::vector<double> writes(of.locations(), 0);
    for (const rank_path* each : chosen) {
      for (const action& one : each->actions) {
        writes[one.where] += one.writes ? 1 : 0;
      }
    }
    double graphs = 1;
    for (const rank_path* each : chosen) {
      for (const action& one : each->actions) {
        graphs *= one.reads ? writes[one.where] + 1 : 1;
      }
    }
    for (const double count : writes) {
      for (double factor = 2; factor <= count; ++factor) {
        graphs *= factor;
      }
    }
    all += graphs;
  });
  return static_cast<std::uint64_t>(std::min(all, 1e18));
}

}  // namespace barriers::rc11::litmus
