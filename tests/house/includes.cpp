#include "tests/house/includes.h"

#include "content/base/file.h"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace accanto::house {

namespace {

namespace fs = std::filesystem;

// Both tables are the house rules ("Who may include whom"). An entry is the beginning of a path below the
// root.
struct Room {
    std::string path;
    std::vector<std::string> may_include; // besides itself and content/base/
    std::string rule;
};

const std::vector<Room> rooms = {
    {"content/base/", {}, "the small shared base includes nothing of ours"},
    {"content/library/", {}, "content/library includes nothing of ours but the base"},
    {"sync/wire/", {}, "sync/wire includes nothing of ours but the base"},
    {"kiosk/store/", {}, "kiosk/store includes nothing of ours but the base"},
    {"kiosk/point/", {"kiosk/store/", "content/library/taken_home.h", "content/library/schedule_file.h", "content/library/letters.h"}, "point -> store, the score of the skills check (taken_home.h), the schedule's file, and letters"},
    {"kiosk/platform/", {}, "kiosk/platform includes nothing of ours but the base"},
    {"kiosk/doctor/",
     {"kiosk/point/", "kiosk/store/", "content/library/", "kiosk/platform/speech_file.h", "kiosk/platform/helper_process.h"},
     "doctor -> point, store, content/library; platform only for speech in a file and the programs it asks"},
    {"kiosk/setup/",
     {"kiosk/doctor/", "kiosk/point/", "kiosk/store/", "sync/wire/provisioning.h"},
     "setup -> doctor, point, store; wire only for the hub's signed file"},
    {"kiosk/ui/",
     {"kiosk/platform/image.h", "kiosk/platform/pixels.h", "kiosk/platform/pointer.h", "content/library/words.h"},
     "ui -> platform only for text and picture upload (image.h, pixels.h) and what a finger did (pointer.h); words.h"},
    {"kiosk/screens/",
     {"kiosk/ui/", "kiosk/app/visit.h", "kiosk/app/scene.h", "kiosk/app/action", "kiosk/point/",
      "kiosk/doctor/finding.h", "content/library/"},
     "screens -> ui, app (Visit, Scene, actions), point, doctor (what was found), content/library"},
    {"kiosk/walk/",
     {"kiosk/screens/", "kiosk/ui/", "kiosk/app/visit.h", "kiosk/app/scene.h", "kiosk/app/action", "kiosk/point/",
      "kiosk/doctor/finding.h", "kiosk/platform/image.h", "kiosk/platform/voice.h", "content/library/"},
     "walk -> screens, ui, app (Visit, Scene, actions), point, doctor (what was found), content/library; platform only for pictures and the level of a voice"},
    {"kiosk/app/",
     {"kiosk/screens/", "kiosk/ui/", "kiosk/platform/", "kiosk/point/", "kiosk/store/", "kiosk/doctor/",
      "kiosk/setup/", "content/library/"},
     "app -> screens, ui, platform, point, store, doctor, setup, content/library"},
    {"kiosk/main.cpp",
     {"kiosk/app/", "kiosk/platform/"},
     "main reads settings, builds App, runs: main -> app, platform"},
    {"kiosk/desk/",
     {"kiosk/point/", "kiosk/store/", "kiosk/doctor/", "content/library/", "sync/wire/", "kiosk/platform/speech_file.h"},
     "desk -> point, store, doctor (the night's findings), content/library (its words), wire (what other kiosks of the point say), platform only for speech in a file"},
    {"sync/agent/",
     {"sync/wire/", "kiosk/store/store.h", "kiosk/store/arrivals.h", "kiosk/store/outbox.h", "kiosk/store/hub_orders.h",
      "kiosk/store/last_trouble.h", "kiosk/store/new_life.h", "kiosk/store/standing.h", "kiosk/store/take_over.h", "kiosk/store/watch.h", "kiosk/store/wishes.h", "kiosk/point/guest.h", "content/library/"},
     "agent -> wire, store (outbox and inbox only, how things stand and what is wrong with it, what content is on its way, what the hub orders, what is wished, its watch, its new life, whose place it took), point (guest.h), content/library"},
    {"sync/hub/", {"sync/wire/", "content/library/"}, "hub -> wire, content/library"},
    {"deploy/accanto/",
     {"content/library/", "sync/wire/", "kiosk/point/", "kiosk/store/", "kiosk/doctor/", "kiosk/setup/"},
     "the accanto command -> content/library, wire, point, store, doctor, setup; it draws nothing"},
    {"deploy/cmake/", {}, "what every file is compiled with includes nothing of ours"},
    // Tests look wherever they must.
    {"tests/", {"content/", "kiosk/", "sync/", "deploy/"}, ""},
};

struct Foreign {
    std::vector<std::string> headers; // beginnings of what stands between < and >
    std::vector<std::string> allowed; // beginnings of paths
    std::string rule;
};

const std::vector<Foreign> foreigners = {
    {{"imgui"}, {"kiosk/ui/", "kiosk/platform/"}, "Dear ImGui has its room in kiosk/ui and kiosk/platform"},
    {{"SDL"}, {"kiosk/platform/"}, "SDL has its room in kiosk/platform"},
    {{"libevdev/", "xkbcommon/"}, {"kiosk/platform/"}, "input devices have their room in kiosk/platform"},
    {{"espeak"}, {"kiosk/platform/"}, "espeak-ng has its room in kiosk/platform"},
    {{"cups/"}, {"kiosk/platform/"}, "CUPS has its room in kiosk/platform"},
    {{"pango/", "cairo", "librsvg/", "fontconfig/", "glib", "gio/", "harfbuzz/"},
     {"kiosk/ui/"},
     "Pango, Cairo and librsvg have their room in kiosk/ui"},
    {{"qrcodegen"}, {"kiosk/ui/"}, "QR codes have their room in kiosk/ui"},
    {{"sqlite3", "SQLiteCpp/"},
     {"kiosk/store/", "sync/hub/storage"},
     "SQLite has its room in kiosk/store and sync/hub/storage"},
    {{"libpq", "pqxx/"}, {"sync/hub/storage"}, "PostgreSQL has its room in sync/hub/storage"},
    {{"curl/"}, {"sync/agent/"}, "curl has its room in sync/agent"},
    {{"httplib", "openssl/"},
     {"kiosk/desk/", "sync/hub/"},
     "the HTTP server has its room in kiosk/desk and sync/hub"},
    {{"sys/socket.h", "netinet/", "arpa/inet.h", "netdb.h", "net/if.h", "sys/un.h"},
     {"kiosk/desk/", "sync/agent/", "sync/hub/"},
     "sockets are for kiosk/desk, sync/agent and sync/hub; the kiosk has no network code"},
    {{"archive"}, {"content/library/pack_"}, "libarchive has its room in content/library/pack_*"},
    {{"CLI/"},
     {"kiosk/main.cpp", "kiosk/walk/main.cpp", "kiosk/desk/", "sync/agent/", "sync/hub/", "deploy/accanto/"},
     "command lines are read by programs, not by libraries"},
};

// Templates that every file including them pays for. A header may bring them in only for .cpp files of its
// own room.
const std::vector<std::string> heavy = {"toml++/", "nlohmann/json.hpp", "httplib", "spdlog/", "CLI/"};

bool begins(const std::string& text, const std::vector<std::string>& beginnings) {
    return std::any_of(beginnings.begin(), beginnings.end(),
                       [&](const std::string& b) { return text.starts_with(b); });
}

bool is_header(const std::string& file) {
    return file.ends_with(".h") || file.ends_with(".hpp");
}

std::string quote(const Include& include) {
    return include.quoted ? '"' + include.path + '"' : '<' + include.path + '>';
}

void check_ours(const fs::path& root, const Room& room, const std::string& file, const Include& include,
                std::vector<Violation>& out) {
    if (!fs::exists(root / include.path)) {
        out.push_back({file, include.line,
                       quote(include) + ": not a path from the root of the tree; ours are written so"});
        return;
    }
    bool same_room = include.path.starts_with(room.path) || include.path.starts_with("content/base/");
    if (!same_room && !begins(include.path, room.may_include))
        out.push_back({file, include.line,
                       quote(include) + ": " + (room.rule.empty() ? "not a part of ours" : room.rule)});
}

void check_foreign(const std::string& file, const Include& include, std::vector<Violation>& out) {
    if (include.path.starts_with("content/") || include.path.starts_with("kiosk/") ||
        include.path.starts_with("sync/")) {
        out.push_back({file, include.line, quote(include) + ": our own headers stand between quotes"});
        return;
    }
    if (file.starts_with("tests/"))
        return;
    for (const Foreign& foreign : foreigners)
        if (begins(include.path, foreign.headers) && !begins(file, foreign.allowed))
            out.push_back({file, include.line, quote(include) + ": " + foreign.rule});
}

std::string read_or_fail(const fs::path& file) {
    auto text = read_file(file);
    return text ? *text : throw std::runtime_error(file.string() + ": gone while it was being read");
}

struct Source {
    std::string file;
    const Room* room;
    std::vector<Include> includes;
};

// A heavy header behind one of ours reaches whoever includes ours: that must end in a .cpp of the same room.
void check_heavy(const std::vector<Source>& sources, std::vector<Violation>& out) {
    for (const Source& header : sources) {
        auto heavy_include =
            std::find_if(header.includes.begin(), header.includes.end(),
                         [](const Include& i) { return !i.quoted && begins(i.path, heavy); });
        if (!is_header(header.file) || heavy_include == header.includes.end())
            continue;
        for (const Source& user : sources)
            for (const Include& include : user.includes)
                if (include.quoted && include.path == header.file &&
                    (is_header(user.file) || user.room != header.room) && !user.file.starts_with("tests/"))
                    out.push_back({header.file, heavy_include->line,
                                   fmt::format("{}: too heavy for a header that {} includes",
                                               quote(*heavy_include), user.file)});
    }
}

} // namespace

std::string Violation::text() const {
    return line > 0 ? fmt::format("{}:{}: {}", file, line, message) : fmt::format("{}: {}", file, message);
}

std::vector<Include> includes_of(const std::string& source) {
    std::vector<Include> out;
    std::istringstream lines(source);
    bool in_comment = false;
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        ++number;
        std::string code;
        for (size_t i = 0; i < line.size(); ++i) {
            if (in_comment) {
                if (line.compare(i, 2, "*/") == 0)
                    in_comment = false, ++i;
            } else if (line.compare(i, 2, "/*") == 0) {
                in_comment = true, ++i;
            } else if (line.compare(i, 2, "//") == 0 && code.find('"') == std::string::npos) {
                break;
            } else if (line[i] == '"' && code.find("include") == std::string::npos) {
                code.clear(); // a line with a string literal first is no directive, and "/*" in it opens no
                              // comment
                break;
            } else {
                code += line[i];
            }
        }
        std::istringstream words(code);
        char hash = 0;
        std::string directive, rest;
        if (!(words >> hash) || hash != '#' || !std::getline(words >> std::ws, rest) ||
            !rest.starts_with("include"))
            continue;
        rest = rest.substr(7);
        rest.erase(0, rest.find_first_not_of(" \t"));
        Include include{number, "", !rest.empty() && rest[0] == '"'};
        if (!rest.empty() && (rest[0] == '"' || rest[0] == '<')) {
            size_t end = rest.find(rest[0] == '"' ? '"' : '>', 1);
            include.path = rest.substr(1, end == std::string::npos ? end : end - 1);
        }
        out.push_back(include);
    }
    return out;
}

std::vector<fs::path> source_files(const fs::path& root) {
    std::vector<fs::path> out;
    for (const char* top : {"content", "kiosk", "sync", "deploy", "tests"}) {
        if (!fs::exists(root / top))
            continue;
        for (auto entry = fs::recursive_directory_iterator(root / top);
             entry != fs::recursive_directory_iterator(); ++entry) {
            if (entry->path().filename() == "node_modules")
                entry.disable_recursion_pending();
            std::string extension = entry->path().extension();
            if (entry->is_regular_file() &&
                (extension == ".h" || extension == ".hpp" || extension == ".cpp" || extension == ".c" ||
                 extension == ".cc" || extension == ".inc"))
                out.push_back(fs::relative(entry->path(), root));
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

std::vector<Violation> check_includes(const fs::path& root) {
    std::vector<Violation> out;
    std::vector<Source> sources;
    for (const fs::path& path : source_files(root)) {
        std::string file = path.string();
        auto room =
            std::find_if(rooms.begin(), rooms.end(), [&](const Room& r) { return file.starts_with(r.path); });
        if (room == rooms.end())
            out.push_back({file, 0, "lives in no room of the house; tests/house/includes.cpp lists them"});
        else
            sources.push_back({file, &*room, includes_of(read_or_fail(root / path))});
    }
    for (const Source& source : sources)
        for (const Include& include : source.includes) {
            if (include.path.empty())
                out.push_back({source.file, include.line,
                               "an include through a macro cannot be checked: write the path"});
            else if (include.quoted)
                check_ours(root, *source.room, source.file, include, out);
            else
                check_foreign(source.file, include, out);
        }
    check_heavy(sources, out);
    return out;
}

std::vector<Violation> check_lengths(const fs::path& root, int most_lines) {
    std::vector<Violation> out;
    for (const fs::path& path : source_files(root)) {
        if (path.extension() != ".cpp")
            continue;
        std::string text = read_or_fail(root / path);
        auto lines = std::count(text.begin(), text.end(), '\n');
        if (lines > most_lines)
            out.push_back({path.string(), 0,
                           fmt::format("{} lines, and {} are the most: two things live in one room", lines,
                                       most_lines)});
    }
    return out;
}

} // namespace accanto::house
