#pragma once

#include <barriers/barrier.hpp>
#include <barriers/registry.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <new>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace barriers {

/// A barrier whose algorithm and policy are chosen at run time, by their names.
///
///     barriers::any barrier{"dissemination", "park", team};
///     // in the thread that is rank r:
///     barriers::participant me{barrier, r};
///
/// For programs that take the choice from a configuration, or from `scripts/barriers recommend`.
/// Participants, errors and memory effects are those of the algorithm. It takes no completion,
/// since not every algorithm does.
///
/// Cost beyond that of the algorithm: an indirect call for each arrival, and for each wait where the
/// two are apart. Space: a second seat for each rank.
class any {
 public:
  /// That of the seats. The algorithm waits by the policy that was named.
  using environment = env::native<env::park>;
  static constexpr description about{.title = "any algorithm and policy, by name",
                                     .reference = "none: it calls the one that was named"};

  /// What a rank keeps: where the algorithm keeps it.
  struct local {
    void* kept = nullptr;
  };

  /// A token of the algorithm.
  struct [[nodiscard]] token {
    alignas(std::uint64_t) std::array<std::byte, 16> room{};
  };

  /// A barrier for `team` ranks. Throws std::invalid_argument unless 1 <= team <= largest_team, and
  /// for a name that is unknown, with the list of those that are known.
  any(std::string_view algorithm, std::string_view policy, team_size team)
      : chosen_{choose(algorithm, policy, team)}, seats_{team} {
    for (std::uint32_t rank = 0; rank != team; ++rank) {
      seats_[rank].kept = chosen_.kept(chosen_.barrier.get(), rank);
    }
  }

  /// The names of the algorithms, in the order of the list.
  [[nodiscard]] static std::vector<std::string_view> algorithms() {
    std::vector<std::string_view> names;
    registry::for_each_barrier([&names]<class Entry>() { names.push_back(Entry::name); });
    return names;
  }

  /// The names of the policies.
  [[nodiscard]] static std::vector<std::string_view> policies() {
    std::vector<std::string_view> names;
    env::for_each_policy([&names]<class Policy>() { names.push_back(Policy::name); });
    return names;
  }

  /// The name of the algorithm that was chosen.
  [[nodiscard]] std::string_view algorithm() const noexcept { return chosen_.algorithm; }

  /// Whether the algorithm has a split phase.
  [[nodiscard]] bool has_split_phase() const noexcept { return chosen_.arrive != nullptr; }

  [[nodiscard]] seating<environment, local>& seats() noexcept { return seats_; }

  /// Ends the program if the algorithm has no split phase.
  token arrive(local& me) noexcept {
    if (!has_split_phase()) {
      environment::die(std::string{algorithm()} +
                       " has no split phase (any::has_split_phase): call arrive_and_wait");
    }
    return chosen_.arrive(chosen_.barrier.get(), me.kept);
  }

  wait_result wait(local& me, token mine) noexcept {
    return chosen_.wait(chosen_.barrier.get(), me.kept, mine);
  }

  wait_result arrive_and_wait(local& me) noexcept {
    return chosen_.arrive_and_wait(chosen_.barrier.get(), me.kept);
  }

 private:
  /// A barrier whose type is forgotten, and its functions: without `arrive` and `wait` where it has
  /// no split phase.
  struct erased {
    std::string_view algorithm;
    std::unique_ptr<void, void (*)(void* barrier) noexcept> barrier;
    void* (*kept)(void* barrier, std::uint32_t rank) noexcept;
    wait_result (*arrive_and_wait)(void* barrier, void* kept) noexcept;
    token (*arrive)(void* barrier, void* kept) noexcept = nullptr;
    wait_result (*wait)(void* barrier, void* kept, token mine) noexcept = nullptr;
  };

  template <class T>
  static T& as(void* object) noexcept {
    return *static_cast<T*>(object);
  }

  template <class Barrier>
  static erased erase(std::string_view algorithm, team_size team) {
    using inner_local = typename Barrier::local;
    erased made{.algorithm = algorithm,
                .barrier = {new Barrier{team}, &free_unless_kept<Barrier>},
                .kept = [](void* barrier, std::uint32_t rank) noexcept -> void* {
                  return &as<Barrier>(barrier).seats()[rank];
                },
                .arrive_and_wait =
                    [](void* barrier, void* kept) noexcept {
                      return as<Barrier>(barrier).arrive_and_wait(as<inner_local>(kept));
                    }};
    if constexpr (split_phase_barrier<Barrier>) {
      using inner_token = typename Barrier::token;
      static_assert(std::is_trivially_copyable_v<inner_token> &&
                    sizeof(inner_token) <= sizeof(token) && alignof(inner_token) <= alignof(token));
      made.arrive = [](void* barrier, void* kept) noexcept {
        token mine;
        ::new (mine.room.data()) inner_token{as<Barrier>(barrier).arrive(as<inner_local>(kept))};
        return mine;
      };
      made.wait = [](void* barrier, void* kept, token mine) noexcept {
        return as<Barrier>(barrier).wait(as<inner_local>(kept),
                                         *std::launder(&as<inner_token>(mine.room.data())));
      };
    }
    return made;
  }

  /// Ranks may go on waiting at the barrier while the program ends.
  template <class Barrier>
  static void free_unless_kept(void* barrier) noexcept {
    if (!environment::keeps_memory()) {
      delete static_cast<Barrier*>(barrier);
    }
  }

  static erased choose(std::string_view algorithm, std::string_view policy, team_size team) {
    expect_known("algorithm", algorithm, algorithms());
    expect_known("policy", policy, policies());
    std::optional<erased> made;
    registry::for_each_barrier([&]<class Entry>() {
      env::for_each_policy([&]<class Policy>() {
        if (Entry::name == algorithm && Policy::name == policy) {
          made = erase<typename Entry::template barrier<env::native<Policy>>>(Entry::name, team);
        }
      });
    });
    return std::move(*made);
  }

  /// Throws unless the list contains the name.
  static void expect_known(const char* what, std::string_view name,
                           const std::vector<std::string_view>& known) {
    std::string list;
    for (const std::string_view each : known) {
      if (each == name) {
        return;
      }
      list.append(list.empty() ? "" : ", ").append(each);
    }
    fail<std::invalid_argument>("there is no " + std::string{what} + " '" + std::string{name} +
                                "'; there are: " + list);
  }

  erased chosen_;
  seating<environment, local> seats_;
};

}  // namespace barriers
