#pragma once
// What a process of ours asks of the kernel.

namespace accanto::platform {

// No core file, ever; in release builds no debugger and no reading of our memory by others of the same user
// either (design/accessibility.md, "Privacy on a shared machine"). First thing in main.
void keep_private();

} // namespace accanto::platform
