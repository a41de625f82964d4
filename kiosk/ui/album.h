#pragma once
// The first screen's words, pictures and shapes, kept on disk from one start of the program to the next:
// whoever switches a kiosk on need not wait until its fonts are open and everything is drawn anew.
//
// It is worth time and nothing else. A page is found under everything that determines it, the whole album
// holds only while every file it was made from is the same one (the program, its libraries, the fonts, the
// pictures), and an album that is missing, cut off, damaged or of another machine is an empty one. One thread
// at a time.

#include "kiosk/platform/image.h"

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace accanto::ui {

class Album {
public:
    struct Page {
        std::vector<float> numbers; // what the engine that draws it knows of it
        platform::Image image;      // empty: only measured, or nothing to see
        std::string text = {};      // words that were said
    };

    // Empty, and begun now. `subject`: where what it shows comes from, by its paths; an album of another
    // subject is not read.
    explicit Album(std::string subject);
    static Album read(const std::filesystem::path& file, std::string subject);

    bool empty() const { return m_pages.empty(); }
    // Nothing when there is no such page. Valid until it is added anew.
    const Page* find(const std::string& key);
    void add(const std::string& key, Page page);
    // Whether what was asked for since it was read is other than what it holds.
    bool changed() const;

    // Writes what was asked for, durably. `made_from`: the files and folders that decide how it looks, beside
    // the program and its libraries; where one of them changed after the album was begun, nothing is written,
    // as what was drawn may be older. Returns whether it was. Throws Error (errno).
    bool write(const std::filesystem::path& file, std::vector<std::string> made_from) const;

private:
    struct Kept {
        Page page;
        bool asked = false;
    };
    std::string m_subject;
    int64_t m_began_ns;
    std::map<std::string, Kept> m_pages;
    bool m_added = false;
};

} // namespace accanto::ui
