#pragma once
// Packs as nobody should make them: tar and zstd by hand, so that a test can put into them whatever it likes.

#include "content/base/bytes.h"
#include "content/library/pack.h"

#include <doctest/doctest.h>
#include <fmt/format.h>
#include <zstd.h>

#include <cstring>
#include <functional>
#include <map>

namespace accanto::content::maker {

inline const std::string structure = R"(id = "sample"
topic = "email"
picture = "email"
minutes = 5
authors = ["The tests"]
licence = "EUPL-1.2"
verified_on = 2026-01-01
review_by = 2028-01-01

[[competence]]
framework = "DigComp"
version = "2.2"
code = "2.1"

[[step]]
id = "intro"
kind = "read"
picture = "email"
)";

inline std::string words(const std::string& title) {
    return "[tutorial]\ntitle = \"" + title +
           "\"\nsummary = \"A small one.\"\n[step.intro]\ntitle = \"Hello\"\nbody = \"Read this.\"\n";
}

struct Entry {
    std::string name, data;
    char type = '0';
    std::string link;
    uint64_t claimed = UINT64_MAX; // size in the header; as it is without one
};

inline std::string header(const Entry& entry, const char* magic = "ustar\0"
                                                                  "00") {
    std::string h(512, '\0');
    auto put = [&](size_t at, const std::string& text, size_t most) {
        h.replace(at, std::min(text.size(), most), text.substr(0, most));
    };
    put(0, entry.name, 100);
    put(100, "0000644", 7);
    put(108, "0000000", 7);
    put(116, "0000000", 7);
    put(124, fmt::format("{:011o}", entry.claimed == UINT64_MAX ? entry.data.size() : entry.claimed), 11);
    put(136, "00000000000", 11);
    h[156] = entry.type;
    put(157, entry.link, 100);
    put(257, std::string(magic, 8), 8);
    h.replace(148, 8, "        ");
    unsigned sum = 0;
    for (unsigned char c : h)
        sum += c;
    put(148, fmt::format("{:06o}", sum) + '\0' + ' ', 8);
    return h;
}

inline std::string tar(const std::vector<Entry>& entries, const char* magic = "ustar\0"
                                                                              "00") {
    std::string out;
    for (const Entry& entry : entries) {
        out += header(entry, magic) + entry.data;
        out.resize((out.size() + 511) / 512 * 512);
    }
    return out + std::string(1024, '\0');
}

inline std::string zstd(const std::string& bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    size_t size = ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 1);
    REQUIRE(!ZSTD_isError(size));
    out.resize(size);
    return out;
}

using Files = std::map<std::string, std::string>;

// A tutorial in two languages, a picture and a sound. Another title makes other bytes.
inline Files good_files(const std::string& title = "A sample") {
    return {{"tutorials/sample/tutorial.toml", structure},
            {"tutorials/sample/en.toml", words(title)},
            {"tutorials/sample/es.toml", words("Una muestra")},
            {"pictograms/email.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"},
            {"audio/es/intro.ogg", "OggS"}};
}

inline Manifest manifest_of(const Files& files, int version = 1) {
    Manifest manifest{"sample-pack", version, "2026." + std::to_string(version),
                      "A pack",      "0.1.0", {"en", "es"},
                      "EUPL-1.2",    {}};
    for (const auto& [path, bytes] : files)
        manifest.files.push_back({path, bytes.size(), to_hex(view(sha256(bytes)))});
    return manifest;
}

inline std::vector<Entry> entries_of(const Manifest& manifest, const Files& files) {
    std::vector<Entry> out{{manifest_name, to_toml(manifest)}};
    for (const auto& [path, bytes] : files)
        out.push_back({path, bytes});
    return out;
}

inline std::string good_pack(int version = 1, const Files& files = good_files()) {
    return zstd(tar(entries_of(manifest_of(files, version), files)));
}

struct Spoilt {
    std::string what, bytes, says; // what was done; the pack; what the refusal must say
};

// Every way we know in which a pack can be broken or meant badly. What its signer let pass: each is to be
// refused though its own digest may be right.
inline std::vector<Spoilt> spoilt_packs(int version = 1) {
    std::vector<Spoilt> out;
    const Files files = good_files();
    const Manifest manifest = manifest_of(files, version);
    const std::string svg = "pictograms/email.svg";

    auto add = [&](const std::string& what, const std::string& says,
                   const std::function<void(std::vector<Entry>&, Manifest&)>& spoil) {
        Manifest own = manifest;
        std::vector<Entry> entries = entries_of(own, files);
        spoil(entries, own);
        entries[0].data = to_toml(own);
        out.push_back({what, zstd(tar(entries)), says});
    };
    // The picture's entry under another name, in the archive alone or in the manifest as well.
    auto name = [&](const std::string& what, const std::string& to, const std::string& says) {
        add(what + " in the archive", says, [&](auto& entries, Manifest&) { entries[2].name = to; });
        add(what + " in the manifest", "manifest",
            [&](auto& entries, Manifest& own) { entries[2].name = own.files[1].path = to; });
    };
    REQUIRE(entries_of(manifest, files)[2].name == svg);
    name("a way up and out", "../../etc/passwd", "leads out of the pack");
    name("a way out in the middle", "pictograms/../../email.svg", "leads out of the pack");
    name("an absolute name", "/etc/passwd", "begins at the root of the disk");
    name("backslashes", "pictograms\\..\\email.svg", "backslash");
    name("capitals", "pictograms/Email.svg", "capital letters");
    name("a hidden file", "pictograms/.email.svg", "has no place in a pack");
    name("a folder of its own", "bin/accanto", "has no place in a pack");
    name("a program among the tutorials", "tutorials/sample/run.sh", "has no place in a pack");
    name("a folder too deep", "tutorials/sample/more/es.toml", "has no place in a pack");
    name("a control character", "pictograms/e\x1b[2jmail.svg", "letters that names in a pack may not have");
    name("an accent", "pictograms/\xc3\xa9mail.svg", "letters that names in a pack may not have");
    name("a name as long as a header takes", "pictograms/" + std::string(96, 'a'), "has no place in a pack");
    name("an empty name", "", "is empty");
    add("a name with a zero byte in the manifest", "manifest.toml", [&](auto& entries, Manifest& own) {
        entries[2].name = own.files[1].path = std::string("pictograms/email.svg\0.png", 25);
    });

    auto kind = [&](const std::string& what, char type, const std::string& link, const std::string& says) {
        add(what, says, [&](auto& entries, Manifest&) {
            entries[2].type = type;
            entries[2].link = link;
            entries[2].data.clear();
        });
    };
    kind("a symbolic link", '2', "/etc/passwd", "symbolic link");
    kind("a hard link", '1', "tutorials/sample/en.toml", "hard link");
    kind("a character device", '3', "", "device");
    kind("a block device", '4', "", "device");
    kind("a pipe", '6', "", "device, a pipe");
    kind("a folder", '5', "", "is a folder");

    add("a file twice", "twice",
        [&](auto& entries, Manifest&) { entries.insert(entries.begin() + 3, entries[2]); });
    add("a file twice, the last one", "twice",
        [&](auto& entries, Manifest&) { entries.push_back(entries.back()); });
    add("the manifest twice", "twice", [&](auto& entries, Manifest&) { entries.push_back(entries[0]); });
    add("a file that the manifest lists twice", "listed twice",
        [&](auto&, Manifest& own) { own.files.insert(own.files.begin() + 1, own.files[1]); });
    add("a file that the manifest does not list", "not in its manifest", [&](auto& entries, Manifest&) {
        entries.push_back({"tutorials/sample/it.toml", words("Uno")});
    });
    add("a file that is missing", svg, [&](auto& entries, Manifest&) { entries.erase(entries.begin() + 2); });
    add("the last file missing", "missing in the pack",
        [&](auto& entries, Manifest&) { entries.pop_back(); });
    add("another order", "order", [&](auto& entries, Manifest&) { std::swap(entries[2], entries[3]); });
    add("other bytes of the same length", "SHA-256 differs",
        [&](auto& entries, Manifest&) { entries[2].data.back() = '?'; });
    add("a byte more", "the manifest says", [&](auto& entries, Manifest&) { entries[2].data += '?'; });
    add("a byte less", "the manifest says", [&](auto& entries, Manifest&) { entries[2].data.pop_back(); });
    add("a manifest that lies about a size", "the manifest says",
        [&](auto&, Manifest& own) { own.files[1].size += 1000; });
    add("a manifest with a wrong digest", "SHA-256 differs",
        [&](auto&, Manifest& own) { own.files[1].sha256[0] ^= 1; });
    add("a manifest that claims gigabytes", "manifest.toml",
        [&](auto&, Manifest& own) { own.files[1].size = 1ull << 40; });
    add("a header that claims gigabytes", "the manifest says",
        [&](auto& entries, Manifest&) { entries[2].claimed = 077777777777; });
    add("no words in a language it claims", "should be listed",
        [&](auto&, Manifest& own) { own.languages.push_back("sv"); });
    add("no such language", "no language code",
        [&](auto&, Manifest& own) { own.languages.push_back("../x"); });

    auto listed = [&](size_t count, uint64_t size) {
        return [count, size](auto&, Manifest& own) {
            own.files.clear();
            for (size_t i = 0; i < count; ++i)
                own.files.push_back({fmt::format("audio/es/{:06}", i), size, std::string(64, '0')});
        };
    };
    add("ten thousand files and one", "10000 are the most", listed(10'001, 1));
    add("more bytes than a kiosk has", "are the most", listed(20, 32 << 20));
    add("a bomb: one file of zeros, and an honest manifest", "times its size",
        [&](auto& entries, Manifest& own) {
            std::string zeros(24 << 20, '\0');
            own.files[0] = {"audio/es/intro.ogg", zeros.size(), to_hex(view(sha256(zeros)))};
            entries[1].data = zeros;
        });
    out.push_back({"a bomb in the place of the manifest",
                   zstd(tar({{manifest_name, std::string(64 << 20, '\n')}})), "larger than"});
    out.push_back({"zstd in zstd", zstd(good_pack()), "compressed once with zstd"});
    out.push_back({"a tar without zstd", tar(entries_of(manifest, files)), "compressed once with zstd"});
    out.push_back({"zstd without a tar", zstd("hello"), "no pack"});
    out.push_back({"no bytes at all", "", "no pack"});
    out.push_back({"another kind of file", std::string(4096, 'x'), "no pack"});
    out.push_back({"an empty tar", zstd(tar({})), "empty"});
    out.push_back({"no manifest", zstd(tar({{"tutorials/sample/en.toml", words("One")}})),
                   "begins with manifest.toml"});
    out.push_back({"a manifest that is no TOML", zstd(tar({{manifest_name, "id = \n"}})), "manifest.toml:1"});
    out.push_back({"GNU tar", zstd(tar(entries_of(manifest, files), "ustar  ")), "POSIX ustar"});

    // A pax record may hold a name of any length, a zero byte in it too; and a sparse file grows from
    // nothing.
    for (const std::string& record :
         {std::string("path=pictograms/email.svg\0.exe", 30), std::string("path=") + std::string(5000, 'a'),
          std::string("GNU.sparse.major=1"), std::string("size=99999999999")}) {
        std::vector<Entry> entries = entries_of(manifest, files);
        std::string line;
        for (size_t length = record.size() + 3; line.size() != length;) {
            length = line.empty() ? length : line.size();
            line = fmt::format("{} {}\n", length, record);
        }
        entries.insert(entries.begin() + 2, {"pax", line, 'x'});
        out.push_back({"a pax extension: " + record.substr(0, 20), zstd(tar(entries)), ""});
    }
    {
        std::vector<Entry> entries = entries_of(manifest, files);
        entries.insert(entries.begin() + 2,
                       {"././@LongLink", "../../etc/cron.d/x" + std::string(1, '\0'), 'L'});
        out.push_back({"a GNU long name that leads out", zstd(tar(entries)), ""});
    }

    const std::string whole = good_pack();
    for (size_t part : {1, 2, 3, 7})
        out.push_back({fmt::format("cut short to {} eighths", part), whole.substr(0, whole.size() * part / 8),
                       "cut short"});
    std::string tarred = tar(entries_of(manifest, files));
    out.push_back({"a tar cut short within a file", zstd(tarred.substr(0, tarred.size() - 1024 - 300)), ""});
    return out;
}

} // namespace accanto::content::maker
