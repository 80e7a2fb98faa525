# generate_registry(FILE NAMESPACE FOLDER NAME...)
#
# Writes FILE, a header from which C++ learns the list: for each NAME it includes <FOLDER/NAME.hpp>
# and has an entry, which stands for the class NAMESPACE::NAME.
function(generate_registry file namespace folder)
  set(registry_includes "")
  set(registry_entries "")
  foreach(name IN LISTS ARGN)
    string(APPEND registry_includes "#include <${folder}/${name}.hpp>\n")
    string(APPEND registry_entries "BARRIERS_ENTRY(${name})\n")
  endforeach()
  list(TRANSFORM ARGN PREPEND "entry::" OUTPUT_VARIABLE registry_names)
  list(JOIN registry_names ", " registry_names)
  configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/registry.hpp.in ${file} @ONLY)
endfunction()
