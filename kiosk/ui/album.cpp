#include "kiosk/ui/album.h"

#include "content/base/bytes.h"
#include "content/base/file.h"
#include "kiosk/platform/pixels.h"
#include "kiosk/ui/bytes.h"

#include <algorithm>
#include <optional>

#include <link.h>
#include <sys/stat.h>
#include <time.h>

namespace accanto::ui {

namespace {

constexpr std::string_view title = "accanto album 3\n";
constexpr uint32_t most_pixels_a_side = 16384, most_pixels = 64u << 20;
constexpr uint32_t alike = 1u << 31; // before one pixel that stands for many

int64_t nanoseconds(const timespec& time) {
    return int64_t(time.tv_sec) * 1'000'000'000 + time.tv_nsec;
}

// What tells a file from any other, and from itself once it was written to. Folders too: their time is that
// of the last file that came or went.
struct Identity {
    uint64_t inode = 0;
    int64_t size = 0, written_ns = 0, changed_ns = 0;
    bool operator==(const Identity&) const = default;
};

std::optional<Identity> identity_of(const std::string& path) {
    struct stat file {};
    if (::stat(path.c_str(), &file) != 0)
        return std::nullopt;
    return Identity{file.st_ino, file.st_size, nanoseconds(file.st_mtim), nanoseconds(file.st_ctim)};
}

// The program and all that is loaded into it.
std::vector<std::string> files_of_program() {
    std::vector<std::string> files = {"/proc/self/exe"};
    ::dl_iterate_phdr(
        [](dl_phdr_info* library, size_t, void* out) {
            if (library->dlpi_name && library->dlpi_name[0] == '/')
                static_cast<std::vector<std::string>*>(out)->emplace_back(library->dlpi_name);
            return 0;
        },
        &files);
    return files;
}

// By the clock that files are stamped with, which is a little behind.
int64_t file_clock_ns() {
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME_COARSE, &now);
    return nanoseconds(now);
}

// As a renderer takes them: the next start need not make them so.
void write_pixels(ByteWriter& out, const platform::Image& image) {
    out.number(uint32_t(image.width)).number(uint32_t(image.height));
    const std::vector<uint32_t> pixels = image.straight ? image.argb : platform::straight_argb(image);
    for (size_t at = 0; at < pixels.size();) {
        const auto run_at = [&](size_t from) {
            size_t end = from + 1;
            while (end < pixels.size() && pixels[end] == pixels[from])
                ++end;
            return end - from;
        };
        size_t end = at, run = 0;
        while (end < pixels.size() && (run = run_at(end)) < 3)
            end += run;
        if (end > at) {
            out.number(uint32_t(end - at));
            for (; at < end; ++at)
                out.number(pixels[at]);
        } else {
            out.number(uint32_t(run) | alike).number(pixels[at]);
            at += run;
        }
    }
}

platform::Image read_pixels(ByteReader& in) {
    platform::Image image;
    const auto width = in.number<uint32_t>(), height = in.number<uint32_t>();
    const uint64_t count = uint64_t(width) * height;
    if (width > most_pixels_a_side || height > most_pixels_a_side || count > most_pixels) {
        in.fail();
        return image;
    }
    std::vector<uint32_t> pixels(count);
    for (size_t at = 0; at < count && !in.failed();) {
        const auto head = in.number<uint32_t>();
        const size_t run = head & ~alike;
        if (run == 0 || run > count - at) {
            in.fail();
        } else if (head & alike) {
            std::fill_n(pixels.begin() + std::ptrdiff_t(at), run, in.number<uint32_t>());
        } else if (const std::string_view from = in.raw(run * sizeof(uint32_t)); !from.empty()) {
            memcpy(&pixels[at], from.data(), from.size());
        }
        at += run;
    }
    image.width = int(width), image.height = int(height);
    image.argb = std::move(pixels);
    image.straight = true;
    return image;
}

bool all_the_same(ByteReader& in) {
    for (auto files = in.number<uint32_t>(); files > 0 && !in.failed(); --files) {
        const std::string path(in.text());
        Identity then;
        then.inode = in.number<uint64_t>();
        then.size = in.number<int64_t>();
        then.written_ns = in.number<int64_t>();
        then.changed_ns = in.number<int64_t>();
        if (identity_of(path) != then)
            return false;
    }
    return true;
}

} // namespace

Album::Album(std::string subject) : m_subject(std::move(subject)), m_began_ns(file_clock_ns()) {}

Album Album::read(const std::filesystem::path& file, std::string subject) {
    Album album(std::move(subject));
    std::optional<std::string> bytes;
    try {
        bytes = read_file(file);
    } catch (const std::exception&) {
        // One that cannot be read is as good as none.
    }
    const size_t digest = sizeof(Sha256);
    if (!bytes || bytes->size() < title.size() + digest || !bytes->starts_with(title))
        return album;
    const std::string_view sealed = std::string_view(*bytes).substr(title.size() + digest);
    if (std::string_view(*bytes).substr(title.size(), digest) != view(sha256(sealed)))
        return album;
    ByteReader in(sealed);
    if (in.text() != album.m_subject || !all_the_same(in))
        return album;
    for (auto pages = in.number<uint32_t>(); pages > 0 && !in.failed(); --pages) {
        Kept& kept = album.m_pages[std::string(in.text())];
        for (auto numbers = in.number<uint8_t>(); numbers > 0; --numbers)
            kept.page.numbers.push_back(in.number<float>());
        kept.page.image = read_pixels(in);
        kept.page.text = in.text();
    }
    if (in.failed() || !in.at_end())
        album.m_pages.clear();
    return album;
}

const Album::Page* Album::find(const std::string& key) {
    const auto found = m_pages.find(key);
    if (found == m_pages.end())
        return nullptr;
    found->second.asked = true;
    return &found->second.page;
}

void Album::add(const std::string& key, Page page) {
    m_pages[key] = {std::move(page), true};
    m_added = true;
}

bool Album::changed() const {
    return m_added ||
           std::any_of(m_pages.begin(), m_pages.end(), [](const auto& kept) { return !kept.second.asked; });
}

bool Album::write(const std::filesystem::path& file, std::vector<std::string> made_from) const {
    for (std::string& path : files_of_program())
        made_from.push_back(std::move(path));
    // Two threads load libraries, in no order: the same files are the same album.
    std::sort(made_from.begin(), made_from.end());
    ByteWriter out;
    out.text(m_subject).number(uint32_t(made_from.size()));
    for (const std::string& path : made_from) {
        const auto now = identity_of(path);
        if (!now || now->changed_ns >= m_began_ns)
            return false;
        out.text(path).number(now->inode).number(now->size).number(now->written_ns).number(now->changed_ns);
    }
    out.number(uint32_t(
        std::count_if(m_pages.begin(), m_pages.end(), [](const auto& kept) { return kept.second.asked; })));
    for (const auto& [key, kept] : m_pages) {
        if (!kept.asked)
            continue;
        out.text(key).number(uint8_t(kept.page.numbers.size()));
        for (const float number : kept.page.numbers)
            out.number(number);
        write_pixels(out, kept.page.image);
        out.text(kept.page.text);
    }
    const std::string sealed = out.take();
    std::string bytes(title);
    bytes += view(sha256(sealed));
    bytes += sealed;
    write_file_durably(file, bytes);
    return true;
}

} // namespace accanto::ui
