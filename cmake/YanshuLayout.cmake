# SPDX-License-Identifier: Apache-2.0
# The build tree has the shape of the installed one (bin, lib, share/yanshu), so that the command finds its data there
# in the same way. Rules and ontology are links: an edited rule takes effect without building.

set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/${CMAKE_INSTALL_BINDIR}")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}")
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/${CMAKE_INSTALL_LIBDIR}")

# The compiled lexicon is written here by target yanshu_lexicon_data.
set(YANSHU_DATA_DIR "${CMAKE_BINARY_DIR}/data")
file(MAKE_DIRECTORY "${YANSHU_DATA_DIR}" "${CMAKE_BINARY_DIR}/${CMAKE_INSTALL_DATADIR}")
file(CREATE_LINK "${PROJECT_SOURCE_DIR}/ontology/rules" "${YANSHU_DATA_DIR}/rules" SYMBOLIC)
file(CREATE_LINK "${PROJECT_SOURCE_DIR}/ontology" "${YANSHU_DATA_DIR}/ontology" SYMBOLIC)
file(CREATE_LINK "${YANSHU_DATA_DIR}" "${CMAKE_BINARY_DIR}/${YANSHU_INSTALL_DATADIR}" SYMBOLIC)

# Installed files may be moved together: each finds the others by relative paths.
file(RELATIVE_PATH YANSHU_BIN_TO_LIB "/${CMAKE_INSTALL_BINDIR}" "/${CMAKE_INSTALL_LIBDIR}")
file(RELATIVE_PATH YANSHU_LIB_TO_DATA "/${CMAKE_INSTALL_LIBDIR}" "/${YANSHU_INSTALL_DATADIR}")
file(RELATIVE_PATH YANSHU_BIN_TO_DATA "/${CMAKE_INSTALL_BINDIR}" "/${YANSHU_INSTALL_DATADIR}")
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
