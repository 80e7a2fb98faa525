#include <verify/rc11/litmus/options.hpp>

#include <CLI/CLI.hpp>

#include <cstdlib>

namespace barriers::rc11::litmus {

options read_options(int argc, char** argv, const std::string& description, options usual) {
  CLI::App app{description};
  app.footer("Exit status: 0 all agreed, 1 something did not, others from the command line.");
  app.add_option("--programs", usual.programs, "how many")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--first", usual.first, "the seed of the first")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_option("--largest", usual.largest, "the most graphs that brute force may try for one")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
  app.add_flag("--json", usual.json, "JSON on stdout; what is wrong goes to stderr");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    std::exit(app.exit(error));
  }
  return usual;
}

}  // namespace barriers::rc11::litmus
