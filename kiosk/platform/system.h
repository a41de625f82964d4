#pragma once
// What a process of ours asks of the kernel, and tells the libraries it uses.

#include <filesystem>

namespace accanto::platform {

// No core file, ever; in release builds no debugger and no reading of our memory by others of the same user
// either (design/accessibility.md, "Privacy on a shared machine"). First thing in main.
void keep_private();

// SDL looks for the session's message bus and, where there is none, would run a program to start one: for nothing
// we use. In main, before there are threads: it changes the environment.
void start_no_message_bus();

// Which letters two keys make together, in windows of X11 and on the bare console; a list of thousands would be read
// otherwise. In main, as above. Who has chosen a file (XCOMPOSEFILE) keeps it.
void use_compose_file(const std::filesystem::path& file);

} // namespace accanto::platform
