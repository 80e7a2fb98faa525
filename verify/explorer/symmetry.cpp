#include "symmetry.hpp"

#include <algorithm>

namespace barriers::explorer {
namespace {

/// Whether two events at the same index of two ranks, which have done the same before, are the same.
bool are_same(const event& a, const event& b) {
  return a.what == b.what && a.where == b.where && a.source == b.source && a.what != kind::write &&
         a.written == b.written && a.exclusive == b.exclusive;
}

/// Whether no plain store stands before that place in modification order: whoever is there depends
/// on all that are before.
bool is_reached_by_changes_only(const graph& of, word where, std::size_t position) {
  const std::vector<name>& writes = of.writes(where);
  return std::all_of(writes.begin(), writes.begin() + static_cast<std::ptrdiff_t>(position),
                     [&of](name write) { return of[write].exclusive; });
}

/// Whether a rank and a higher one come in this order, or in none.
bool are_in_order(const graph& of, std::uint32_t rank, std::uint32_t higher) {
  const std::uint32_t both = std::min(of.size(rank), of.size(higher));
  for (std::uint32_t index = 0; index != both; ++index) {
    const event& first = of.rank(rank)[index];
    const event& second = of.rank(higher)[index];
    if (are_same(first, second)) {
      continue;
    }
    if (!first.exclusive || !second.exclusive || first.where != second.where ||
        first.what != kind::read || second.what != kind::read) {
      return true;
    }
    const std::size_t mine = of.position(first.where, first.source);
    return mine <= of.position(second.where, second.source) ||
           !is_reached_by_changes_only(of, first.where, mine);
  }
  return true;
}

}  // namespace

bool is_representative(const graph& of, std::uint32_t alike) {
  for (std::uint32_t rank = 0; rank + 1 < alike; ++rank) {
    for (std::uint32_t higher = rank + 1; higher < alike; ++higher) {
      if (!are_in_order(of, rank, higher)) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace barriers::explorer
