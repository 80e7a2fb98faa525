#pragma once

#include <verify/mutation/deferred.hpp>
#include <verify/mutation/mutation.hpp>
#include <verify/mutation/table.hpp>

#include <array>
#include <cstdint>
#include <utility>

namespace barriers::mutation {

/// What is being done to the executions that run now: nothing, taking notes, or trying a mutant.
class mutation_injector {
 public:
  void record_in(table& seen) { seen_ = &seen; }
  void try_out(const mutant& one) { mutant_ = &one; }
  void end() {
    seen_ = nullptr;
    mutant_ = nullptr;
  }

  /// What the ranks have used so far is forgotten.
  void begin_execution() {
    memory_ = {};
    if (seen_ != nullptr) {
      seen_->begin_execution();
    }
  }

  /// The ranks are through, and what is left of the execution is no longer theirs.
  void end_of_ranks() {
    if (seen_ != nullptr) {
      seen_->end_of_ranks();
    }
  }

  /// `rank` goes, and with it the last chance to make a store that it has put off.
  void end_of(std::uint32_t rank) { memory_[rank].put_off.run(); }

  /// The mutant, if it is this operation that it makes wrong; else nothing.
  const mutant* enter(kind what, std::memory_order order, const place& where, std::uint32_t rank,
                      const void* location) {
    if (seen_ != nullptr) {
      seen_->note(what, order, where, rank, location);
    }
    const bool hit = mutant_ != nullptr && mutant_->at.what == what && mutant_->at.where == where;
    return hit ? mutant_ : nullptr;
  }

  /// The value that goes with it.
  void use(kind what, const place& where, std::uint32_t rank, std::uint64_t value) {
    if (seen_ != nullptr) {
      seen_->note_value(what, where, rank, value);
    }
  }

  /// Whether `rank` has put off a store that is to be made after this operation, not before it.
  bool is_overtaking(std::uint32_t rank, const place& where) {
    return memory_[rank].put_off.is_pending() && mutant_->next->where == where;
  }
  deferred& put_off(std::uint32_t rank) { return memory_[rank].put_off; }

  /// What `rank` used the time before, or uses now if this is the first time.
  template <class T>
  T stale_value(std::uint32_t rank, T now) {
    past& before = memory_[rank];
    const std::uint64_t value = std::exchange(before.value, now);
    return std::exchange(before.has_value, true) ? static_cast<T>(value) : now;
  }
  template <class Atomic>
  Atomic& stale_location(std::uint32_t rank, Atomic& now) {
    const void* const location = std::exchange(memory_[rank].location, &now);
    return location != nullptr ? as<Atomic>(location) : now;
  }

  /// What the next rank that was here has used; what `rank` uses now if no other rank was here.
  template <class Atomic>
  Atomic& neighbours_location(std::uint32_t rank, Atomic& now) {
    memory_[rank].location = &now;
    for (std::uint32_t next = (rank + 1U) % most_ranks; next != rank;
         next = (next + 1U) % most_ranks) {
      if (memory_[next].location != nullptr) {
        return as<Atomic>(memory_[next].location);
      }
    }
    return now;
  }

 private:
  struct past {
    bool has_value = false;
    std::uint64_t value = 0;
    const void* location = nullptr;
    deferred put_off;
  };

  /// A location that was remembered; all that are used at one place are of one type.
  template <class Atomic>
  static Atomic& as(const void* location) {
    return *static_cast<Atomic*>(const_cast<void*>(location));
  }

  table* seen_ = nullptr;
  const mutant* mutant_ = nullptr;
  std::array<past, most_ranks> memory_;
};

/// The one injector of a program. Its executions come one after the other.
inline mutation_injector injector;

}  // namespace barriers::mutation
