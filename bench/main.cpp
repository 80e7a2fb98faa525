#include <bench/application.hpp>
#include <bench/catalogue.hpp>

int main(int argc, char** argv) {
  return barriers::bench::application(argc, argv, barriers::bench::catalogue());
}
