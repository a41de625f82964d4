# Flags every target of ours takes, and the three kinds of target there are.
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)

find_program(ACCANTO_CCACHE ccache)
if(ACCANTO_CCACHE)
  # What ccache needs to know about precompiled headers (its manual, "Precompiled headers").
  set(CMAKE_CXX_COMPILER_LAUNCHER env CCACHE_SLOPPINESS=pch_defines,time_macros ${ACCANTO_CCACHE})
endif()
option(ACCANTO_PCH "Precompile the headers that nearly every file reads" OFF)

# Half of the minutes a debug build spends linking, and more, are saved by another linker.
find_program(ACCANTO_LLD ld.lld)

add_library(accanto_flags INTERFACE)
target_include_directories(accanto_flags INTERFACE ${PROJECT_SOURCE_DIR})
# Missing initialisers are how an aggregate's defaults are meant to be used.
target_compile_options(accanto_flags INTERFACE
  -Wall -Wextra -Wpedantic -Wnon-virtual-dtor -Woverloaded-virtual -Wimplicit-fallthrough -Wno-missing-field-initializers -Werror)
target_compile_definitions(accanto_flags INTERFACE
  ACCANTO_VERSION="${PROJECT_VERSION}" ACCANTO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
# What a kiosk runs is hardened as Debian hardens its own packages (dpkg-buildflags, "hardening=+all").
target_compile_options(accanto_flags INTERFACE $<$<CONFIG:RelWithDebInfo>:-fstack-protector-strong>)
target_compile_definitions(accanto_flags INTERFACE $<$<CONFIG:RelWithDebInfo>:_FORTIFY_SOURCE=2>)
target_link_options(accanto_flags INTERFACE $<$<CONFIG:RelWithDebInfo>:-Wl,-z,relro,-z,now>)
if(ACCANTO_LLD)
  target_link_options(accanto_flags INTERFACE $<$<CONFIG:Debug>:-fuse-ld=lld>)
endif()
if(ACCANTO_SANITIZE)
  # The undefined behaviour looked for is the programs': looking for it in the code of tests, too, would make a fifth of the
  # minutes a sanitized build takes.
  target_compile_options(accanto_flags INTERFACE -fsanitize=${ACCANTO_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all
    $<$<BOOL:$<TARGET_PROPERTY:ACCANTO_IS_TEST>>:-fno-sanitize=undefined>)
  # GCC 12 calls members of std::regex and std::optional uninitialised once a sanitizer has moved its code about.
  target_compile_options(accanto_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  target_link_options(accanto_flags INTERFACE -fsanitize=${ACCANTO_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL Clang AND ACCANTO_SANITIZE MATCHES address AND NOT ACCANTO_FUZZ)
    # As GCC does it: what a program takes from the system is still seen in its imports (house_network_test).
    execute_process(COMMAND ${CMAKE_CXX_COMPILER} -print-runtime-dir OUTPUT_VARIABLE runtime OUTPUT_STRIP_TRAILING_WHITESPACE)
    target_link_options(accanto_flags INTERFACE -shared-libasan -Wl,-rpath,${runtime})
  endif()
endif()
# Sanitized, a program has 60 to 160 MB, and with the tests there are over a hundred: what they have in common is linked once.
set(accanto_library_kind STATIC)
if(ACCANTO_SANITIZE AND NOT ACCANTO_FUZZ)
  set(accanto_library_kind SHARED)
  target_compile_options(accanto_flags INTERFACE -fPIC)   # of all alike, for they share precompiled headers
endif()
if(ACCANTO_FUZZ)
  target_compile_options(accanto_flags INTERFACE -fsanitize=fuzzer-no-link)
  target_link_options(accanto_flags INTERFACE -fsanitize=address,undefined)
endif()

# Foreign headers are system headers: our warnings are for our lines.
function(accanto_pkg target)
  foreach(module IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "PKG_${module}" name)
    if(NOT TARGET PkgConfig::${name})
      pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${module})
    endif()
    target_link_libraries(${target} PUBLIC PkgConfig::${name})
  endforeach()
endfunction()

# Half of a build is reading the same headers again: they are read once, for the programs and for the tests.
# Clang takes of a precompiled header only what a file needs. GCC instantiates in every file what the header's inline functions
# use: with <nlohmann/json.hpp> that is a parser, and most of the time a small file takes. There, only folders that set
# ACCANTO_JSON, as most of their files include it anyway, have it precompiled.
if(ACCANTO_PCH)
  # One set of macros for all: some libraries ask for -pthread, and a header precompiled without it would be refused.
  target_compile_options(accanto_flags INTERFACE -pthread $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>
    "$<$<CXX_COMPILER_ID:Clang>:SHELL:-Xclang -fno-pch-timestamp>")
  function(accanto_precompiled_headers kind)
    file(WRITE ${CMAKE_BINARY_DIR}/${kind}.cpp "")
    add_library(${kind} STATIC ${CMAKE_BINARY_DIR}/${kind}.cpp)
    target_link_libraries(${kind} PUBLIC accanto_flags Threads::Threads)
    accanto_pkg(${kind} libsodium icu-i18n fmt spdlog tomlplusplus)
    target_precompile_headers(${kind} PRIVATE
      <algorithm> <array> <atomic> <chrono> <cmath> <condition_variable> <cstdint> <cstring> <filesystem> <functional> <map>
      <memory> <mutex> <optional> <set> <sstream> <string> <string_view> <thread> <unordered_map> <utility> <variant> <vector>
      <fmt/format.h> ${PROJECT_SOURCE_DIR}/deploy/cmake/format_once.h <spdlog/spdlog.h> ${ARGN})
    if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
      accanto_code_of_headers(${kind})
    endif()
  endfunction()
  # Clang also compiles what the headers define only once, into a library of its own (its manual, "-fpch-codegen"): a quarter
  # of the minutes of a build with sanitizers.
  function(accanto_code_of_headers kind)
    target_compile_options(${kind} PRIVATE -fpch-codegen)
    set(header ${CMAKE_BINARY_DIR}/CMakeFiles/${kind}.dir/cmake_pch.hxx.pch)
    set(code ${CMAKE_BINARY_DIR}/${kind}_code.o)
    # path::_List::type(path::_Type), which libstdc++ calls in a header and keeps to itself: nobody else calls that function.
    set(not_exported _ZNSt10filesystem7__cxx114path5_List4typeENS1_5_TypeE)
    separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_DEBUG}")
    add_custom_command(OUTPUT ${code} DEPENDS ${header} VERBATIM COMMAND_EXPAND_LISTS
      COMMAND ${CMAKE_CXX_COMPILER} ${flags} "$<FILTER:$<TARGET_PROPERTY:${kind},COMPILE_OPTIONS>,EXCLUDE,^SHELL:>" -fPIC -c ${header} -o ${code}
      COMMAND ${CMAKE_OBJCOPY} --weaken-symbol=${not_exported} ${code})
    set_source_files_properties(${code} PROPERTIES EXTERNAL_OBJECT ON GENERATED ON)
    add_library(${kind}_code ${accanto_library_kind} ${code})
    set_target_properties(${kind}_code PROPERTIES LINKER_LANGUAGE CXX)
    target_link_libraries(${kind}_code PUBLIC accanto_flags Threads::Threads)
    accanto_pkg(${kind}_code libsodium icu-i18n fmt spdlog tomlplusplus)
  endfunction()
  set(accanto_json <nlohmann/json.hpp>)
  if(CMAKE_CXX_COMPILER_ID STREQUAL Clang)
    set(accanto_for_all ${accanto_json} ${PROJECT_SOURCE_DIR}/deploy/cmake/json_once.h <CLI/CLI.hpp> <fmt/ranges.h>)
  else()
    accanto_precompiled_headers(accanto_json_pch ${accanto_json})
    accanto_precompiled_headers(accanto_json_test_pch ${accanto_json} <doctest/doctest.h>)
    set_target_properties(accanto_json_test_pch PROPERTIES ACCANTO_IS_TEST ON)
  endif()
  accanto_precompiled_headers(accanto_pch ${accanto_for_all})
  accanto_precompiled_headers(accanto_test_pch ${accanto_for_all} <doctest/doctest.h>)
  set_target_properties(accanto_test_pch PROPERTIES ACCANTO_IS_TEST ON)
endif()

# `kind`: pch, or test_pch with doctest. Programs that take none of the shared definitions name NO_PCH.
function(accanto_precompiled target kind)
  if(ACCANTO_PCH AND ACCANTO_JSON AND TARGET accanto_json_${kind})
    target_precompile_headers(${target} REUSE_FROM accanto_json_${kind})
  elseif(ACCANTO_PCH)
    target_precompile_headers(${target} REUSE_FROM accanto_${kind})
  endif()
  if(TARGET accanto_${kind}_code)
    target_link_libraries(${target} PRIVATE accanto_${kind}_code)
  endif()
endfunction()

# The presets compile a folder's files sixteen at a time (CMAKE_UNITY_BUILD), in a third of the time: most of what a file
# takes is the standard library's templates over again. What two files of a folder call by one name keeps one of them ALONE.
if(CMAKE_UNITY_BUILD)
  # A class whose members are of a file's own types, defined in that file: to GCC it now looks like a header's. And what a
  # name hides in a neighbour is no fault.
  target_compile_options(accanto_flags INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-subobject-linkage -Wshadow=local>)
else()
  target_compile_options(accanto_flags INTERFACE -Wshadow)
endif()
function(accanto_alone)
  set_source_files_properties(${ARGN} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
endfunction()

# Files that go over every pixel of a screen or every byte of a memory: optimised in every build, which costs seconds to
# build and saves minutes of tests. By themselves, because what is precompiled is as the rest of the build.
function(accanto_optimised)
  accanto_alone(${ARGN})
  set_source_files_properties(${ARGN} PROPERTIES COMPILE_OPTIONS -O2 SKIP_PRECOMPILE_HEADERS ON)
endfunction()

# accanto_library(name SOURCES a.cpp b.cpp ALONE c.cpp LINKS other PKG cairo)
function(accanto_library name)
  cmake_parse_arguments(A "" "" "SOURCES;ALONE;LINKS;PKG" ${ARGN})
  add_library(${name} ${accanto_library_kind} ${A_SOURCES} ${A_ALONE})
  accanto_alone(${A_ALONE})
  if(CMAKE_CURRENT_SOURCE_DIR MATCHES "^${PROJECT_SOURCE_DIR}/tests")
    set_target_properties(${name} PROPERTIES ACCANTO_IS_TEST ON)
  endif()
  target_link_libraries(${name} PUBLIC accanto_flags Threads::Threads ${A_LINKS})
  accanto_pkg(${name} ${A_PKG})
  accanto_precompiled(${name} pch)
endfunction()

# Everything that is installed.
add_custom_target(programs)

# accanto_program(name SOURCES main.cpp LINKS lib DESTINATION bin PACKAGE kiosk)
# PACKAGE: kiosk, hub or common (deploy/cmake/packages.cmake).
function(accanto_program name)
  cmake_parse_arguments(A "NO_PCH" "DESTINATION;PACKAGE" "SOURCES;ALONE;LINKS;PKG" ${ARGN})
  add_executable(${name} ${A_SOURCES} ${A_ALONE})
  accanto_alone(${A_ALONE})
  target_link_libraries(${name} PRIVATE accanto_flags ${A_LINKS})
  accanto_pkg_private(${name} ${A_PKG})
  if(NOT A_NO_PCH)
    accanto_precompiled(${name} pch)
  endif()
  if(NOT A_DESTINATION)
    set(A_DESTINATION ${CMAKE_INSTALL_BINDIR})
  endif()
  install(TARGETS ${name} DESTINATION ${A_DESTINATION} COMPONENT ${A_PACKAGE})
  add_dependencies(programs ${name})
endfunction()

function(accanto_pkg_private target)
  foreach(module IN LISTS ARGN)
    string(MAKE_C_IDENTIFIER "PKG_${module}" name)
    if(NOT TARGET PkgConfig::${name})
      pkg_check_modules(${name} REQUIRED IMPORTED_TARGET GLOBAL ${module})
    endif()
    target_link_libraries(${target} PRIVATE PkgConfig::${name})
  endforeach()
endfunction()

# accanto_test(name SOURCES a_test.cpp LINKS lib): one doctest program, one entry in ctest.
# tests/doctest_main.cpp gives main(); every test gets the label "unit" and a timeout of 300 s.
# COST: about how many seconds it takes, if it is long: the longest begin first, and have 600 s.
# PLAIN: what it says holds only without a sanitizer, whose run time never sleeps and keeps what was freed.
# THOROUGH: long under a sanitizer, where a part of it says as much about memory: of tests/run --sanitized only with --long.
# What plays a whole kiosk from outside is: under a sanitizer the visits (tests/visits) do.
# SAMPLE n: such a part is one in n of what it tries (ACCANTO_SAMPLE, tests/form.h): name_sample, under a sanitizer.
function(accanto_test name)
  cmake_parse_arguments(A "PLAIN;THOROUGH" "COST;SAMPLE" "SOURCES;ALONE;LINKS;PKG" ${ARGN})
  if(A_PLAIN AND ACCANTO_SANITIZE)
    return()
  endif()
  add_executable(${name} ${A_SOURCES} ${A_ALONE})
  accanto_alone(${A_ALONE})
  target_link_libraries(${name} PRIVATE accanto_flags accanto_doctest_main ${A_LINKS})
  accanto_pkg_private(${name} ${A_PKG})
  accanto_precompiled(${name} test_pch)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests ACCANTO_IS_TEST ON)
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES LABELS unit TIMEOUT 300)
  if(A_COST)
    set_tests_properties(${name} PROPERTIES COST ${A_COST} TIMEOUT 600)
  endif()
  if(A_PLAIN)
    set_tests_properties(${name} PROPERTIES LABELS "unit;plain")
  endif()
  if(A_THOROUGH OR "accanto_kiosk_run" IN_LIST A_LINKS AND NOT A_PLAIN)
    set_tests_properties(${name} PROPERTIES LABELS "unit;thorough")
  endif()
  if(A_SAMPLE AND ACCANTO_SANITIZE)
    math(EXPR cost "${A_COST} / 4")
    add_test(NAME ${name}_sample COMMAND ${name})
    set_tests_properties(${name}_sample PROPERTIES ENVIRONMENT ACCANTO_SAMPLE=${A_SAMPLE} LABELS unit TIMEOUT 300 COST ${cost})
  endif()
endfunction()
