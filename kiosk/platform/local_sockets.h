#pragma once
// Giving up the network, for a program that links a library which could use it.

namespace accanto::platform {

// From here on this process and its children can make no socket but those of the file system: the kernel
// answers every other socket(2) with EAFNOSUPPORT. Cannot be taken back. False, with errno, when the kernel
// refuses.
bool allow_local_sockets_only();

} // namespace accanto::platform
