#pragma once

/// Everything: the algorithms, the barriers that are known from other libraries, and the
/// environments of the machine.
///
/// The list of algorithms is made when the library is configured, so that this header is found by
/// CMake's target `barriers::barriers`; that of a single algorithm, in a copy of this folder too.
#include <barriers/any.hpp>
#include <barriers/barrier.hpp>
#include <barriers/cyclic.hpp>
#include <barriers/registry.hpp>
