#include <verify/stress/allocations.hpp>

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t calls = 0;

void* allocate(std::size_t size, std::size_t alignment) {
  ++calls;
  const std::size_t whole = (size + alignment - 1) / alignment * alignment;
  if (void* memory = std::aligned_alloc(alignment, whole)) {
    return memory;
  }
  throw std::bad_alloc{};
}

}  // namespace

std::size_t barriers::verify::allocations() noexcept {
  return calls;
}

// The arrays and the nothrow forms of the standard library come to these.
void* operator new(std::size_t size) {
  return allocate(size, alignof(std::max_align_t));
}
void* operator new(std::size_t size, std::align_val_t alignment) {
  return allocate(size, static_cast<std::size_t>(alignment));
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::align_val_t) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept {
  std::free(memory);
}
