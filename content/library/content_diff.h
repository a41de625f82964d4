#pragma once
// What a technician or an author sees before content changes: which tutorials and files are new, changed or
// gone, and within a tutorial which steps and which texts.

#include "content/library/content_tree.h"

namespace accanto::content {

enum class Change { added, changed, removed };
const char* to_text(Change change); // "new", "changed", "removed"

// A step, a screen, a fact, or an entry of the head: "step", "password".
struct PartDiff {
    Change change = Change::changed;
    std::string kind, id;
};
struct TextDiff {
    std::string key;           // "step.password.body"
    std::string before, after; // "" where it is not there
};
struct LanguageDiff {
    std::string language;
    Change change = Change::changed; // of the whole file
    std::vector<TextDiff> texts;     // by key; of a changed one
};
struct TutorialDiff {
    std::string id, title; // in English, else in the first language there is
    Change change = Change::changed;
    std::vector<PartDiff> parts;
    bool order_changed = false; // the same steps, one after the other in another way
    std::vector<LanguageDiff> languages;
    std::vector<Problem> problems; // what could not be read, and so not compared
};
struct FileDiff { // pictures and sounds
    Change change = Change::changed;
    std::string path;
    uint64_t before = 0, after = 0; // bytes
};
struct ContentDiff {
    std::vector<TutorialDiff> tutorials; // by id
    std::vector<FileDiff> files;         // by path
    bool empty() const { return tutorials.empty() && files.empty(); }
};
ContentDiff diff_content(const ContentTree& before, const ContentTree& after);

} // namespace accanto::content
