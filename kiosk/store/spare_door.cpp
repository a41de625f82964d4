#include "kiosk/store/spare_door.h"

#include "content/base/error.h"
#include "content/base/file.h"

#include <nlohmann/json.hpp>
#include <spdlog/spdlog.h>

#include <sstream>

namespace accanto::store {

namespace {

namespace fs = std::filesystem;

constexpr size_t most_note_bytes = 64 << 10; // hundreds of lines: nobody fills a disk from the screen

fs::path door_file(const fs::path& folder) {
    return folder / "technician-door";
}
fs::path notes_file(const fs::path& folder) {
    return folder / "technician-notes";
}

std::string text_of(const fs::path& folder, const fs::path& file) {
    try {
        return folder.empty() ? "" : read_file(file).value_or("");
    } catch (const Error& e) {
        spdlog::error("the technician's door: {}", e.what());
        return "";
    }
}

SpareDoor door_in(const fs::path& folder) {
    const auto tree = nlohmann::json::parse(text_of(folder, door_file(folder)), nullptr, false);
    if (!tree.is_object())
        return {};
    try {
        return {tree.value("hash", ""), tree.value("wrong", 0), tree.value("wall", int64_t(0)),
                tree.value("mono", int64_t(0)), tree.value("boot", "")};
    } catch (const nlohmann::json::exception& e) {   // a field of another kind
        spdlog::error("the technician's door: {}", e.what());
        return {};
    }
}

} // namespace

SpareDoor spare_door(const SafePlaces& places) {
    SpareDoor beside = door_in(places.state), spare = door_in(places.spare);
    if (beside.hash.empty())
        beside.hash = spare.hash;
    spare.hash = beside.hash;
    return spare.wrong > beside.wrong ? spare : beside;
}

void keep_spare_door(const SafePlaces& places, const SpareDoor& door) {
    const nlohmann::json tree = {{"hash", door.hash},
                                 {"wrong", door.wrong},
                                 {"wall", door.locked_wall},
                                 {"mono", door.locked_mono},
                                 {"boot", door.locked_boot}};
    bool kept = false;
    std::string why = "there is no folder";
    for (const fs::path& folder : {places.state, places.spare}) {
        try {
            if (!folder.empty()) {
                write_file_durably(door_file(folder), tree.dump() + "\n", 0600);
                kept = true;
            }
        } catch (const Error& e) {
            why = e.what();
        }
    }
    if (!kept)
        throw Error("the technician's door cannot be kept: " + why, EROFS);
}

void add_spare_note(const SafePlaces& places, const std::string& line) {
    std::string why = "there is no folder";
    for (const fs::path& folder : {places.state, places.spare}) {
        try {
            const std::string before = text_of(folder, notes_file(folder));
            if (folder.empty() || before.size() + line.size() > most_note_bytes)
                continue;
            return write_file_durably(notes_file(folder), before + line + "\n", 0600);
        } catch (const Error& e) {
            why = e.what();
        }
    }
    throw Error("what a technician did cannot be kept: " + why, EROFS);
}

std::vector<std::string> spare_notes(const SafePlaces& places) {
    std::vector<std::string> out;
    for (const fs::path& folder : {places.state, places.spare}) {
        std::istringstream in(text_of(folder, notes_file(folder)));
        for (std::string line; std::getline(in, line);)
            out.push_back(line);
    }
    return out;
}

void forget_spare_notes(const SafePlaces& places) {
    std::error_code none;
    for (const fs::path& folder : {places.state, places.spare})
        if (!folder.empty())
            fs::remove(notes_file(folder), none);
}

} // namespace accanto::store
