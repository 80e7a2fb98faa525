#pragma once

#include <verify/mutation/mutation.hpp>

#include <string>

namespace barriers::mutation {

/// The proof that `one` is no mistake, if the text declares it; else nothing.
///
/// A declaration stands in the comment above the statement, with the name of the mutant between the
/// colons, and its further lines indented:
///
///     // equivalent: acquire -> relaxed: why no rank can tell
///     //     the difference
std::string declared_proof(const mutant& one);

}  // namespace barriers::mutation
