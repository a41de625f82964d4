#pragma once
// Every word of the interface: content/words/<lang>.toml, ICU MessageFormat patterns.

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace accanto::content {

using Value = std::variant<int64_t, std::string>;
using Arguments = std::vector<std::pair<std::string, Value>>;

// What to show, and in which language it really is: a missing word falls back to the point's official language, then to
// English, and the screen marks it.
struct Phrase {
    std::string text;
    std::string language;   // "ar"
    bool fallback = false;  // not the language that was asked for
};

// One wrong thing in a content file.
struct Problem {
    std::string file;
    int line = 0;           // 1-based, 0: the whole file
    std::string language;   // "" when it concerns no language
    std::string rule;       // "sentence-length"
    std::string message;    // what is wrong and what to do
    bool operator==(const Problem&) const = default;
};
// By file, line and rule.
void sort_problems(std::vector<Problem>& problems);

// Answers of a Words, kept from one start of a program to the next: one that says the same again need not read every file
// before it says anything.
class Sayings {
public:
    virtual ~Sayings() = default;
    virtual std::optional<Phrase> find(const std::string& question) = 0;
    virtual void add(const std::string& question, const Phrase& answer) = 0;
};

class Words {
public:
    // Reads all <lang>.toml of the folder. A broken file is left out and told in problems(); English must be readable.
    // Throws Error when it is not. Immutable afterwards: any thread.
    static std::shared_ptr<const Words> load(const std::filesystem::path& folder, const std::string& official_language);
    // The same, but nothing is read before read() is called or something is asked that no sayings answer.
    static std::shared_ptr<Words> later(const std::filesystem::path& folder, const std::string& official_language);
    // Any thread; a second call waits for the first. Throws as load() does.
    void read() const;
    // From now on what can be is answered from there, and what cannot goes there, until it is nullptr again. Meanwhile one
    // thread may ask. Not owned.
    void use(Sayings* sayings);

    // The words of `key` ("home.title"). An unknown key gives "[key]" and is logged once. Numbers and dates come out in
    // the language's own form.
    Phrase say(const std::string& language, const std::string& key, const Arguments& arguments = {}) const;
    // The text for the voice: `key` + ".speech" where the file has one, else the same as say().
    Phrase speech(const std::string& language, const std::string& key, const Arguments& arguments = {}) const;
    bool has(const std::string& language, const std::string& key) const;

    const std::vector<std::string>& languages() const;   // those that were read, in the order en es ca it pt sv ar, then others
    const std::vector<Problem>& problems() const;

    ~Words();

private:
    Words();
    struct Inner;
    Inner& inner() const;   // once it has been read
    template <class Find>
    Phrase answer(const char* what, const std::string& language, const std::string& key, const Arguments& arguments, Find find) const;
    std::unique_ptr<Inner> m_inner;
    Sayings* m_sayings = nullptr;
};

// "العربية": the language's own name for itself, from its words file ([language] name).
std::string own_name(const Words& words, const std::string& language);
bool is_right_to_left(std::string_view language);

} // namespace accanto::content
