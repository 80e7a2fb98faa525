#include <verify/rc11/litmus/random_program.hpp>

namespace barriers::rc11::litmus {

program random_program::write() {
  // Some programs are about seq_cst, some about waits, some about read-modify-writes.
  orders_ = one_of(3U);
  waits_ = one_of(2U);
  changes_ = one_of(3U);
  locations_ = 1U + one_of(3U);
  program made;
  made.ranks.assign(1, write_rank());
  const std::uint32_t team = 2U + one_of(3U);
  while (made.team() != team) {
    made.ranks.push_back(write_rank());
  }
  return made;
}

std::uint32_t random_program::one_of(std::uint32_t options) {
  return std::uniform_int_distribution<std::uint32_t>{0, options - 1}(random_);
}

std::memory_order random_program::order_of(std::initializer_list<std::memory_order> weak) {
  const bool is_strong = orders_ == 0 ? one_of(8) == 0 : orders_ == 1 && one_of(2) == 0;
  return is_strong ? std::memory_order::seq_cst
                   : weak.begin()[one_of(static_cast<std::uint32_t>(weak.size()))];
}

std::vector<step> random_program::write_rank() {
  std::vector<step> made;
  for (std::uint32_t left = 1U + one_of(5U); left != 0; --left) {
    made.push_back(write_step());
  }
  return made;
}

step random_program::write_step() {
  using enum std::memory_order;
  step made;
  made.where = one_of(locations_);
  made.operand = one_of(3U);
  made.desired = 1U + one_of(2U);
  const std::uint32_t draw = one_of(12U);
  if (draw < 4) {
    made.what = op::store;
    made.operand = 1U + one_of(2U);
    made.order = order_of({relaxed, release});
  } else if (draw < 7) {
    made.what = op::load;
    made.order = order_of({relaxed, acquire});
  } else if (draw == 7) {
    made.what = op::fence;
    made.order = order_of({acquire, release, acq_rel});
  } else if (draw < 10 && waits_ != 0) {
    made.what = op::await;
    made.order = order_of({relaxed, acquire});
  } else if (changes_ != 0) {
    made = write_change();
  } else {
    made.what = op::store;
    made.order = order_of({relaxed, release});
  }
  return made;
}

step random_program::write_change() {
  using enum std::memory_order;
  const op changes[] = {op::exchange, op::add, op::compare, op::compare_weak};
  step made;
  made.what = changes[one_of(4U)];
  made.where = one_of(locations_);
  made.operand = one_of(3U);
  made.desired = 1U + one_of(2U);
  made.order = order_of({relaxed, acquire, release, acq_rel});
  made.failure = order_of({relaxed, acquire});
  return made;
}

}  // namespace barriers::rc11::litmus
