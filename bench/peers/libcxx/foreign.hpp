#pragma once

#include <cstdint>

namespace barriers::peers {

/// No completion, for `libcxx_foreign`.
struct libcxx_no_call {
  void operator()() const noexcept {}
};

/// A completion that lives on our side of the border.
struct libcxx_call {
  void (*function)(void* completion);
  void* completion;
  void operator()() const noexcept { function(completion); }
};

/// std::barrier of libc++, which cannot share a translation unit with libstdc++: this one is
/// compiled against libc++, and no type of either library crosses its border.
template <class Call>
class libcxx_foreign {
 public:
  using token = std::uint8_t;

  libcxx_foreign(std::uint32_t team, Call call);
  libcxx_foreign(const libcxx_foreign&) = delete;
  libcxx_foreign& operator=(const libcxx_foreign&) = delete;
  ~libcxx_foreign();

  token arrive() noexcept;
  void wait(token arrival) noexcept;
  void arrive_and_wait() noexcept;

 private:
  void* barrier_;
};

}  // namespace barriers::peers
