# SPDX-License-Identifier: Apache-2.0

if(BUILD_TESTING)
  pkg_check_modules(YANSHU_CMOCKA REQUIRED IMPORTED_TARGET GLOBAL cmocka)
endif()

# yanshu_unit_test(<name> <source>...): a cmocka program over the library's internals, run by ctest.
# Its environment has YANSHU_DATA (the data folder of the build) and YANSHU_SOURCE_DIR (the tree).
function(yanshu_unit_test name)
  if(NOT TARGET yanshu_internal)
    # An archive rather than the objects themselves: a test links only the rooms that it uses.
    add_library(yanshu_internal STATIC EXCLUDE_FROM_ALL $<TARGET_OBJECTS:yanshu_objects>
                                                        $<TARGET_OBJECTS:yanshu_late_objects>)
    target_link_libraries(yanshu_internal PUBLIC Yanshu::dependencies)
    target_include_directories(yanshu_internal PUBLIC "${PROJECT_SOURCE_DIR}/src")
    target_compile_definitions(yanshu_internal PUBLIC _GNU_SOURCE YANSHU_STATIC)
  endif()
  add_executable(${name} ${ARGN})
  target_link_libraries(${name} PRIVATE yanshu_internal PkgConfig::YANSHU_CMOCKA)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/tests")
  if(TARGET yanshu_lexicon_data)
    add_dependencies(${name} yanshu_lexicon_data yanshu_rules_data)
  endif()
  add_test(NAME unit.${name} COMMAND ${name})
  yanshu_test_environment(unit.${name})
  set_tests_properties(unit.${name} PROPERTIES LABELS unit TIMEOUT 300)
endfunction()

# Environment common to all tests: nothing from the user's own, sanitizers that report leaks.
function(yanshu_test_environment)
  set_tests_properties(
    ${ARGN}
    PROPERTIES
      ENVIRONMENT
      "YANSHU_DATA=${YANSHU_DATA_DIR};YANSHU_SOURCE_DIR=${PROJECT_SOURCE_DIR};YANSHU_BUILD_DIR=${CMAKE_BINARY_DIR};LC_ALL=C.UTF-8;ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1;UBSAN_OPTIONS=print_stacktrace=1;LSAN_OPTIONS=print_suppressions=0:suppressions=${PROJECT_SOURCE_DIR}/cmake/leaks.supp"
  )
endfunction()
