#pragma once
// What is typed and must not be seen: PINs and passphrases.

#include <string>

namespace accanto::tool {

// Asks on the terminal, without showing the answer. Without a terminal on standard input, its next line.
std::string ask_unseen(const char* question);
// The same where standard input is taken by something else: on the terminal the command was started from. ""
// when there is none.
std::string ask_unseen_on_terminal(const char* question);

} // namespace accanto::tool
