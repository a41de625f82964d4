#pragma once
// Content as a set of files with the names they have in a pack, wherever it lies: in the source tree, in a
// pack, or installed. What is packed and what is compared come from here.

#include "content/library/pack.h"
#include "content/library/packs.h"

#include <map>

namespace accanto::content {

// The files of some tutorials (of all, when none is named) in a folder that holds content/ and assets/: their
// structure and words, the pictures they show (assets/pictograms, assets/illustrations), and their sounds
// (content/audio/<language>/<tutorial>.*; with all of them, those of the words of the interface too). Without
// pictures of the interface, so that no pack freezes those. A tutorial that is not there or cannot be read,
// and a picture that is missing, are problems.
std::vector<PackSource> sources_of(const std::filesystem::path& data, const std::vector<std::string>& ids,
                                   std::vector<Problem>& problems);

struct TreeFile {
    uint64_t size = 0;
    std::string sha256;
    std::string text; // of a .toml; "" for all else
};
struct ContentTree {
    std::string name; // for people: "starter 3 (2026.11)", or the folder
    std::map<std::string, TreeFile> files;
};

OrRefused<ContentTree> tree_of_pack(const std::filesystem::path& pack);
// A folder that holds content/ and assets/ (only what a pack of its tutorials would hold), or the content
// folder itself, or one that is laid out as a pack.
OrRefused<ContentTree> tree_of_folder(const std::filesystem::path& folder);
OrRefused<ContentTree> tree_of_installed(const InstalledPack& pack);

} // namespace accanto::content
