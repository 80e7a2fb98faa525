# generate_registry(FILE NAMESPACE FOLDER WORD...)
#
# Writes FILE, a header from which C++ learns the list: for each WORD it includes <FOLDER/WORD.hpp>
# and has an entry, which stands for the class NAMESPACE::WORD.
function(generate_registry file namespace folder)
  set(registry_includes "")
  set(registry_entries "")
  foreach(word IN LISTS ARGN)
    string(APPEND registry_includes "#include <${folder}/${word}.hpp>\n")
    string(APPEND registry_entries "BARRIERS_ENTRY(${word})\n")
  endforeach()
  list(TRANSFORM ARGN PREPEND "entry::" OUTPUT_VARIABLE registry_words)
  list(JOIN registry_words ", " registry_words)
  configure_file(${CMAKE_CURRENT_FUNCTION_LIST_DIR}/registry.hpp.in ${file} @ONLY)
endfunction()
