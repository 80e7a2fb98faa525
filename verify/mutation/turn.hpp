#pragma once

#include <verify/mutation/injector.hpp>

#include <atomic>
#include <cstdint>
#include <source_location>

/// How each kind of operation is made: as it is written, or as the mutant has it.
///
/// `make` makes the operation itself, with the location, value and order that it is told.
namespace barriers::mutation {

/// One operation of one rank, from its begin to its end; in between, the mutant that it meets.
class turn {
 public:
  turn(kind what, std::memory_order order, std::source_location at, std::uint32_t rank,
       const void* location = nullptr)
      : what_{what},
        where_{place::of(at)},
        rank_{rank},
        overtakes_{injector.is_overtaking(rank, where_)} {
    if (!overtakes_) {
      injector.put_off(rank).run();
    }
    mutant_ = injector.enter(what, order, where_, rank, location);
    order_ = is(way::weakened) ? mutant_->order : order;
  }
  turn(const turn&) = delete;
  turn& operator=(const turn&) = delete;
  ~turn() {
    if (overtakes_) {
      injector.put_off(rank_).run();
    }
  }

  [[nodiscard]] bool is(way how) const { return mutant_ != nullptr && mutant_->how == how; }
  [[nodiscard]] bool is_put_off() const { return is(way::swapped) && !overtakes_; }
  [[nodiscard]] std::memory_order order() const { return order_; }
  [[nodiscard]] std::uint32_t rank() const { return rank_; }

  /// The location that it goes to, where it should go to `now`.
  template <class Atomic>
  Atomic& location(Atomic& now) const {
    if (is(way::stale_location)) {
      return injector.stale_location(rank_, now);
    }
    return is(way::neighbours_location) ? injector.neighbours_location(rank_, now) : now;
  }
  /// The value that it stores, loads or awaits, where that should be `now`.
  template <class T>
  T value(T now) const {
    injector.use(what_, where_, rank_, now);
    return is(way::stale_value) ? injector.stale_value(rank_, now) : now;
  }

 private:
  kind what_;
  place where_;
  std::uint32_t rank_;
  bool overtakes_;
  const mutant* mutant_;
  std::memory_order order_;
};

/// A store or a publish.
template <class Atomic, class T, class Make>
void write(const turn& mine, Atomic& location, T value, Make make) {
  const T chosen = mine.value(value);
  if (mine.is_put_off()) {
    injector.put_off(mine.rank()) = deferred{
        [&location, chosen, order = mine.order(), make] { make(location, chosen, order); }};
  } else if (!mine.is(way::dropped)) {
    make(mine.location(location), chosen, mine.order());
  }
}

/// The orders of the load and of the store that a read-modify-write falls into.
constexpr std::memory_order order_of_load(std::memory_order whole) {
  return whole == std::memory_order::acquire || whole == std::memory_order::acq_rel
             ? std::memory_order::acquire
         : whole == std::memory_order::seq_cst ? whole
                                               : std::memory_order::relaxed;
}
constexpr std::memory_order order_of_store(std::memory_order whole) {
  return whole == std::memory_order::release || whole == std::memory_order::acq_rel
             ? std::memory_order::release
         : whole == std::memory_order::seq_cst ? whole
                                               : std::memory_order::relaxed;
}

/// A read-modify-write; `result` is what it leaves, computed from what it found and its operand.
template <class Atomic, class T, class Make, class Result>
T modify(const turn& mine, Atomic& location, T value, std::source_location at, Make make,
         Result result) {
  Atomic& chosen = mine.location(location);
  if (mine.is(way::split)) {
    const T found = chosen.load(order_of_load(mine.order()), at);
    chosen.store(result(found, value), order_of_store(mine.order()), at);
    return found;
  }
  if (mine.is(way::one_more)) {
    ++value;
  }
  if (mine.is(way::one_less)) {
    --value;
  }
  return make(chosen, value, mine.order());
}

/// A compare-and-exchange.
template <class Atomic, class T>
bool compare(const turn& mine, Atomic& location, T& expected, T desired, std::memory_order failure,
             std::source_location at) {
  Atomic& chosen = mine.location(location);
  if (!mine.is(way::split)) {
    return chosen.compare_exchange_strong(expected, desired, mine.order(), failure, at);
  }
  const T found = chosen.load(order_of_load(mine.order()), at);
  if (found != expected) {
    expected = found;
    return false;
  }
  chosen.store(desired, order_of_store(mine.order()), at);
  return true;
}

}  // namespace barriers::mutation
