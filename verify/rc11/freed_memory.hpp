#pragma once

/// Memory that ranks free while they run is kept until their execution is over. A later use of it
/// finds the locations as they were left, and is detected, instead of reading other memory.
namespace barriers::rc11::freed_memory {

/// Whether memory that is given back in this thread is kept from now on.
void keep(bool kept) noexcept;

/// Gives back what was kept in this thread.
void release() noexcept;

}  // namespace barriers::rc11::freed_memory
