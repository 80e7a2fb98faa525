#pragma once

#include "trying.hpp"

#include <string>

/// The traces that are kept beside the exhibits, in files of their words.
namespace barriers::wrong {

/// The card of a convicted exhibit, the execution that convicts it, and the steps of that execution.
/// Steps outside the museum are without their lines, and so stay as they are when other files move.
std::string evidence_of(const finding& convicted);

/// Puts the evidence into `folder`.
void keep(const finding& convicted, const std::string& folder);

/// Whether the evidence in `folder` is still what happens.
bool is_kept(const finding& convicted, const std::string& folder);

}  // namespace barriers::wrong
