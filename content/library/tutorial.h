#pragma once
// A tutorial as its files say it: content/tutorials/<id>/tutorial.toml (structure) and <lang>.toml (words).

#include "content/library/practice.h"
#include "content/library/words.h"

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::content {

enum class StepKind { read, tap, type, choose, free_try, order, match, check, ask_mentor };
const char* to_text(StepKind kind); // "free_try"

// A condition on what was typed, for an explanation that fits.
enum class TextIs {
    empty,
    has_space,
    has_at,
    lacks_at,
    shorter_than,
    only_digits,
    other_letters,   // letters outside A-Z: accents, other scripts
    same_as_field,
    containing
};
struct TextCondition {
    TextIs is = TextIs::empty;
    int number = 0;   // shorter_than: characters
    std::string text; // same_as_field: its id; containing: the text, case ignored
};

// A wrong answer we know by name. Exactly one of `element` and `when` says which it is.
struct WrongAnswer {
    std::string name;                  // unique in its step
    std::string element;               // the part that was touched
    std::optional<TextCondition> when; // what was typed
    std::string explanation;           // key of the words: "step.first_name.wrong.empty"
    int line = 0;
};

struct Option {
    std::string id;
    std::string label;       // key: "step.which.option.street"
    std::string explanation; // key: "step.which.because.street"
    std::string picture;     // "" for none
    bool right = false;
    int line = 0;
};

struct Step {
    std::string id;
    StepKind kind = StepKind::read;
    int line = 0;
    // Keys of the words. For the voice ask TutorialWords::speech() with the same key.
    std::string title;              // "step.what_is.title"
    std::string body;               // "step.what_is.body"
    std::vector<std::string> hints; // at most 3
    std::string picture;            // a name in assets/illustrations, else in assets/pictograms; "" for none
    std::string fact;   // "" or what it states that may change: past review_by, "ask the mentor" instead
    std::string screen; // practice screen; "" for none (read, choose)
    std::vector<std::string> targets; // tap: any of these parts is right
    std::string field;                // type
    std::vector<Option> options;      // choose: 2 to 5
    std::vector<Condition> goal;      // free_try
    std::vector<WrongAnswer> wrong;
};

struct Competence {
    std::string framework, version, code; // "DigComp", "2.2", "2.2"
};

struct Source {
    std::string title, url;
};

struct Text {
    std::string text;
    int line = 0;
};

struct Tutorial {
    std::string id;
    std::string file;    // its tutorial.toml, for messages
    std::string topic;   // code of content/topics
    std::string picture; // name in assets/pictograms
    std::vector<Competence> competences;
    std::string service; // code of a public service; "" for none
    int minutes = 0;
    std::vector<std::string> needs; // "phone", "email", "document"
    std::vector<std::string> authors;
    std::string licence;                // SPDX
    std::string verified_on, review_by; // "2026-11-23"
    std::vector<Source> sources;
    std::vector<Step> steps;
    std::vector<Screen> screens;
    std::map<std::string, std::map<std::string, Text, std::less<>>, std::less<>>
        words; // language -> key -> text

    const Screen* screen(std::string_view id) const;
    // A field or check box, whichever screen it is on.
    const Element* control(std::string_view id) const;
    // A text of one language, without falling back; nothing when it is not there.
    const Text* text(const std::string& language, std::string_view key) const;
    // Has a step's fact run out on this day ("2026-11-23")?
    bool is_expired(const Step& step, std::string_view today) const;
};

// Keys that every tutorial's words must have beside those its steps and screens name.
//   tutorial.title, tutorial.summary
//   feedback.done        well done, go on           feedback.shown       it was done for you
//   feedback.wrong_tap   not this one, try again    feedback.wrong_text  not yet what is needed here
//   feedback.not_yet     do this first              feedback.missing     something is still missing
//   feedback.alone       now do it alone
const std::vector<std::string>& words_every_tutorial_has();

// The words of a tutorial for one reader: their language, else the point's official one, else English, and
// marked.
class TutorialWords {
public:
    TutorialWords(const Tutorial& tutorial, std::string language, std::string official_language);
    Phrase say(std::string_view key) const; // "[key]" when nobody has it
    Phrase
    speech(std::string_view key) const; // key + ".speech" of the language where there is one, else as say()
    const std::string& language() const { return m_language; }

private:
    const Tutorial* m_tutorial; // outlives this
    std::string m_language, m_official;
};

TutorialWords words(const Tutorial& tutorial, const std::string& language,
                    const std::string& official_language);

// All tutorials that could be read. Immutable afterwards: any thread.
class Library {
public:
    const std::vector<std::shared_ptr<const Tutorial>>& tutorials() const { return m_tutorials; } // by id
    const Tutorial* find(std::string_view id) const;
    std::vector<const Tutorial*> of_topic(std::string_view topic) const;
    const std::vector<Problem>& problems() const { return m_problems; }

private:
    friend Library load_library(const std::filesystem::path& folder);
    std::vector<std::shared_ptr<const Tutorial>> m_tutorials;
    std::vector<Problem> m_problems;
};

// Reads every folder of content/tutorials. A tutorial with a structural fault is left out; a broken words
// file is left out of its tutorial; each is told with file and line. A missing folder gives an empty library
// and a problem. Never throws for what the files hold.
Library load_library(const std::filesystem::path& folder);

// Reads one tutorial from texts, as load_library does from files. `words` by language. Nothing when it is
// broken.
struct TutorialFiles {
    std::string id, file, structure;
    std::map<std::string, std::string> words; // language -> text of <lang>.toml
};
std::shared_ptr<const Tutorial> read_tutorial(const TutorialFiles& files, std::vector<Problem>& problems);

} // namespace accanto::content
