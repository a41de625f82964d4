#pragma once
// The packs that are installed on a machine, as whoever shows content sees them. Nothing here looks at
// catalogues, keys or days: what is installed is shown, whatever has expired since.
//
//   <folder>/packs/<id>/installed.toml    which version counts, and the last good one before it
//   <folder>/packs/<id>/<version>/        manifest.toml, tutorials/, pictograms/, illustrations/, audio/
//
// The record is one small file that is replaced by one rename, not a symbolic link: it says both versions at
// once, so after a power cut they cannot disagree; and a reader gets the name of a folder that never changes
// under it, where through a link half of a tutorial could come from each version.

#include "content/library/pack_manifest.h"

#include <filesystem>

namespace accanto::content {

// <state>/content, as the functions here take it.
std::filesystem::path installed_content(const std::filesystem::path& state);

struct PackRecord {
    int current = 0;
    int previous = 0; // 0: none
    int left = 0;     // a version somebody went back from: not installed again unless asked for; 0: none
};

struct InstalledPack {
    std::string id;
    PackRecord record;
    std::filesystem::path folder; // of the version that is shown
    Manifest manifest;            // of that version
};

struct InstalledPacks {
    std::vector<InstalledPack> packs; // by id
    std::vector<Problem> problems;    // packs whose record or manifest cannot be read are left out and told
};
InstalledPacks installed_packs(const std::filesystem::path& folder);

struct PackFolders {
    // For load_library(), after the built-in content/tutorials: in the order of the packs' ids, the later one
    // wins.
    std::vector<std::filesystem::path> tutorials;
    // For pictures, each with pictograms/ and illustrations/ in it, after the built-in assets, which win: no
    // pack can change the pictures of the buttons.
    std::vector<std::filesystem::path> pictures;
    std::vector<std::filesystem::path> audio; // each with <language>/ in it
    std::vector<Problem> problems;
};
// Quick: reads the records alone. A folder that is not there is no problem: nothing is installed.
PackFolders pack_folders(const std::filesystem::path& folder);

// The ids of packs that have a folder here, in order, whether they count or not.
std::vector<std::string> pack_ids(const std::filesystem::path& folder);
// The record of one pack, or nothing when it is not installed; an unreadable one is a problem.
std::optional<PackRecord> read_record(const std::filesystem::path& folder, const std::string& id,
                                      std::vector<Problem>& problems);
// Replaces the record durably, by one rename: from here on this version counts. Throws Error.
void write_record(const std::filesystem::path& folder, const std::string& id, const PackRecord& record);

std::filesystem::path version_folder(const std::filesystem::path& folder, const std::string& id, int version);
// What is wrong with the files of one installed version, compared with its manifest byte for byte; "" when
// all is there.
std::string fault_of_installed(const std::filesystem::path& version_folder, const Manifest& manifest);
// The manifest of one installed version.
std::optional<Manifest> installed_manifest(const std::filesystem::path& version_folder,
                                           std::vector<Problem>& problems);

} // namespace accanto::content
