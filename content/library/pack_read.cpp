#include "content/base/bytes.h"
#include "content/base/spelling.h"
#include "content/library/pack.h"

#include <fmt/format.h>

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <memory>

namespace accanto::content {

namespace {

struct Free {
    void operator()(archive* handle) const { archive_read_free(handle); }
};

// The name of an entry as it may stand in a message: whatever bytes the archive gave it.
std::string shown(const char* name) {
    std::string text = name && *name ? name : "(no name)";
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) > 126; }, '?');
    return printable(text);
}

class Reader {
public:
    Reader(std::string name, const PackLimits& limits)
        : m_name(std::move(name)), m_limits(limits), m_handle(archive_read_new()) {
        archive_read_support_filter_zstd(m_handle.get());
        archive_read_support_format_tar(m_handle.get());
        // Names are bytes to us: no locale has a say in which file is meant.
        archive_read_set_options(m_handle.get(), "hdrcharset=BINARY");
    }

    std::optional<Refused> open(const std::filesystem::path& pack) {
        std::error_code failed;
        auto status = std::filesystem::status(pack, failed);
        if (!std::filesystem::exists(status))
            return refuse("there is no such file");
        if (!std::filesystem::is_regular_file(status))
            return refuse("this is no plain file");
        if (uint64_t size = std::filesystem::file_size(pack, failed); !failed && size > m_limits.packed_bytes)
            return refuse(
                fmt::format("it has {} bytes; a pack has {} at the most", size, m_limits.packed_bytes));
        return opened(archive_read_open_filename(m_handle.get(), pack.c_str(), 65536));
    }

    std::optional<Refused> open(std::string_view bytes) {
        return opened(archive_read_open_memory(m_handle.get(), bytes.data(), bytes.size()));
    }

    // The first entry, which must be the manifest.
    OrRefused<Manifest> manifest() {
        auto entry = next();
        if (auto* refused = std::get_if<Refused>(&entry))
            return *refused;
        archive_entry* first = std::get<archive_entry*>(entry);
        if (!first)
            return refuse("it is empty");
        if (archive_entry_pathname(first) != std::string_view(manifest_name))
            return refuse(fmt::format(
                "it begins with {}, and a pack begins with {}; make it with: accanto content pack",
                shown(archive_entry_pathname(first)), manifest_name));
        if (archive_entry_size(first) < 0 || uint64_t(archive_entry_size(first)) > most_manifest_bytes)
            return refuse(fmt::format("its {} is larger than {} bytes", manifest_name, most_manifest_bytes));
        auto bytes = data_of(manifest_name, uint64_t(archive_entry_size(first)));
        if (auto* refused = std::get_if<Refused>(&bytes))
            return *refused;
        std::vector<Problem> problems;
        auto manifest = parse_manifest(std::get<std::string>(bytes), manifest_name, m_limits, problems);
        if (!manifest)
            return refuse(refused_for(problems).why);
        return std::move(*manifest);
    }

    std::optional<Refused> files(const Manifest& manifest, const TakePackFile& take) {
        for (size_t i = 0;; ++i) {
            auto entry = next();
            if (auto* refused = std::get_if<Refused>(&entry))
                return *refused;
            archive_entry* found = std::get<archive_entry*>(entry);
            if (!found && i == manifest.files.size())
                return std::nullopt;
            if (!found)
                return refuse(
                    fmt::format("{} is in the manifest and missing in the pack", manifest.files[i].path));
            if (auto refused = expect(found, manifest, i))
                return refused;
            const PackFile& file = manifest.files[i];
            auto bytes = data_of(file.path, file.size);
            if (auto* refused = std::get_if<Refused>(&bytes))
                return *refused;
            if (to_hex(view(sha256(std::get<std::string>(bytes)))) != file.sha256)
                return refuse(file.path +
                              " is not what the manifest says: its SHA-256 differs. The pack was changed or "
                              "damaged; get it again");
            take(file, std::get<std::string>(bytes));
        }
    }

private:
    Refused refuse(const std::string& why) const { return {m_name + ": " + why}; }

    Refused broken(const char* what) const {
        const char* word = archive_error_string(m_handle.get());
        return refuse(fmt::format("{} ({}). It may be cut short or damaged; get it again", what,
                                  printable(word ? word : "no reason given")));
    }

    std::optional<Refused> opened(int code) {
        if (code != ARCHIVE_OK)
            return broken("this is no pack");
        // One layer of zstd and nothing around or inside: layers in layers are how a small file grows without
        // end.
        if (archive_filter_count(m_handle.get()) != 2 ||
            archive_filter_code(m_handle.get(), 0) != ARCHIVE_FILTER_ZSTD)
            return refuse("this is no pack: a pack is a .tar.zst, compressed once with zstd");
        return std::nullopt;
    }

    // The next entry, a plain file with a sound name; null at the end.
    OrRefused<archive_entry*> next() {
        archive_entry* entry = nullptr;
        int code = archive_read_next_header(m_handle.get(), &entry);
        if (code == ARCHIVE_EOF)
            return static_cast<archive_entry*>(nullptr);
        if (code != ARCHIVE_OK)
            return broken("it cannot be read on");
        const char* name = archive_entry_pathname(entry);
        // The extensions of tar (long names, sparse files, attributes) are left to those who need them.
        if (archive_format(m_handle.get()) != ARCHIVE_FORMAT_TAR_USTAR)
            return refuse(
                fmt::format("{} is written in another kind of tar than POSIX ustar; make packs with: accanto "
                            "content pack",
                            shown(name)));
        if (std::string fault = fault_of_entry(entry, name); !fault.empty())
            return refuse(fmt::format("{} {}", shown(name), fault));
        return entry;
    }

    std::string fault_of_entry(archive_entry* entry, const char* name) const {
        if (archive_entry_symlink(entry) || archive_entry_filetype(entry) == AE_IFLNK)
            return "is a symbolic link; a pack holds plain files alone";
        if (archive_entry_hardlink(entry))
            return "is a hard link; a pack holds plain files alone";
        if (archive_entry_filetype(entry) != AE_IFREG)
            return archive_entry_filetype(entry) == AE_IFDIR
                       ? "is a folder; a pack lists files alone"
                       : "is a device, a pipe or a socket; a pack holds plain files alone";
        if (!name)
            return "is no name";
        if (archive_entry_sparse_count(entry) > 0)
            return "is a sparse file; a pack holds plain files alone";
        return name == std::string_view(manifest_name) ? "" : fault_of_path(name);
    }

    std::optional<Refused> expect(archive_entry* found, const Manifest& manifest, size_t at) const {
        std::string name = archive_entry_pathname(found);
        auto listed = std::find_if(manifest.files.begin(), manifest.files.end(),
                                   [&](const PackFile& f) { return f.path == name; });
        if (listed == manifest.files.end())
            return refuse(name + (name == manifest_name ? " is in the pack twice"
                                                        : " is in the pack and not in its manifest"));
        if (listed < manifest.files.begin() + long(at))
            return refuse(name + " is in the pack twice");
        if (listed > manifest.files.begin() + long(at))
            return refuse(fmt::format("{} is missing in the pack, or not in the order of the manifest",
                                      manifest.files[at].path));
        if (!archive_entry_size_is_set(found) || uint64_t(archive_entry_size(found)) != listed->size)
            return refuse(fmt::format("{} has {} bytes, and the manifest says {}", name,
                                      archive_entry_size(found), listed->size));
        return std::nullopt;
    }

    OrRefused<std::string> data_of(std::string_view name, uint64_t size) {
        std::string out;
        char buffer[65536];
        for (;;) {
            la_ssize_t n = archive_read_data(m_handle.get(), buffer, sizeof buffer);
            if (n < 0)
                return broken(fmt::format("{} cannot be read to its end", name).c_str());
            out.append(buffer, size_t(n));
            m_unpacked += uint64_t(n);
            uint64_t packed = uint64_t(archive_filter_bytes(m_handle.get(), -1));
            if (m_unpacked > (1 << 20) && m_unpacked > m_limits.ratio * packed)
                return refuse(fmt::format(
                    "it unpacks to more than {} times its size; nothing that is read by people does",
                    m_limits.ratio));
            if (out.size() > size)
                return refuse(fmt::format("{} is longer than the pack says", name));
            if (n == 0)
                return out.size() == size ? OrRefused<std::string>(std::move(out))
                                          : refuse(fmt::format("{} is shorter than the pack says", name));
        }
    }

    std::string m_name;
    PackLimits m_limits;
    std::unique_ptr<archive, Free> m_handle;
    uint64_t m_unpacked = 0;
};

template <typename From>
OrRefused<Manifest> read_from(const From& from, const std::string& name, const TakePackFile* take,
                              const PackLimits& limits) {
    Reader reader(name, limits);
    if (auto refused = reader.open(from))
        return *refused;
    auto manifest = reader.manifest();
    if (take && std::holds_alternative<Manifest>(manifest))
        if (auto refused = reader.files(std::get<Manifest>(manifest), *take))
            return *refused;
    return manifest;
}

} // namespace

OrRefused<Manifest> read_manifest(const std::filesystem::path& pack, const std::string& name,
                                  const PackLimits& limits) {
    return read_from(pack, name, nullptr, limits);
}

OrRefused<Manifest> read_pack(const std::filesystem::path& pack, const std::string& name,
                              const TakePackFile& take, const PackLimits& limits) {
    return read_from(pack, name, &take, limits);
}

OrRefused<Manifest> read_pack_bytes(std::string_view bytes, const std::string& name, const TakePackFile& take,
                                    const PackLimits& limits) {
    return read_from(bytes, name, &take, limits);
}

} // namespace accanto::content
