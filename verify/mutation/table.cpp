#include <verify/mutation/table.hpp>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <tuple>

namespace barriers::mutation {
namespace {

bool lies_in(std::string_view folder, const operation& one) {
  return std::string_view{one.where.file}.starts_with(folder);
}

bool is_a_store(const operation& one) {
  return one.what == kind::store || one.what == kind::publish;
}

}  // namespace

void table::begin_execution() {
  const std::scoped_lock alone{writing_};
  last_use_ = {};
  last_row_.fill(nowhere);
  ranks_run_ = true;
}

void table::end_of_ranks() {
  const std::scoped_lock alone{writing_};
  ranks_run_ = false;
}

std::size_t table::row_of(kind what, std::memory_order order, const place& where) {
  for (std::size_t row = 0; row != size_; ++row) {
    if (rows_[row].where == where) {
      return row;
    }
  }
  if (size_ == most_places) {
    std::fputs("mutants: there are more places than the table has rows\n", stderr);
    std::abort();
  }
  rows_[size_] = {.what = what, .where = where, .order = order};
  return size_++;
}

void table::note(kind what, std::memory_order order, const place& where, std::uint32_t rank,
                 const void* location) {
  const std::scoped_lock alone{writing_};
  const std::size_t row = row_of(what, order, where);
  if (rows_[row].what != what) {
    return;  // a step of the publish or await that stands here
  }
  const void* const before = std::exchange(last_use_[row][rank].location, location);
  rows_[row].locations_vary |= before != nullptr && before != location;
  rows_[row].locations_differ |=
      std::ranges::any_of(last_use_[row], [location](const use& by_another) {
        return by_another.location != nullptr && by_another.location != location;
      });
  if (ranks_run_ && last_row_[rank] != nowhere) {
    followed_by_[last_row_[rank]][row] = true;
  }
  last_row_[rank] = row;
}

void table::note_value(kind what, const place& where, std::uint32_t rank, std::uint64_t value) {
  const std::scoped_lock alone{writing_};
  for (std::size_t row = 0; row != size_; ++row) {
    if (rows_[row].where == where && rows_[row].what == what) {
      const auto before = std::exchange(last_use_[row][rank].value, value);
      rows_[row].values_vary |= before.has_value() && before != value;
    }
  }
}

std::vector<operation> table::operations(std::string_view folder) const {
  std::vector<operation> found;
  std::copy_if(rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(size_),
               std::back_inserter(found),
               [folder](const operation& one) { return lies_in(folder, one); });
  std::ranges::sort(found, {}, [](const operation& one) {
    return std::tuple{std::string_view{one.where.file}, one.where.line, one.where.column};
  });
  return found;
}

std::vector<std::pair<operation, operation>> table::adjacent_stores(std::string_view folder) const {
  std::vector<std::pair<operation, operation>> found;
  for (std::size_t first = 0; first != size_; ++first) {
    for (std::size_t second = 0; second != size_; ++second) {
      const operation& one = rows_[first];
      const operation& next = rows_[second];
      if (followed_by_[first][second] && is_a_store(one) && is_a_store(next) &&
          lies_in(folder, one) && lies_in(folder, next)) {
        found.emplace_back(one, next);
      }
    }
  }
  return found;
}

}  // namespace barriers::mutation
