#include <verify/driver/command_line.hpp>
#include <verify/driver/tests_of.hpp>
#include <verify/mutation/sample_program.hpp>
#include <verify/relacy/backend.hpp>
#include <verify/relacy/engine.hpp>

using namespace barriers;

/// Every test under the Relacy Race Detector.
int main(int argc, char** argv) {
  using backend = relacy::relacy_backend;
  using sample = mutation::sample_program<mutation::mutated<backend, env::park>>;
  relacy::relacy_engine engine;
  return driver::command_line(argc, argv, engine,
                              driver::mutation_test_of<backend, sample>("park", 2));
}
