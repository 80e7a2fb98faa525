#include <verify/rc11/freed_memory.hpp>

#include <cstddef>
#include <cstdlib>
#include <new>

namespace barriers::rc11::freed_memory {
namespace {

/// Lists a block that was given back, without a trace in the block itself.
struct freed_block {
  void* block;
  freed_block* before;
};

thread_local bool is_kept = false;
thread_local freed_block* latest = nullptr;

void give_back(void* block) noexcept {
  if (!is_kept || block == nullptr) {
    std::free(block);
    return;
  }
  if (void* const room = std::malloc(sizeof(freed_block)); room != nullptr) {
    latest = new (room) freed_block{block, latest};
  }
}

}  // namespace

void keep(bool kept) noexcept {
  is_kept = kept;
}

void release() noexcept {
  while (latest != nullptr) {
    freed_block* const now = latest;
    latest = now->before;
    std::free(now->block);
    std::free(now);
  }
}

}  // namespace barriers::rc11::freed_memory

// What all programs that link rc11 free by. They allocate as always: by malloc.
void operator delete(void* block) noexcept {
  barriers::rc11::freed_memory::give_back(block);
}
void operator delete[](void* block) noexcept {
  barriers::rc11::freed_memory::give_back(block);
}
void operator delete(void* block, std::size_t) noexcept {
  barriers::rc11::freed_memory::give_back(block);
}
void operator delete[](void* block, std::size_t) noexcept {
  barriers::rc11::freed_memory::give_back(block);
}
void operator delete(void* block, std::align_val_t) noexcept {
  barriers::rc11::freed_memory::give_back(block);
}
void operator delete[](void* block, std::align_val_t) noexcept {
  barriers::rc11::freed_memory::give_back(block);
}
void operator delete(void* block, std::size_t, std::align_val_t) noexcept {
  barriers::rc11::freed_memory::give_back(block);
}
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept {
  barriers::rc11::freed_memory::give_back(block);
}
