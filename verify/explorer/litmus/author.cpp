#include "author.hpp"

namespace barriers::explorer::litmus {

program author::write() {
  return write_alike(1);
}

program author::write_alike(std::uint32_t alike) {
  // Some programs are about seq_cst, some about waits, some about read-modify-writes.
  orders_ = one_of(3U);
  waits_ = one_of(2U);
  changes_ = one_of(3U);
  words_ = 1U + one_of(3U);
  program made;
  made.ranks.assign(alike, write_rank());
  if (alike != 1) {
    // Symmetry is about ranks that compete for a word.
    const step competes = write_change();
    const std::uint32_t at = one_of(static_cast<std::uint32_t>(made.ranks.front().size()) + 1U);
    for (std::vector<step>& rank : made.ranks) {
      rank.insert(rank.begin() + at, competes);
    }
  }
  const std::uint32_t least = alike == 1 ? 2U : alike;
  const std::uint32_t team = least + one_of(5U - least);
  while (made.team() != team) {
    made.ranks.push_back(write_rank());
  }
  return made;
}

std::uint32_t author::one_of(std::uint32_t options) {
  return std::uniform_int_distribution<std::uint32_t>{0, options - 1}(random_);
}

std::memory_order author::order_of(std::initializer_list<std::memory_order> weak) {
  const bool is_strong = orders_ == 0 ? one_of(8) == 0 : orders_ == 1 && one_of(2) == 0;
  return is_strong ? std::memory_order::seq_cst
                   : weak.begin()[one_of(static_cast<std::uint32_t>(weak.size()))];
}

std::vector<step> author::write_rank() {
  std::vector<step> made;
  for (std::uint32_t left = 1U + one_of(5U); left != 0; --left) {
    made.push_back(write_step());
  }
  return made;
}

step author::write_step() {
  using enum std::memory_order;
  step made;
  made.where = one_of(words_);
  made.operand = one_of(3U);
  made.desired = 1U + one_of(2U);
  const std::uint32_t draw = one_of(12U);
  if (draw < 4) {
    made.what = verb::store;
    made.operand = 1U + one_of(2U);
    made.order = order_of({relaxed, release});
  } else if (draw < 7) {
    made.what = verb::load;
    made.order = order_of({relaxed, acquire});
  } else if (draw == 7) {
    made.what = verb::fence;
    made.order = order_of({acquire, release, acq_rel});
  } else if (draw < 10 && waits_ != 0) {
    made.what = verb::await;
    made.order = order_of({relaxed, acquire});
  } else if (changes_ != 0) {
    made = write_change();
  } else {
    made.what = verb::store;
    made.order = order_of({relaxed, release});
  }
  return made;
}

step author::write_change() {
  using enum std::memory_order;
  const verb changes[] = {verb::exchange, verb::add, verb::compare, verb::compare_weak};
  step made;
  made.what = changes[one_of(4U)];
  made.where = one_of(words_);
  made.operand = one_of(3U);
  made.desired = 1U + one_of(2U);
  made.order = order_of({relaxed, acquire, release, acq_rel});
  made.failure = order_of({relaxed, acquire});
  return made;
}

}  // namespace barriers::explorer::litmus
