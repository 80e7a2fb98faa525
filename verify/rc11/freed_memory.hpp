#pragma once

/// What ranks give back while they run is kept until their execution is over. Who uses it after
/// that finds its locations as they were left, and is detected, instead of reading what is not
/// there.
namespace barriers::rc11::freed_memory {

/// Whether memory that is given back in this thread is kept from now on.
void keep(bool kept) noexcept;

/// Gives back what was kept in this thread.
void release() noexcept;

}  // namespace barriers::rc11::freed_memory
