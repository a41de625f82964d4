# Installs a build into a folder of its own and compares what is there with the layout a package uses (FHS 3.0).
# cmake -DBUILD=... -DPROGRAMS="a;b" -P install_layout.cmake
cmake_minimum_required(VERSION 3.25)

if(DEFINED ENV{TMPDIR})
  set(temporary $ENV{TMPDIR})
else()
  set(temporary /tmp)
endif()
string(RANDOM LENGTH 8 name)
set(root ${temporary}/accanto-install-${name})
set(wrong "")

set(ENV{DESTDIR} ${root})
execute_process(COMMAND ${CMAKE_COMMAND} --install ${BUILD} --prefix /usr RESULT_VARIABLE failed OUTPUT_QUIET ERROR_VARIABLE said)
if(failed)
  file(REMOVE_RECURSE ${root})
  message(FATAL_ERROR "cmake --install failed:\n${said}")
endif()

file(GLOB_RECURSE found RELATIVE ${root} ${root}/*)
foreach(program IN LISTS PROGRAMS)
  if(NOT "usr/bin/${program}" IN_LIST found)
    string(APPEND wrong "missing: usr/bin/${program}\n")
  endif()
endforeach()
foreach(file usr/share/accanto/content/words/en.toml usr/share/accanto/content/words/ar.toml
             usr/share/accanto/content/topics/topics.toml usr/share/accanto/content/glossary/en.toml
             usr/share/accanto/content/skills/dsi-2.0.toml usr/share/accanto/content/records/it-facilita-1.toml
             usr/share/accanto/assets/pictograms/home.svg
             usr/share/accanto/assets/fonts/fonts.conf etc/accanto/accanto.toml
             usr/share/doc/accanto/LICENSE usr/share/doc/accanto/README.md)
  if(NOT file IN_LIST found)
    string(APPEND wrong "missing: ${file}\n")
  endif()
endforeach()

# Programs in bin and libexec, what is read only in share, settings in etc. State is made at run time in /var.
foreach(file IN LISTS found)
  if(NOT file MATCHES "^(usr/(bin|libexec/accanto|share/accanto|share/doc/accanto(-(kiosk|hub|common))?|lib/systemd|lib/sysusers\\.d|lib/sysctl\\.d|lib/modprobe\\.d|lib/udev)|etc/accanto)/")
    string(APPEND wrong "in no place of the layout: ${file}\n")
  endif()
  if(file MATCHES "\\.(py|cpp|h|in)$")
    string(APPEND wrong "a source, not for a kiosk: ${file}\n")
  endif()
endforeach()

# The installed programs must find what was installed beside them, not the tree they were built from.
foreach(program IN LISTS PROGRAMS)
  execute_process(COMMAND ${root}/usr/bin/${program} --version RESULT_VARIABLE failed OUTPUT_VARIABLE said ERROR_VARIABLE said)
  if(failed)
    string(APPEND wrong "${program} --version: ${said}\n")
  endif()
endforeach()
if("accanto" IN_LIST PROGRAMS)
  file(WRITE ${root}/settings.toml "[point]\nlanguages = [\"xx\"]\n")
  execute_process(COMMAND ${root}/usr/bin/accanto settings check ${root}/settings.toml ERROR_VARIABLE said)
  string(FIND "${said}" "${root}/usr/share/accanto/content/words" at)
  if(at EQUAL -1)
    string(APPEND wrong "the installed accanto reads its words elsewhere: ${said}\n")
  endif()
endif()

file(REMOVE_RECURSE ${root})
if(wrong)
  message(FATAL_ERROR "${wrong}")
endif()
