#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace barriers::mutation {

/// Something small that makes every kind of operation, for the engine to be tried on: ranks that
/// count in a total which a lock protects.
template <class Env>
class sample_program {
  using enum std::memory_order;
  using atomic = typename Env::template atomic<std::uint32_t>;

 public:
  static constexpr std::string_view name = "sample_program";

  sample_program(std::uint32_t team, std::uint32_t phases) : team_{team}, phases_{phases} {
    total_.write(0U);
  }

  void run(std::uint32_t rank, auto&) {
    for (std::uint32_t phase = 0; phase != phases_; ++phase) {
      std::uint32_t free = 0;
      while (!lock_.compare_exchange_strong(free, 1U, acquire, relaxed)) {
        free = 0;
        lock_.await(0U, relaxed);
      }
      total_.write(total_.read() + 1U);
      unread_[(rank + phase) % 2U].store(phase, relaxed);
      lock_.publish(0U, release);
      Env::fence(seq_cst);
      passed_.fetch_add(1U, acq_rel);
    }
  }

  void after(auto& context) {
    context.expect(total_.read() == team_ * phases_, "the total counts everybody");
  }

 private:
  const std::uint32_t team_;
  const std::uint32_t phases_;
  atomic lock_{0U};
  atomic passed_{0U};
  std::array<atomic, 2> unread_{atomic{0U}, atomic{0U}};
  typename Env::template plain<std::uint32_t> total_;
};

}  // namespace barriers::mutation
