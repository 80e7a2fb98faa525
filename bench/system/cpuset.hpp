#pragma once

#include <hwloc.h>

#include <cstdlib>
#include <memory>
#include <string>

namespace barriers::bench {

/// A set of PUs, as hwloc keeps it.
class cpuset {
 public:
  cpuset() : bits_{hwloc_bitmap_alloc()} {}

  static cpuset of(unsigned pu) {
    cpuset set;
    hwloc_bitmap_only(set.get(), pu);
    return set;
  }

  [[nodiscard]] hwloc_cpuset_t get() const noexcept { return bits_.get(); }

  [[nodiscard]] std::string listed() const {
    char* text = nullptr;
    hwloc_bitmap_list_asprintf(&text, bits_.get());
    const std::unique_ptr<char, decltype(&std::free)> owner{text, &std::free};
    return text;
  }

  friend bool operator==(const cpuset& left, const cpuset& right) {
    return hwloc_bitmap_isequal(left.get(), right.get()) != 0;
  }

 private:
  struct bitmap_deleter {
    void operator()(hwloc_bitmap_t bits) const noexcept { hwloc_bitmap_free(bits); }
  };
  std::unique_ptr<hwloc_bitmap_s, bitmap_deleter> bits_;
};

}  // namespace barriers::bench
