# SPDX-License-Identifier: Apache-2.0
# cmake --install: command, library, header, data, manual, pkg-config and CMake package files.

include(CMakePackageConfigHelpers)

install(TARGETS yanshu_command RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
install(
  TARGETS yanshu
  EXPORT yanshu-targets
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
if(TARGET yanshu_late)
  install(TARGETS yanshu_late LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}/yanshu")
endif()
install(FILES "${PROJECT_SOURCE_DIR}/src/yanshu.h" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")

install(FILES "${YANSHU_DATA_DIR}/yanshu.lex" "${YANSHU_DATA_DIR}/yanshu-townships.lex"
              "${YANSHU_DATA_DIR}/yanshu.rules" "${YANSHU_DATA_DIR}/yanshu-townships.rules" "${YANSHU_DATA_DIR}/rules.valid"
        DESTINATION "${YANSHU_INSTALL_DATADIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/ontology/rules" DESTINATION "${YANSHU_INSTALL_DATADIR}")
install(
  DIRECTORY "${PROJECT_SOURCE_DIR}/ontology/"
  DESTINATION "${YANSHU_INSTALL_DATADIR}/ontology"
  FILES_MATCHING
  PATTERN "*.ttl"
  PATTERN "*.jsonld"
  PATTERN "lexicon" EXCLUDE
  PATTERN "rules" EXCLUDE)
install(FILES "${PROJECT_SOURCE_DIR}/docs/yanshu.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1")

# The files of the package say where things are relative to themselves, so that a moved prefix stays whole.
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/yanshu")
file(RELATIVE_PATH YANSHU_PC_TO_PREFIX "/${CMAKE_INSTALL_LIBDIR}/pkgconfig" "/")
string(REGEX REPLACE "/$" "" YANSHU_PC_TO_PREFIX "${YANSHU_PC_TO_PREFIX}")
list(JOIN YANSHU_PKGCONFIG_MODULES " " YANSHU_PC_REQUIRES)
if(BUILD_SHARED_LIBS)
  set(YANSHU_PC_REQUIRES_FIELD "Requires.private")
  set(YANSHU_PC_LIBS_PRIVATE "")
  set(YANSHU_PC_CFLAGS "")
else()
  set(YANSHU_PC_REQUIRES_FIELD "Requires")
  set(YANSHU_PC_LIBS_PRIVATE " -lm")
  set(YANSHU_PC_CFLAGS " -DYANSHU_STATIC")
endif()
configure_file("${CMAKE_CURRENT_LIST_DIR}/yanshu.pc.in" "${CMAKE_BINARY_DIR}/yanshu.pc" @ONLY)
install(FILES "${CMAKE_BINARY_DIR}/yanshu.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

configure_package_config_file("${CMAKE_CURRENT_LIST_DIR}/yanshu-config.cmake.in"
                              "${CMAKE_BINARY_DIR}/yanshu-config.cmake" INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${CMAKE_BINARY_DIR}/yanshu-config-version.cmake" COMPATIBILITY SameMajorVersion)
install(FILES "${CMAKE_BINARY_DIR}/yanshu-config.cmake" "${CMAKE_BINARY_DIR}/yanshu-config-version.cmake"
        DESTINATION "${package_dir}")
install(
  EXPORT yanshu-targets
  NAMESPACE Yanshu::
  DESTINATION "${package_dir}")
