# One place for language level, warnings, sanitizers and the compiler cache of every target.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
  set(CMAKE_BUILD_TYPE Release)
endif()

find_program(ELIGO_CCACHE ccache)
if(ELIGO_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${ELIGO_CCACHE}")
endif()

function(eligo_options target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Werror)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # g++ 12 reports `"literal" + std::string` as an overlapping copy (gcc bug 105651) and optional members that were
    # never engaged as uninitialized (gcc bug 80635); both are mended in 13.
    target_compile_options(${target} PRIVATE -Wno-restrict -Wno-maybe-uninitialized)
  endif()
  if(ELIGO_SANITIZE)
    target_compile_options(${target} PUBLIC -fsanitize=${ELIGO_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(${target} PUBLIC -fsanitize=${ELIGO_SANITIZE})
  endif()
endfunction()

# A library of the house: includes are written from the project's root ("grammar/ast.hpp").
function(eligo_library name)
  add_library(${name} STATIC ${ARGN})
  add_library(eligo::${name} ALIAS ${name})
  target_compile_features(${name} PUBLIC cxx_std_20)
  target_include_directories(${name} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}/eligo>
    $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>)
  eligo_options(${name})
endfunction()
