#include "content/library/pack_manifest.h"

#include "content/base/spelling.h"
#include "content/library/check.h"
#include "content/library/table_reader.h"
#include "content/library/words_file.h"

#include <array>

namespace accanto::content {

namespace {

constexpr std::string_view layout =
    "a pack holds tutorials/<id>/*.toml, pictograms/*.svg, illustrations/*.svg and "
    "audio/<language>/*, nothing else";
constexpr size_t most_path_bytes = 100; // the name field of ustar

bool is_small(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-' || c == '.';
}

// A name within a folder: letters, digits, dots; no dot at either end and no two together.
bool is_name(std::string_view name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), is_small) && name.front() != '.' &&
           name.front() != '-' && name.back() != '.' && name.find("..") == std::string_view::npos;
}

std::vector<std::string_view> segments_of(std::string_view path) {
    std::vector<std::string_view> out;
    for (size_t at = 0; at <= path.size();) {
        size_t end = std::min(path.find('/', at), path.size());
        out.push_back(path.substr(at, end - at));
        at = end + 1;
    }
    return out;
}

bool is_in_layout(const std::vector<std::string_view>& parts) {
    std::string_view name = parts.back();
    if (parts.size() == 2 && (parts[0] == "pictograms" || parts[0] == "illustrations"))
        return name.size() > 4 && name.ends_with(".svg") && is_name(name);
    if (parts.size() != 3 || !is_name(name))
        return false;
    if (parts[0] == "tutorials")
        return is_id(parts[1]) && (name == "tutorial.toml" || !language_of_file(name).empty());
    return parts[0] == "audio" && !language_of_file(std::string(parts[1]) + ".toml").empty();
}

struct ManifestReader {
    const std::string& file;
    const PackLimits& limits;
    std::vector<Problem>& problems;
    Manifest manifest;

    void languages(TableReader& reader) {
        manifest.languages = reader.texts("languages");
        for (const std::string& language : manifest.languages)
            if (language_of_file(language + ".toml").empty())
                reader.fault(reader.line(), "bad-language",
                             fmt::format("\"{}\" is no language code of two or three small letters",
                                         printable(language)));
        if (manifest.languages.empty())
            reader.fault(reader.line(), "missing", "\"languages\" is missing or empty");
    }

    void entry(const Node& node) {
        TableReader reader(node, file, "file", problems);
        PackFile one;
        one.path = reader.need_text("path");
        reader.name(fmt::format("file \"{}\"", printable(one.path)));
        if (std::string fault = fault_of_path(one.path); !one.path.empty() && !fault.empty())
            reader.fault(node.line, "bad-path", fmt::format("this name {}", fault));
        one.size = uint64_t(reader.need_whole("size", 0, int(most_bytes_of(one.path))));
        one.sha256 = reader.need_text("sha256");
        if (!is_sha256(one.sha256))
            reader.fault(node.line, "bad-sha256", "\"sha256\" is no SHA-256 of 64 small hexadecimal digits");
        reader.no_more();
        if (!manifest.files.empty() && one.path == manifest.files.back().path)
            reader.fault(node.line, "twice", "it is listed twice");
        else if (!manifest.files.empty() && one.path < manifest.files.back().path)
            reader.fault(node.line, "order",
                         fmt::format("it comes after \"{}\"; files are in the order of their names",
                                     printable(manifest.files.back().path)));
        manifest.files.push_back(std::move(one));
    }

    void head(TableReader& reader) {
        if (reader.need_whole("format", 1, most_pack_version) != 1)
            reader.fault(reader.line(), "unknown-format",
                         "format = 1 is what this program reads; a newer one is needed");
        manifest.id = reader.need_id("id");
        manifest.version = reader.need_whole("version", 1, most_pack_version);
        manifest.version_name = reader.need_text("version_name");
        manifest.title = reader.need_text("title");
        manifest.min_app = reader.need_text("min_app");
        if (!is_app_version(manifest.min_app))
            reader.fault(reader.line(), "bad-version", "\"min_app\" is no version such as \"0.1.0\"");
        languages(reader);
        manifest.licence = reader.need_text("licence");
    }

    void files(TableReader& reader) {
        auto entries = reader.tables("file");
        if (entries.empty())
            reader.fault(reader.line(), "missing", "no [[file]] is listed");
        if (entries.size() > limits.files)
            return reader.fault(
                reader.line(), "too-many",
                fmt::format("{} files are listed; {} are the most", entries.size(), limits.files));
        for (const Node* node : entries)
            entry(*node);
        if (manifest.unpacked_bytes() > limits.unpacked_bytes)
            reader.fault(reader.line(), "too-large",
                         fmt::format("it would unpack to {} bytes; {} are the most",
                                     manifest.unpacked_bytes(), limits.unpacked_bytes));
    }

    void tutorials(TableReader& reader) {
        std::vector<std::string> names{"tutorial"};
        names.insert(names.end(), manifest.languages.begin(), manifest.languages.end());
        for (const std::string& id : manifest.tutorials())
            for (const std::string& name : names) {
                std::string path = fmt::format("tutorials/{}/{}.toml", id, name);
                auto it =
                    std::lower_bound(manifest.files.begin(), manifest.files.end(), path,
                                     [](const PackFile& one, const std::string& p) { return one.path < p; });
                if (it == manifest.files.end() || it->path != path)
                    reader.fault(reader.line(), "missing-file",
                                 fmt::format("\"{}\" should be listed and is not", path));
            }
    }
};

} // namespace

std::vector<std::string> Manifest::tutorials() const {
    std::vector<std::string> out;
    for (const PackFile& file : files)
        if (auto parts = segments_of(file.path); parts.size() == 3 && parts[0] == "tutorials")
            if (out.empty() || out.back() != parts[1])
                out.emplace_back(parts[1]);
    return out;
}

uint64_t Manifest::unpacked_bytes() const {
    uint64_t sum = 0;
    for (const PackFile& file : files)
        sum += file.size;
    return sum;
}

std::string Manifest::name() const {
    bool said = version_name == std::to_string(version);
    return said ? fmt::format("{} {}", id, version)
                : fmt::format("{} {} ({})", id, version, printable(version_name));
}

std::string fault_of_path(std::string_view path) {
    if (path.empty())
        return "is empty";
    if (path.size() > most_path_bytes)
        return fmt::format("is {} bytes long; {} are the most", path.size(), most_path_bytes);
    if (path.front() == '/')
        return "begins at the root of the disk; names in a pack begin with a folder of the pack";
    if (path.find('\\') != std::string_view::npos)
        return "holds a backslash; folders are parted by /";
    auto parts = segments_of(path);
    if (std::find(parts.begin(), parts.end(), "..") != parts.end())
        return "leads out of the pack";
    if (std::any_of(path.begin(), path.end(), [](char c) { return c >= 'A' && c <= 'Z'; }))
        return "has capital letters; small ones only, so that no two names differ by their capitals alone";
    if (!std::all_of(path.begin(), path.end(), [](char c) { return is_small(c) || c == '/'; }))
        return "has letters that names in a pack may not have; small letters, digits, _ - and . are allowed";
    return is_in_layout(parts) ? "" : "has no place in a pack; " + std::string(layout);
}

uint64_t most_bytes_of(std::string_view path) {
    if (path.ends_with(".toml"))
        return 2 << 20; // as read_content_file()
    return path.ends_with(".svg") ? 1 << 20 : 32 << 20;
}

std::optional<Manifest> parse_manifest(std::string_view text, const std::string& file,
                                       const PackLimits& limits, std::vector<Problem>& problems) {
    std::vector<Problem> faults;
    ManifestReader inner{file, limits, faults, {}};
    if (text.size() > most_manifest_bytes)
        faults.push_back({file, 0, "", "too-large",
                          fmt::format("it has {} bytes; {} are the most", text.size(), most_manifest_bytes)});
    else if (auto root = parse_toml(text, file, "", faults)) {
        TableReader reader(*root, file, "manifest", faults);
        inner.head(reader);
        inner.files(reader);
        reader.no_more();
        if (faults.empty())
            inner.tutorials(reader);
    }
    problems.insert(problems.end(), faults.begin(), faults.end());
    return faults.empty() ? std::optional(std::move(inner.manifest)) : std::nullopt;
}

std::string to_toml(const Manifest& m) {
    std::vector<std::string> languages;
    for (const std::string& language : m.languages)
        languages.push_back(toml_text(language));
    std::string out =
        fmt::format("format = 1\nid = {}\nversion = {}\nversion_name = {}\ntitle = {}\nmin_app = {}\n"
                    "languages = [{}]\nlicence = {}\n",
                    toml_text(m.id), m.version, toml_text(m.version_name), toml_text(m.title),
                    toml_text(m.min_app), fmt::join(languages, ", "), toml_text(m.licence));
    for (const PackFile& file : m.files)
        out += fmt::format("\n[[file]]\npath = {}\nsize = {}\nsha256 = {}\n", toml_text(file.path), file.size,
                           toml_text(file.sha256));
    return out;
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

namespace {

std::optional<std::array<int, 4>> numbers_of(std::string_view version) {
    std::array<int, 4> out{};
    for (size_t i = 0;; ++i) {
        size_t end = std::min(version.find('.'), version.size());
        auto number = version.substr(0, end);
        if (i == out.size() || number.empty() || number.size() > 6 ||
            number.find_first_not_of("0123456789") != std::string_view::npos)
            return std::nullopt;
        out[i] = std::stoi(std::string(number));
        if (end == version.size())
            return out;
        version.remove_prefix(end + 1);
    }
}

} // namespace

bool is_app_version(std::string_view text) {
    return numbers_of(text).has_value();
}

bool is_at_least(std::string_view program, std::string_view least) {
    auto have = numbers_of(program), need = numbers_of(least);
    return have && need && *have >= *need;
}

Refused refused_for(const std::vector<Problem>& problems) {
    std::string why = problems.empty() ? "" : printable(to_text(problems.front()), 600);
    if (problems.size() > 1)
        why += fmt::format(" ({} more)", problems.size() - 1);
    return {why};
}

} // namespace accanto::content
