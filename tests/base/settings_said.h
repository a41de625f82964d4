#pragma once
// What is said about the text of a settings file.

#include "content/base/file.h"
#include "content/base/settings.h"
#include "tests/temporary_folder.h"

#include <doctest/doctest.h>

namespace accanto::tests {

inline LoadedSettings load_text(const std::string& text) {
    TemporaryFolder folder;
    write_file_durably(folder / "accanto.toml", text);
    return load_settings(folder / "accanto.toml", true);
}

inline bool says(const LoadedSettings& loaded, int line, const std::string& key, const std::string& part) {
    for (const SettingsProblem& problem : loaded.problems)
        if (problem.line == line && problem.key == key && problem.message.find(part) != std::string::npos)
            return true;
    for (const SettingsProblem& problem : loaded.problems)
        MESSAGE(problem.text());
    return false;
}

} // namespace accanto::tests
