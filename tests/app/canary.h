#pragma once
// Words that a citizen types in a test, and the search for them where nothing of them may be left: the memory
// of every program that lives on, the files they hold open, and all files of a point.

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <sys/types.h>
#include <vector>

namespace accanto::tests {

// A word that is nowhere else, long enough to outgrow a string's own room. Of letters that are each one key, and of which no
// six in a row stand in any language: with vowels a run once found "nfcall" in "inf" and "called", two words that
// follow each other in a library.
std::string canary(std::u32string_view letters = U"bcdfghjkmpqvwxz", size_t count = 24);
inline constexpr std::u32string_view arabic_letters = U"ضصثقفغعهخحجشسيبلاتنمكطذئءؤرىةوزظد";
// A telephone number: digits are everywhere, so it is searched for by nine in a row.
std::string canary_number();
inline constexpr size_t piece_of_a_number = 9;
// "tap @key.x" for each letter of it: the script has no whole word for the player to keep.
std::string tapped(const std::string& word);

// What a search looks for: any piece of the word, which is a beginning that was typed, or what was left when
// a block was used again. In UTF-8, and in the wider forms of ICU, GLib and wide strings; forwards, and
// backwards as a right-to-left line is put into the order of the eye.
class Searched {
public:
    explicit Searched(const std::string& word, size_t piece = 6);
    Searched& also(const std::string& word, size_t piece = 6);

    // The words of which something is in the bytes. One pass, however many are searched for.
    std::set<std::string> in(std::string_view bytes) const;

private:
    struct Form {
        std::string bytes, word;
    };
    std::vector<std::vector<Form>> m_forms =
        std::vector<std::vector<Form>>(65536); // by their first two bytes
};

// The words that were found, each with the places, one a line.
struct Found {
    std::map<std::string, std::string> places;
    bool empty() const { return places.empty(); }
    bool has(const std::string& word) const { return places.contains(word); }
    void add(const std::set<std::string>& words, const std::string& place) {
        for (const std::string& word : words)
            places[word] += place + "\n";
    }
    // All places, for the message of a test; "" when nothing was found.
    std::string text() const;
};

// The network's key, which the settings would hold; nobody has the other half.
std::string a_contact_key();

// The words found in a process, each with the places: its readable mappings, and the files it holds open,
// deleted ones too. It stands still meanwhile: a busy machine takes its time to look. Throws Error when it
// cannot be looked at.
Found found_in_process(pid_t pid, const Searched& words);

// The words found in the files beneath a folder.
Found found_in_files(const std::filesystem::path& folder, const Searched& words);

// The living children of all threads of a process.
std::vector<pid_t> children_of(pid_t pid);

} // namespace accanto::tests
