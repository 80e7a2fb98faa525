#pragma once

// What the library needs of a compiler and of a system, in one line where it is missing. Both GCC
// and clang stop at a header that does not exist, so that no further error buries that line.
#if __cplusplus < 202002L
#error "barriers needs C++20: compile with -std=c++20 or later"
#include <see_the_error_above>
#elif !defined(__linux__)
#error "barriers needs Linux: it waits on futexes"
#include <see_the_error_above>
#else
#include <version>
#if !defined(__cpp_lib_source_location)
#error "barriers needs std::source_location: GCC 11, or clang 16 with a library as new, or later"
#include <see_the_error_above>
#endif
#endif
