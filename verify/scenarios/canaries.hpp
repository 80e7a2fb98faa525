#pragma once

#include <verify/scenarios/shown.hpp>

#include <array>
#include <atomic>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <utility>

/// Faults that no engine may miss, for two ranks and no barrier at all. An engine that lets one of
/// them pass does not work: the wrong compiler flags can do that, and then everything passes. They
/// are compiled into each executable, with the flags and the code that they vouch for.
///
/// They are scenarios; which of them an engine has to detect, and as what, stands in its own list.
namespace barriers::canary {

using scenario::atomic_of;
using scenario::payload;
using enum std::memory_order;

/// Two ranks, and nothing to look at when they have left.
struct two_ranks {
  two_ranks(std::uint32_t, std::uint32_t) {}
  void after(auto&) {}
};

/// Rank 0 destroys an atomic that rank 1 reads.
template <class Env>
struct use_after_destroy : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t rank, auto&) {
    rank == 0 ? shared.reset() : static_cast<void>(shared->load(relaxed));
  }
  std::optional<atomic_of<Env>> shared{std::in_place, 0U};
};

/// Rank 0 destroys an atomic and gives back its memory, and only then may rank 1 read it.
template <class Env>
struct use_after_free : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t rank, auto&) {
    if (rank == 0) {
      shared.reset();
      freed.publish(1U, relaxed);
    } else {
      freed.await(1U, relaxed);
      static_cast<void>(kept->load(relaxed));
    }
  }
  atomic_of<Env> freed{0U};
  std::unique_ptr<atomic_of<Env>> shared = std::make_unique<atomic_of<Env>>(0U);
  const atomic_of<Env>* kept = shared.get();
};

/// Rank 1 is done with an atomic, and rank 0, which hears of it by a relaxed store, destroys it.
template <class Env>
struct unordered_destruction : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t rank, auto&) {
    if (rank == 0) {
      left.await(1U, relaxed);
      shared.reset();
    } else {
      static_cast<void>(shared->load(relaxed));
      left.publish(1U, relaxed);
    }
  }
  atomic_of<Env> left{0U};
  std::optional<atomic_of<Env>> shared{std::in_place, 0U};
};

/// Rank 0 tells rank 1, with a relaxed store, that it has written.
template <class Env>
struct relaxed_arrival : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t rank, auto&) {
    if (rank == 0) {
      written.write(1U);
      arrived.publish(1U, relaxed);
    } else {
      arrived.await(1U, acquire);
      static_cast<void>(written.read());
    }
  }
  atomic_of<Env> arrived{0U};
  payload<Env> written;
};

/// Rank 1 hears that there is something to read, and there is not.
template <class Env>
struct nothing_written : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t rank, auto&) {
    if (rank == 1) {
      static_cast<void>(written.read());
    }
  }
  payload<Env> written;
};

/// The ranks tell each other of two phases with one flag each: the second may come before the other
/// has looked at the first.
template <class Env>
struct no_parity : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t rank, auto&) {
    for (const std::uint32_t sense : {1U, 0U}) {
      told[1U - rank].publish(sense, release);
      told[rank].await(sense, acquire);
    }
  }
  std::array<atomic_of<Env>, 2> told{atomic_of<Env>{0U}, atomic_of<Env>{0U}};
};

/// Both ranks wait for something that is never published.
template <class Env>
struct hang : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t, auto&) { never.await(1U, acquire); }
  atomic_of<Env> never{0U};
};

/// Both ranks try, again and again, to take what is never given up.
template <class Env>
struct never_given_up : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t, auto& context) {
    while (taken.exchange(1U, acquire) == 1U) {
      context.retry();
    }
  }
  atomic_of<Env> taken{1U};
};

/// Rank 0 falls asleep, and rank 1 stores without waking it. To be tried where ranks park.
template <class Env>
struct sleep_without_wake : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t rank, auto&) {
    rank == 0 ? static_cast<void>(shared.await(1U, acquire)) : shared.store(1U, release);
  }
  atomic_of<Env> shared{0U};
};

/// Stores by two ranks pass each other: neither is ordered, so each may come last.
template <class Env>
struct stores_pass_stores : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t rank, auto&) {
    atomics[rank].store(1U, relaxed);
    atomics[1U - rank].store(2U, relaxed);
  }
  void after(auto& context) {
    context.expect(atomics[0].load(relaxed) != 1U || atomics[1].load(relaxed) != 1U,
                   "one of the later stores is the last");
  }
  std::array<atomic_of<Env>, 2> atomics{atomic_of<Env>{0U}, atomic_of<Env>{0U}};
};

/// A property is broken.
template <class Env>
struct broken_property : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t rank, auto& context) { context.expect(rank == 0, "every rank is rank 0"); }
};

/// Rank 1 is refused memory, which says nothing of what is tried.
template <class Env>
struct out_of_memory : two_ranks {
  using two_ranks::two_ranks;
  void run(std::uint32_t rank, auto&) {
    if (rank == 1) {
      throw std::bad_alloc{};
    }
  }
};

}  // namespace barriers::canary
