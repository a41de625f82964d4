#pragma once
// One <lang>.toml, flattened: [home] title = "..." becomes "home.title". A quoted key "title.speech" becomes
// "home.title.speech". Lists of texts become "hint.1", "hint.2".

#include "content/library/tutorial.h"

namespace accanto::content {

using WordsOfFile = std::map<std::string, Text, std::less<>>;

// Nothing when the file is broken; the problems then say where.
std::optional<WordsOfFile> read_words(std::string_view text, const std::string& file,
                                      const std::string& language, std::vector<Problem>& problems);

// "es" of "es.toml"; "" when the name is no language code of two or three small letters.
std::string language_of_file(const std::filesystem::path& file);

// The file's bytes, or a problem. Links, folders and files over 2 MB are refused.
std::optional<std::string> read_content_file(const std::filesystem::path& path, const std::string& language,
                                             std::vector<Problem>& problems);

// All *.toml of a folder, by name.
std::vector<std::filesystem::path> toml_files(const std::filesystem::path& folder);

// en es ca it pt sv ar, then others by code.
void sort_languages(std::vector<std::string>& languages);

} // namespace accanto::content
