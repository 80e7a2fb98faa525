#include <verify/relacy/arena.hpp>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <new>

/// Memory for what an execution shares between its ranks, which is all that is over-aligned here.
///
/// Nothing is given back before the execution ends. So a rank that touches an atomic of a barrier
/// that is gone meets the mark that Relacy left there, which is a verdict, and not whatever the
/// heap made of it, which is a crash or nothing. And Relacy, which would branch over every free of
/// the memory that it manages, has none to branch over.
namespace barriers::relacy::arena {
namespace {

constexpr std::size_t largest_alignment = 4096;
alignas(largest_alignment) std::byte storage[std::size_t{1} << 20U];
std::size_t used = 0;

void* take(std::size_t size, std::size_t alignment) noexcept {
  const std::size_t begin = (used + alignment - 1) / alignment * alignment;
  if (alignment > largest_alignment || size > sizeof storage - begin) {
    std::fputs("relacy: an execution asks for more memory than the arena holds\n", stderr);
    std::abort();
  }
  used = begin + size;
  return storage + begin;
}

}  // namespace

void begin_execution() noexcept {
  used = 0;
}

}  // namespace barriers::relacy::arena

void* operator new(std::size_t size, std::align_val_t alignment) {
  return barriers::relacy::arena::take(size, static_cast<std::size_t>(alignment));
}
void* operator new[](std::size_t size, std::align_val_t alignment) {
  return barriers::relacy::arena::take(size, static_cast<std::size_t>(alignment));
}
void operator delete(void*, std::align_val_t) noexcept {}
void operator delete[](void*, std::align_val_t) noexcept {}
