// Any bytes as a file of words: reading them and saying each key with odd arguments never crashes.

#include "content/base/error.h"
#include "content/library/check.h"
#include "content/library/words_file.h"

#include <spdlog/spdlog.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

using namespace accanto::content;

namespace {

// A folder in memory, one for each process.
const std::filesystem::path& folder() {
    static const std::filesystem::path path = [] {
        spdlog::set_level(spdlog::level::off);
        auto made = std::filesystem::path("/dev/shm") / ("accanto-fuzz-words-" + std::to_string(getpid()));
        std::filesystem::create_directories(made);
        atexit([] { std::filesystem::remove_all(folder()); });
        return made;
    }();
    return path;
}

void put(const char* name, std::string_view text) {
    int fd = open((folder() / name).c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, text.data(), text.size()) != ssize_t(text.size()))
        abort();
    close(fd);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::string_view all(reinterpret_cast<const char*>(data), size);
    size_t half = std::min(all.find('\0'), all.size());
    put("en.toml", all.substr(0, half));
    put("ar.toml", all.substr(std::min(half + 1, all.size())));
    check_words(folder(), {"en", "ar", "es"});
    std::shared_ptr<const Words> words;
    try {
        words = Words::load(folder(), "ar");
    } catch (const accanto::Error&) {
        return 0; // English that cannot be read is said so
    }
    std::vector<Problem> problems;
    for (const char* language : {"en", "ar"}) {
        auto file =
            read_words(language == std::string_view("en") ? all.substr(0, half)
                                                          : all.substr(std::min(half + 1, all.size())),
                       "f", language, problems);
        if (!file)
            continue;
        for (const auto& [key, text] : *file) {
            words->say(language, key);
            words->say(language, key, {{"n", int64_t(3)}, {"label", std::string("{n, plural, other {#}}")}});
            words->say("es", key, {{"n", std::string("many")}, {"0", int64_t(-1)}});
            if (words->speech(language, key, {{"n", INT64_MIN}}).language.empty())
                abort();
        }
    }
    return 0;
}
