#include <verify/driver/command_line.hpp>
#include <verify/driver/tests_of.hpp>
#include <verify/mutation/sample_program.hpp>
#include <verify/rc11/backend.hpp>
#include <verify/rc11/engine.hpp>

using namespace barriers;

/// Every test in every execution that RC11 allows.
int main(int argc, char** argv) {
  using backend = rc11::rc11_backend;
  using sample = mutation::sample_program<mutation::mutated<backend, env::park>>;
  rc11::rc11_engine engine;
  return driver::command_line(argc, argv, engine,
                              driver::mutation_test_of<backend, sample>("park", 2));
}
