#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace barriers::scenario {

using enum std::memory_order;

/// What one rank shows to the others, on a line of its own.
template <class Env, class Datum>
struct alignas(Env::line) shown {
  Datum datum;
};

/// One shown datum for each rank.
template <class Env, class Datum>
using shown_by_all = std::unique_ptr<shown<Env, Datum>[]>;

template <class Env>
using atomic_of = typename Env::template atomic<std::uint32_t>;
template <class Env>
using payload = typename Env::template plain<std::uint32_t>;

}  // namespace barriers::scenario
