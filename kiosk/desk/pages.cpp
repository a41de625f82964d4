#include "kiosk/desk/pages.h"

#include "content/base/bytes.h"
#include "content/base/error.h"
#include "content/base/file.h"

#include <array>
#include <cstdlib>

namespace accanto::desk {

namespace {

std::string type_of(const std::filesystem::path& file) {
    static const std::map<std::string, std::string> types = {{".html", "text/html; charset=utf-8"},
                                                             {".css", "text/css; charset=utf-8"},
                                                             {".js", "text/javascript; charset=utf-8"},
                                                             {".svg", "image/svg+xml"},
                                                             {".wav", "audio/wav"}};
    const auto found = types.find(file.extension().string());
    return found == types.end() ? "" : found->second;
}

void read_folder(const std::filesystem::path& folder, std::map<std::string, File>& into) {
    std::error_code ignored;
    for (const auto& entry : std::filesystem::directory_iterator(folder, ignored)) {
        const std::string type = type_of(entry.path());
        if (type.empty() || !entry.is_regular_file())
            continue;
        auto bytes = read_file(entry.path());
        if (!bytes)
            continue;
        const std::string etag = "\"" + to_hex(view(sha256(*bytes))).substr(0, 24) + "\"";
        into[entry.path().filename().string()] = {std::move(*bytes), type, etag};
    }
}

std::string marked(const content::Phrase& phrase) {
    if (!phrase.fallback)
        return escape_html(phrase.text);
    const char* direction = content::is_right_to_left(phrase.language) ? "rtl" : "ltr";
    return "<span class=\"other-language\" lang=\"" + escape_html(phrase.language) + "\" dir=\"" + direction +
           "\">" + escape_html(phrase.text) + "</span>";
}

const File* among(const std::map<std::string, File>& files, const std::string& name) {
    const auto found = files.find(name);
    return found == files.end() ? nullptr : &found->second;
}

const std::string& value_of(const std::map<std::string, std::string>& values, const std::string& name) {
    const auto found = values.find(name);
    if (found == values.end())
        throw Error("a page asks for a value that nobody gives: " + name, 0);
    return found->second;
}

} // namespace

std::filesystem::path pages_dir() {
    std::vector<std::filesystem::path> places;
    if (const char* told = std::getenv("ACCANTO_DESK_PAGES"))
        places.emplace_back(told);
    else
        places = {data_dir() / "desk", data_dir() / "kiosk" / "desk" / "pages",
                  std::filesystem::path(ACCANTO_SOURCE_DIR) / "kiosk" / "desk" / "pages"};
    std::error_code ignored;
    for (const auto& place : places)
        if (std::filesystem::exists(place / "desk.html", ignored))
            return place;
    throw Error("the desk's pages are not installed (looked in " + places.front().string() + ")", 0);
}

Pages::Pages(const std::filesystem::path& folder, const std::filesystem::path& assets) {
    read_folder(folder, m_files);
    read_folder(assets / "pictograms", m_pictures);
    read_folder(assets / "illustrations", m_pictures);
    read_folder(assets / "sounds", m_sounds);
    if (!m_files.contains("desk.html"))
        throw Error("no pages in " + folder.string(), 0);
    std::string all;
    for (const auto& [name, file] : m_files)
        all += name + file.etag;
    m_digest = to_hex(view(sha256(all))).substr(0, 16);
}

const File* Pages::find(const std::string& name) const {
    return name.ends_with(".html") ? nullptr : among(m_files, name);
}

const File* Pages::picture(const std::string& name) const {
    return among(m_pictures, name);
}

const File* Pages::sound(const std::string& name) const {
    return among(m_sounds, name);
}

std::string Pages::fill(const std::string& name, const Texts& texts, const std::string& language,
                        const std::map<std::string, std::string>& values) const {
    const auto page = m_files.find(name);
    if (page == m_files.end())
        throw Error("there is no page " + name, 0);
    const std::string& text = page->second.bytes;
    std::string result;
    size_t at = 0;
    for (size_t open; (open = text.find("{{", at)) != std::string::npos;) {
        const size_t close = text.find("}}", open);
        if (close == std::string::npos)
            break;
        result.append(text, at, open - at);
        const std::string inside = text.substr(open + 2, close - open - 2);
        const size_t space = inside.find(' ');
        const std::string kind = inside.substr(0, space);
        const std::string what = space == std::string::npos ? "" : inside.substr(space + 1);
        if (kind == "t")
            result += marked(texts.phrase(language, what));
        else if (kind == "a")
            result += escape_html(texts.say(language, what));
        else if (kind == "v")
            result += escape_html(value_of(values, what));
        else if (kind == "x")
            result += value_of(values, what);
        else if (kind == "file" && m_files.contains(what))
            result += fill(what, texts, language, values);
        else
            throw Error(name + ": cannot fill in {{" + inside + "}}", 0);
        at = close + 2;
    }
    return result.append(text, at);
}

} // namespace accanto::desk
