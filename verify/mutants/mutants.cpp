#include "charges.hpp"
#include "program.hpp"

#include <canaries.hpp>
#include <narrow.hpp>

#include <barriers_registry.hpp>

using namespace barriers;

/// The mutants of the barrier named on the compiler's command line, and of the seats it has.
///
/// Its ranks spin. How a rank falls asleep and is woken has mutants of its own (parking.cpp).
int main(int argc, char** argv) {
  using entry = registry::entry::BARRIERS_WORD;
  return mutants::program(argc, argv, std::string{entry::word}, "impls/",
                          mutants::charges_of<scenario::narrow<entry>>(), model::canaries());
}
