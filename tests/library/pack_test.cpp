// Packs: the same bytes each time, read back as they were written, and nothing else passes.

#include "content/base/file.h"
#include "content/library/check.h"
#include "tests/library/pack_maker.h"
#include "tests/temporary_folder.h"

#include <sys/stat.h>
#include <sys/time.h>

using namespace accanto;
using namespace accanto::content;
using tests::TemporaryFolder;

namespace {

// The files on disk, in no order, as write_pack() takes them.
std::vector<PackSource> put(const TemporaryFolder& folder, const maker::Files& files) {
    std::vector<PackSource> out;
    for (const auto& [path, bytes] : files) {
        std::filesystem::path file = folder / "in" / path;
        std::filesystem::create_directories(file.parent_path());
        write_file_durably(file, bytes);
        out.insert(out.begin(), {path, file});
    }
    return out;
}

std::string why(const OrRefused<Manifest>& read) {
    auto* refused = std::get_if<Refused>(&read);
    return refused ? refused->why : "";
}

Manifest head() {
    Manifest manifest = maker::manifest_of({});
    manifest.title = "Uno \"dos\" \\ tres\ncuatro";
    return manifest;
}

} // namespace

TEST_CASE("a pack is read back as it was written") {
    TemporaryFolder folder;
    auto written = write_pack(head(), put(folder, maker::good_files()), folder / "one.tar.zst");
    REQUIRE_MESSAGE(why(written).empty(), why(written));
    maker::Files found;
    auto read = read_pack(folder / "one.tar.zst", "one", [&](const PackFile& file, std::string_view bytes) {
        CHECK(file.size == bytes.size());
        found[file.path] = bytes;
    });
    REQUIRE_MESSAGE(why(read).empty(), why(read));
    CHECK(found == maker::good_files());
    const auto& manifest = std::get<Manifest>(read);
    CHECK(manifest.id == "sample-pack");
    CHECK(manifest.version == 1);
    CHECK(manifest.title == head().title);
    CHECK(manifest.languages == std::vector<std::string>{"en", "es"});
    CHECK(manifest.tutorials() == std::vector<std::string>{"sample"});
    CHECK(std::get<Manifest>(read_manifest(folder / "one.tar.zst", "one")).files == manifest.files);
}

TEST_CASE("the same files give the same bytes, whenever and in whatever order they are packed") {
    TemporaryFolder folder;
    auto sources = put(folder, maker::good_files());
    write_pack(head(), sources, folder / "one.tar.zst");
    std::reverse(sources.begin(), sources.end());
    for (const PackSource& source : sources) {
        timeval then[2] = {{86400, 0}, {86400, 0}};
        REQUIRE(utimes(source.file.c_str(), then) == 0);
        chmod(source.file.c_str(), 0600);
    }
    write_pack(head(), sources, folder / "two.tar.zst");
    CHECK(read_file(folder / "one.tar.zst") == read_file(folder / "two.tar.zst"));
    CHECK_FALSE(std::filesystem::exists(folder / "one.tar.zst.new"));
}

TEST_CASE("a pack made by hand to the letter is read too: the format is what is written down") {
    auto read = read_pack_bytes(std::string_view(maker::good_pack()), "by hand",
                                [](const PackFile&, std::string_view) {});
    CHECK_MESSAGE(why(read).empty(), why(read));
}

TEST_CASE("every broken or hostile pack is refused with a sentence that names it and says why") {
    for (const maker::Spoilt& spoilt : maker::spoilt_packs()) {
        CAPTURE(spoilt.what);
        auto read = read_pack_bytes(std::string_view(spoilt.bytes), "stick/bad.tar.zst",
                                    [](const PackFile&, std::string_view) {});
        std::string says = why(read);
        CHECK_MESSAGE(says.starts_with("stick/bad.tar.zst: "), says);
        CHECK_MESSAGE(says.find(spoilt.says) != std::string::npos, says);
        CHECK_MESSAGE(
            std::none_of(says.begin(), says.end(), [](char c) { return static_cast<unsigned char>(c) < 32; }),
            says);
        CHECK_MESSAGE(says.size() < 1000, says.size());
    }
}

TEST_CASE("no byte of a file is handed over before its digest is right") {
    maker::Files files = maker::good_files();
    auto entries = maker::entries_of(maker::manifest_of(files), files);
    entries[3].data[0] ^= 1;
    std::vector<std::string> taken;
    auto read = read_pack_bytes(std::string_view(maker::zstd(maker::tar(entries))), "bad",
                                [&](const PackFile& file, std::string_view) { taken.push_back(file.path); });
    CHECK(std::holds_alternative<Refused>(read));
    CHECK(taken == std::vector<std::string>{entries[1].name, entries[2].name});
}

TEST_CASE("limits hold for what is packed, unpacked and counted") {
    TemporaryFolder folder;
    write_file_durably(folder / "one.tar.zst", maker::good_pack());
    auto with = [&](PackLimits limits) { return why(read_manifest(folder / "one.tar.zst", "one", limits)); };
    CHECK(with({}).empty());
    PackLimits limits;
    limits.packed_bytes = 100;
    CHECK(with(limits).find("100 at the most") != std::string::npos);
    limits = {};
    limits.unpacked_bytes = 100;
    CHECK(with(limits).find("100 are the most") != std::string::npos);
    limits = {};
    limits.files = 2;
    CHECK(with(limits).find("2 are the most") != std::string::npos);
}

TEST_CASE("what is no file is refused, not waited for") {
    TemporaryFolder folder;
    CHECK(why(read_manifest(folder / "none", "none")) == "none: there is no such file");
    CHECK(why(read_manifest(folder.path(), "folder")) == "folder: this is no plain file");
    REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
    CHECK(why(read_manifest(folder / "pipe", "pipe")) == "pipe: this is no plain file");
}

TEST_CASE("what a kiosk would refuse is not packed, and nothing is left of it") {
    TemporaryFolder folder;
    auto refuses = [&](const std::vector<PackSource>& sources, const Manifest& wanted) {
        auto written = write_pack(wanted, sources, folder / "bad.tar.zst");
        CHECK_FALSE(std::filesystem::exists(folder / "bad.tar.zst"));
        CHECK_FALSE(std::filesystem::exists(folder / "bad.tar.zst.new"));
        return why(written);
    };
    auto sources = put(folder, maker::good_files());
    Manifest wrong = head();
    wrong.min_app = "soon";
    CHECK(refuses(sources, wrong).find("min_app") != std::string::npos);
    CHECK(refuses({}, head()).find("no [[file]]") != std::string::npos);
    auto two = sources;
    two.push_back(two.front());
    CHECK(refuses(two, head()).find("listed twice") != std::string::npos);
    auto strange = sources;
    strange.push_back({"bin/sh", "/bin/sh"});
    CHECK(refuses(strange, head()).find("bin/sh") != std::string::npos);
    std::filesystem::create_symlink("/etc/passwd", folder / "link");
    auto link = sources;
    link.push_back({"pictograms/passwd.svg", folder / "link"});
    CHECK(refuses(link, head()).find("no plain file") != std::string::npos);
    CHECK(refuses({{"audio/es/zeros", "/dev/zero"}}, head()).find("no plain file") != std::string::npos);
}

TEST_CASE("a manifest is read as it was written, and each wrong entry is told with its line") {
    Manifest manifest = maker::manifest_of(maker::good_files());
    std::string text = to_toml(manifest);
    std::vector<Problem> problems;
    auto read = parse_manifest(text, "manifest.toml", {}, problems);
    REQUIRE(read);
    CHECK(to_toml(*read) == text);

    const struct {
        const char *from, *to, *says;
        int line;
    } wrongs[] = {
        {"format = 1", "format = 2", "a newer one is needed", 1},
        {"id = \"sample-pack\"", "id = \"Sample Pack\"", "is no id", 2},
        {"version = 1\n", "version = 0\n", "from 1 to", 3},
        {"version = 1\n", "version = 1.5\n", "from 1 to", 3},
        {"version = 1\n", "version = 99999999999\n", "from 1 to", 3},
        {"version = 1\n", "", "\"version\" is missing", 1},
        {"min_app = \"0.1.0\"", "min_app = \"0.1.x\"", "no version such as", 1},
        {"languages = [\"en\", \"es\"]", "languages = []", "missing or empty", 1},
        {"licence = \"EUPL-1.2\"", "licence = \"\"", "is empty", 8},
        {"licence = ", "license = ", "\"license\" is not known", 8},
        {"size = 4\n", "size = -1\n", "from 0 to", 12},
        {"size = 4\n", "size = \"4\"\n", "it should be a number", 12},
    };
    for (const auto& wrong : wrongs) {
        CAPTURE(wrong.to);
        std::string spoilt = text;
        REQUIRE(spoilt.find(wrong.from) != std::string::npos);
        spoilt.replace(spoilt.find(wrong.from), strlen(wrong.from), wrong.to);
        problems.clear();
        CHECK_FALSE(parse_manifest(spoilt, "manifest.toml", {}, problems));
        bool told = std::any_of(problems.begin(), problems.end(), [&](const Problem& problem) {
            return problem.message.find(wrong.says) != std::string::npos && problem.line == wrong.line;
        });
        CHECK(told);
        if (!told)
            for (const Problem& problem : problems)
                MESSAGE(to_text(problem));
    }
}

TEST_CASE("versions of the program are compared as numbers") {
    CHECK(is_at_least("0.1.0", "0.1.0"));
    CHECK(is_at_least("0.10", "0.9.9"));
    CHECK(is_at_least("1", "0.9"));
    CHECK(is_at_least("1.0.0", "1"));
    CHECK_FALSE(is_at_least("0.1.0", "0.1.1"));
    CHECK_FALSE(is_at_least("0.9", "0.10"));
    for (const char* wrong : {"", "1.", ".1", "1..2", "1.2.3.4.5", "v1", "1.2-rc1", "99999999"})
        CHECK_MESSAGE(!is_app_version(wrong), wrong);
}
