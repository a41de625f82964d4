#pragma once
// The files under kiosk/desk/pages: read once at the start, served from memory. Any thread afterwards.

#include "kiosk/desk/http.h"
#include "kiosk/desk/texts.h"

#include <filesystem>
#include <map>
#include <string>

namespace accanto::desk {

// Where the pages are found: ACCANTO_DESK_PAGES if set, else share/accanto/desk of an installed program, else
// the source tree. Throws Error when there is no such folder.
std::filesystem::path pages_dir();

struct File {
    std::string bytes, type, etag;
};

class Pages {
public:
    // Reads the pages, and the pictograms and sounds they use. Throws Error when the folder of pages cannot
    // be read.
    Pages(const std::filesystem::path& folder, const std::filesystem::path& assets);

    const File* find(const std::string& name) const;    // "desk.js"; no HTML
    const File* picture(const std::string& name) const; // "email.svg"
    const File* sound(const std::string& name) const;   // "chime.wav"
    // Changes when any file does: an open page can tell that it is of an older program.
    const std::string& digest() const { return m_digest; }

    // Fills a page. In its text stand, within double braces:
    //   t key      words, escaped, marked with their language where that is not the reader's
    //   a key      words, escaped, for an attribute
    //   v name     a value, escaped
    //   x name     HTML made by the caller, which has escaped what is in it
    //   file name  another page's file, filled with the same values
    // Throws Error when the page or one of the names is missing.
    std::string fill(const std::string& name, const Texts& texts, const std::string& language,
                     const std::map<std::string, std::string>& values) const;

private:
    std::map<std::string, File> m_files, m_pictures, m_sounds;
    std::string m_digest;
};

} // namespace accanto::desk
