#pragma once

#include <verify/mutation/operation.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace barriers::mutation {

/// More ranks than any execution here has.
inline constexpr std::uint32_t most_ranks = 16;

/// The operations that executions were seen to make, each place once.
///
/// It allocates nothing while it takes notes: under Relacy an allocation is a part of the
/// execution. What a publish or an await is made of stands at the same place, and is not told
/// apart from it: the first, which is the whole, gives the place its kind.
class table {
 public:
  /// What a rank knew at a place is forgotten: its locations are gone.
  void begin_execution();

  /// The ranks are through. What is done now is done by one thread alone, in an order
  /// that no rank can tell.
  void end_of_ranks();

  /// `rank` makes an operation on `location`.
  void note(kind what, std::memory_order order, const place& where, std::uint32_t rank,
            const void* location);

  /// The value that `rank` stores, loads or awaits there.
  void note_value(kind what, const place& where, std::uint32_t rank, std::uint64_t value);

  /// What was seen, by file, line and column, of files whose name begins with `folder`.
  [[nodiscard]] std::vector<operation> operations(std::string_view folder) const;

  /// The stores and publishes of `folder` that some rank made one directly after the other.
  [[nodiscard]] std::vector<std::pair<operation, operation>>
  adjacent_stores(std::string_view folder) const;

 private:
  static constexpr std::size_t most_places = 256;
  static constexpr std::size_t nowhere = most_places;

  struct use {
    const void* location;
    std::optional<std::uint64_t> value;
  };

  std::size_t row_of(kind what, std::memory_order order, const place& where);

  mutable std::mutex writing_;
  std::size_t size_ = 0;
  std::array<operation, most_places> rows_{};
  std::array<std::array<use, most_ranks>, most_places> last_use_{};
  std::array<std::size_t, most_ranks> last_row_{};
  bool ranks_run_ = false;
  std::array<std::array<bool, most_places>, most_places> followed_by_{};
};

}  // namespace barriers::mutation
