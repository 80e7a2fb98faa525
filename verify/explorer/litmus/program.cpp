#include "program.hpp"

#include <text.hpp>

#include <algorithm>
#include <memory>
#include <numeric>
#include <utility>

namespace barriers::explorer::litmus {
namespace {

std::string text(const step& of) {
  const std::string where{"xyz"[of.where]};
  const std::string operand = std::to_string(of.operand);
  const std::string order = explorer::text(of.order);
  const std::string both = operand + ", " + std::to_string(of.desired) + ", " + order + ", " +
                           explorer::text(of.failure);
  switch (of.what) {
  case verb::load: return where + ".load(" + order + ")";
  case verb::store: return where + ".store(" + operand + ", " + order + ")";
  case verb::exchange: return where + ".exchange(" + operand + ", " + order + ")";
  case verb::add: return where + ".fetch_add(" + operand + ", " + order + ")";
  case verb::compare: return where + ".compare_exchange_strong(" + both + ")";
  case verb::compare_weak: return where + ".compare_exchange_weak(" + both + ")";
  case verb::await: return where + ".await(" + operand + ", " + order + ")";
  case verb::fence: break;
  }
  return "fence(" + order + ")";
}

using atomic = env::explorer<env::spin>::atomic<std::uint32_t>;

/// Takes one step; gives what was read.
std::uint32_t take(const step& now, atomic& word) {
  std::uint32_t expected = now.operand;
  switch (now.what) {
  case verb::load: return word.load(now.order);
  case verb::store: word.store(now.operand, now.order); return 0;
  case verb::exchange: return word.exchange(now.operand, now.order);
  case verb::add: return word.fetch_add(now.operand, now.order);
  case verb::compare:
    word.compare_exchange_strong(expected, now.desired, now.order, now.failure);
    return expected;
  case verb::compare_weak:
    word.compare_exchange_weak(expected, now.desired, now.order, now.failure);
    return expected;
  case verb::await: return word.await(now.operand, now.order);
  case verb::fence: env::explorer<env::spin>::fence(now.order); break;
  }
  return 0;
}

bool reads(verb what) {
  return what != verb::store && what != verb::fence;
}

class program_execution final : public execution {
 public:
  program_execution(const program& of, readings* seen)
      : program_{of}, seen_{seen}, words_{std::make_unique<atomic[]>(of.words())} {
    if (seen_ != nullptr) {
      seen_->assign(of.team(), {});
    }
  }

  void run(std::uint32_t rank) override {
    for (const step& each : program_.ranks[rank]) {
      const std::uint32_t read = take(each, words_[each.where]);
      if (seen_ != nullptr && reads(each.what)) {
        (*seen_)[rank].push_back(read);
      }
    }
  }
  void after() override {}

 private:
  const program& program_;
  readings* seen_;
  std::unique_ptr<atomic[]> words_;
};

/// New names for the ranks.
using renaming = std::vector<std::uint32_t>;

std::string dotted(name of, const renaming& names) {
  return of.is_initial() ? "init" : std::to_string(names[of.rank]) + '.' + std::to_string(of.index);
}

std::string text(const event& of, const renaming& names) {
  switch (of.what) {
  case kind::read: return " R<" + dotted(of.source, names) + (of.spurious ? "!" : "");
  case kind::write: return " W";
  case kind::fence: return " F";
  case kind::choice: break;
  }
  return " C" + std::to_string(of.written);
}

std::string text(const graph& of, const renaming& names) {
  std::vector<std::string> ranks(of.team());
  for (std::uint32_t rank = 0; rank != of.team(); ++rank) {
    std::string& line = ranks[names[rank]];
    line = std::to_string(names[rank]) + ':';
    for (const event& each : of.rank(rank)) {
      if (!each.stuck) {
        line += text(each, names);
      }
    }
  }
  std::string all;
  for (const std::string& line : ranks) {
    all += line + '\n';
  }
  for (std::uint32_t at = 0; at != of.words(); ++at) {
    if (of.writes(word{at}).empty()) {
      continue;
    }
    all += "xyz"[at];
    all += ':';
    for (const name write : of.writes(word{at})) {
      all += ' ' + dotted(write, names);
    }
    all += '\n';
  }
  return all;
}

renaming no_renaming(const graph& of) {
  renaming names(of.team());
  std::iota(names.begin(), names.end(), 0U);
  return names;
}

}  // namespace

std::uint32_t program::words() const {
  std::uint32_t most = 0;
  for (const std::vector<step>& rank : ranks) {
    for (const step& each : rank) {
      most = std::max(most, each.where);
    }
  }
  return most + 1;
}

std::string text(const program& of) {
  std::string all;
  for (const std::vector<step>& rank : of.ranks) {
    for (const step& each : rank) {
      all += text(each) + "; ";
    }
    all += '\n';
  }
  return all;
}

factory executions_of(const program& of, readings* seen) {
  return [&of, seen] { return std::make_unique<program_execution>(of, seen); };
}

std::string text(const graph& of) {
  return text(of, no_renaming(of));
}

std::string text_of_orbit(const graph& of, std::uint32_t alike) {
  renaming names = no_renaming(of);
  std::string least = text(of, names);
  while (std::next_permutation(names.begin(), names.begin() + alike)) {
    least = std::min(least, text(of, names));
  }
  return least;
}

}  // namespace barriers::explorer::litmus
