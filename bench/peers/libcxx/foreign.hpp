#pragma once

#include <cstddef>
#include <cstdint>

namespace barriers::peers {

/// No completion, for `libcxx_foreign`.
struct libcxx_no_call {
  void operator()() const noexcept {}
};

/// A completion that lives on our side of the ABI boundary.
struct libcxx_call {
  void (*function)(void* completion);
  void* completion;
  void operator()() const noexcept { function(completion); }
};

/// std::barrier of libc++, which cannot share a translation unit with libstdc++: its functions are
/// compiled against libc++, and no type of either library crosses the ABI boundary.
template <class Call>
class libcxx_foreign {
 public:
  using token = std::uint8_t;

  explicit libcxx_foreign(std::uint32_t team, Call call = {});
  libcxx_foreign(const libcxx_foreign&) = delete;
  libcxx_foreign& operator=(const libcxx_foreign&) = delete;
  ~libcxx_foreign();

  token arrive(std::uint32_t ranks = 1) noexcept;
  void wait(token arrival) noexcept;
  void arrive_and_wait() noexcept;

 private:
  static constexpr std::size_t line = 64;

  alignas(line) std::byte barrier_[2 * line];
};

}  // namespace barriers::peers
