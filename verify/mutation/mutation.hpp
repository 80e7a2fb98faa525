#pragma once

#include <verify/mutation/operation.hpp>
#include <verify/mutation/table.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace barriers::mutation {

/// The ways in which an operation is made wrong.
enum class way {
  weakened,             ///< it has a weaker order
  dropped,              ///< it does nothing
  split,                ///< a read-modify-write is a load, and then a store
  early,                ///< an await looks once, and returns
  stale_value,          ///< it uses the value that this rank used, or saw, here the time before
  stale_location,       ///< it goes to the location that this rank used here the time before
  neighbours_location,  ///< it goes to the location that the next rank used here
  one_more,             ///< a read-modify-write takes one more
  one_less,             ///< a read-modify-write takes one less
  swapped,              ///< a store comes after the store that should follow it
  blind,                ///< a sleep does not compare
};

/// One operation made wrong in one way: what would be a copy of the source with one slip in it.
struct mutant {
  operation at;
  way how;
  std::memory_order order{};           ///< of a weakened one
  std::optional<operation> next = {};  ///< the store that a swapped one comes after

  /// "acq_rel -> acquire", "dropped", "swapped with the next store in seating.hpp", ..
  [[nodiscard]] std::string name() const;
};

/// All the mutants of what a table has seen in `folder`.
std::vector<mutant> mutants_of(const table& seen, std::string_view folder);

}  // namespace barriers::mutation
