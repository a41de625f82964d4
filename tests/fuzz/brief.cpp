// The short form of a fuzzer, for every compiler: what it begins with, and the same a thousand times with
// something changed. The changes are the same in every run. libFuzzer (preset fuzz) goes on from there, for
// as long as it is given.
//
//   fuzz_words CORPUS_FOLDER

#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <set>
#include <string>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size);

namespace {

constexpr int changes_of_each = 1000;

using Random = std::mt19937;

size_t below(Random& random, size_t end) {
    return end == 0 ? 0 : size_t(random()) % end;
}

// Cut, repeated, overwritten, mixed with another: one of them, anywhere.
void change(std::string& text, const std::vector<std::string>& others, Random& random) {
    static constexpr char signs[] = "\"'[]{}()=:,;.\\\n\t\0\xff\xc3\xe2-0199";
    const size_t at = below(random, text.size() + 1), length = below(random, text.size() - at + 1);
    switch (random() % 5) {
    case 0:
        text.erase(at, length);
        break;
    case 1:
        text.insert(at, text.substr(at, length));
        break;
    case 2:
        text.insert(at, 1, signs[below(random, sizeof signs - 1)]);
        break;
    case 3:
        if (at < text.size())
            text[at] = char(random());
        break;
    default: {
        const std::string& other = others[below(random, others.size())];
        const size_t from = below(random, other.size());
        text.replace(at, length, other.substr(from, below(random, other.size() - from + 1)));
    }
    }
}

void run(const std::string& text) {
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(text.data()), text.size());
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2 || !std::filesystem::is_directory(argv[1])) {
        std::fprintf(stderr, "usage: %s CORPUS_FOLDER\n", argv[0]);
        return 2;
    }
    std::set<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(argv[1]))
        files.insert(entry.path());
    std::vector<std::string> begin;
    for (const std::filesystem::path& file : files) {
        std::ifstream in(file, std::ios::binary);
        begin.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
    }
    if (begin.empty()) {
        std::fprintf(stderr, "%s is empty: there is nothing to begin with\n", argv[1]);
        return 2;
    }
    Random random(20'261'126);
    int runs = 1;
    run("");
    for (const std::string& text : begin) {
        run(text);
        for (int i = 0; i < changes_of_each; ++i, ++runs) {
            std::string changed = text;
            for (size_t times = 1 + random() % 4; times > 0; --times)
                change(changed, begin, random);
            run(changed);
        }
    }
    std::printf("%d inputs, none of them did any harm\n", runs + int(begin.size()));
}
