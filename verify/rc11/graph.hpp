#pragma once

#include <verify/rc11/environment.hpp>

#include <array>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <source_location>
#include <vector>

/// Execution graphs: what the ranks have done, what each read reads, and in which order the writes
/// to each location stand.
namespace barriers::rc11 {

using env::rc11_runtime;
using value = rc11_runtime::value;
using location = rc11_runtime::location;

inline constexpr std::uint32_t largest_team = 8;

/// How many events of each rank are known.
class clock {
 public:
  std::uint16_t& operator[](std::size_t rank) { return known_[rank]; }
  std::uint16_t operator[](std::size_t rank) const { return known_[rank]; }
  void join(const clock& other) {
    for (std::size_t rank = 0; rank != largest_team; ++rank) {
      known_[rank] = known_[rank] < other.known_[rank] ? other.known_[rank] : known_[rank];
    }
  }

 private:
  std::array<std::uint16_t, largest_team> known_{};
};

/// An event is the `index`-th of its rank. Each location begins with a write that no rank has made.
struct event_id {
  static constexpr std::uint8_t nobody = 0xff;
  std::uint8_t rank = nobody;
  std::uint32_t index = 0;  ///< of the initial write: the location

  [[nodiscard]] bool is_initial() const { return rank == nobody; }
  friend bool operator==(const event_id&, const event_id&) = default;
};

inline event_id initial_write(location of) {
  return {event_id::nobody, static_cast<std::uint32_t>(of)};
}

enum class event_kind : std::uint8_t { read, write, fence, choice };

/// What a read-modify-write does is two events next to each other, both `exclusive`. A
/// compare-exchange that fails is a read that is not.
struct event {
  event_kind what = event_kind::read;
  std::memory_order order = std::memory_order::relaxed;
  location where{};
  value written = 0;  ///< of a write; of a choice what was chosen
  event_id source{};  ///< of a read: the write that it reads

  bool exclusive = false;
  bool awaits = false;
  bool blocked = false;  ///< waits for ever; what it reads does not satisfy it

  /// Of the read of a compare-exchange.
  bool compares = false;
  bool weak = false;
  bool spurious = false;  ///< fails, although it reads what it expects
  value expected = 0;
  std::memory_order success = std::memory_order::relaxed;
  std::memory_order failure = std::memory_order::relaxed;

  /// When it was added to the graph, among the others.
  std::uint32_t stamp = 0;

  clock prefix{};    ///< what it depends on, by program order and reads-from, itself included
  clock known{};     ///< what happens before it, itself included
  clock promised{};  ///< what an acquire fence after it acquires
  clock fenced{};    ///< what happens before the last release fence up to here
  clock released{};  ///< of a write: what happens before a rank that acquires it

  std::source_location at{};
};

/// Grows by one event at a time, at the end of a rank; the events that an event depends on are
/// always there.
class graph {
 public:
  explicit graph(std::uint32_t team) : ranks_(team) {}

  [[nodiscard]] std::uint32_t team() const { return static_cast<std::uint32_t>(ranks_.size()); }
  [[nodiscard]] const std::vector<event>& rank(std::uint32_t which) const { return ranks_[which]; }
  [[nodiscard]] std::uint32_t size(std::uint32_t rank) const {
    return static_cast<std::uint32_t>(ranks_[rank].size());
  }
  [[nodiscard]] const event& operator[](event_id of) const { return ranks_[of.rank][of.index]; }

  /// The stamp of the event that is added next.
  [[nodiscard]] std::uint32_t now() const { return now_; }
  [[nodiscard]] std::size_t locations() const { return locations_.size(); }

  /// The writes to a location in modification order, without the initial one; and its reads.
  [[nodiscard]] const std::vector<event_id>& writes(location of) const;
  [[nodiscard]] const std::vector<event_id>& reads(location of) const;
  [[nodiscard]] event_id last_write(location of) const;
  /// The place of a write in modification order; that of the initial one is 0.
  [[nodiscard]] std::size_t position(location of, event_id write) const;
  /// Whether a read-modify-write has read this write, so that nothing comes between the two.
  [[nodiscard]] bool is_taken(location of, event_id write) const;

  /// What happens before the next event of a rank.
  [[nodiscard]] const clock& known_to(std::uint32_t rank) const;
  [[nodiscard]] const clock& known_before(event_id of) const;
  [[nodiscard]] bool depends(event_id later, event_id earlier) const {
    return (*this)[later].prefix[earlier.rank] > earlier.index;
  }

  /// Adds a fence, a choice, or a read with its source.
  event_id add(std::uint32_t rank, const event& what);
  /// Adds a write directly after another, which may be the initial one.
  event_id add_write(std::uint32_t rank, const event& what, event_id after);

  /// Lets the last event of a rank, a read, be another one.
  void reread(event_id read, const event& what);

  /// Takes away what was added at `stamp` and later.
  void cut(std::uint32_t stamp);
  /// Takes away what was added after `stamp`, but for what `kept` knows of.
  void cut_after(std::uint32_t stamp, const clock& kept);

 private:
  struct location_accesses {
    std::vector<event_id> writes;
    std::vector<event_id> reads;
  };

  event& at(event_id of) { return ranks_[of.rank][of.index]; }
  location_accesses& of_location(location which);
  event_id append(std::uint32_t rank, const event& what);
  void settle(event_id which);
  void read_clocks(event& read) const;
  void write_clocks(event& write, event_id of) const;
  void fence_clocks(event& fence) const;
  void remove_last(std::uint32_t rank);

  std::vector<std::vector<event>> ranks_;
  std::vector<location_accesses> locations_;
  std::uint32_t now_ = 0;
};

inline bool acquires(std::memory_order order) {
  return order == std::memory_order::acquire || order == std::memory_order::consume ||
         order == std::memory_order::acq_rel || order == std::memory_order::seq_cst;
}
inline bool releases(std::memory_order order) {
  return order == std::memory_order::release || order == std::memory_order::acq_rel ||
         order == std::memory_order::seq_cst;
}

}  // namespace barriers::rc11
