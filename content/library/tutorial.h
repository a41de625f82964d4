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

// order: a piece to be put in its place; match: an item to be put to its partner.
struct Piece {
    std::string id;
    std::string label;           // key: "step.pay.item.check"
    std::string partner;         // match; key: "step.pay.partner.check"
    std::string explanation;     // key: "step.pay.because.check": said when it was put somewhere else
    std::string picture;         // "" for none
    std::string partner_picture; // match; "" for none
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
    std::vector<std::string> facts; // ids of what it states that may change: past review_by, "ask the mentor"
    bool on_card = false;           // its title is a line of the take-home card
    std::string screen; // practice screen; "" for none (read, choose)
    std::vector<std::string> targets; // tap: any of these parts is right
    std::string field;                // type
    std::vector<Option> options;      // choose: 2 to 5; check: 2 to 6
    bool own = false;                 // check: a list of one's own ("what do you have with you"), nothing is wrong
    std::vector<Piece> pieces;        // order: 3 to 5, in their right order; match: 2 to 4
    std::vector<Condition> goal;      // free_try
    std::vector<WrongAnswer> wrong;
};

std::set<std::string> wrong_parts(const Step& step); // those that were named as wrong to touch

struct Competence {
    std::string framework, version, code; // "DigComp", "2.2", "2.2"
};

struct Source {
    std::string title, url;
};

// Something that may change: a price, an age, the name of a service.
struct Fact {
    std::string id, states;             // what it says, in English, for those who look at it again
    Source source;
    std::string verified_on, review_by; // "2026-11-23"; shown until review_by, then "ask the mentor"
    int line = 0;
};

// When a lesson counts, as cmi5 puts it (moveOn): completed, every step was left; passed, every practice was
// done alone and without being shown.
enum class MoveOn { completed, passed, completed_and_passed, completed_or_passed };

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
    int level = 1;                  // 1 first steps, 2 everyday, 3 more
    std::vector<std::string> after; // ids of tutorials that are good to know first
    std::string gives;              // what one has when it is done outside: "email", "eid"; "" for nothing
    std::vector<std::string> shown_by; // items of the skills check: who does one of them knows this already
    MoveOn move_on = MoveOn::completed_or_passed;
    std::vector<std::string> places; // ISO 3166 codes of its variants ("ES-CT"); none: the same everywhere
    std::string place;               // of this variant; "" without variants
    std::vector<std::string> needs; // "phone", "email", "document"
    std::vector<std::string> authors;
    std::string licence;                // SPDX
    std::string verified_on, review_by; // "2026-11-23"
    std::vector<Source> sources;
    std::vector<Fact> facts;
    std::vector<Step> steps;
    std::vector<Screen> screens;
    std::map<std::string, std::map<std::string, Text, std::less<>>, std::less<>>
        words; // language -> key -> text

    const Screen* screen(std::string_view id) const;
    const Fact* fact(std::string_view id) const;
    // A field, check box, switch or list to pick from, whichever screen it is on.
    const Element* control(std::string_view id) const;
    // A text of one language, without falling back; nothing when it is not there.
    const Text* text(const std::string& language, std::string_view key) const;
    // Has any of a step's facts run out on this day ("2026-11-23")?
    bool is_expired(const Step& step, std::string_view today) const;
};

// Every picture it shows, with the line that names it (0: the head); a picture as often as it is named.
struct PictureUse {
    std::string name;
    int line = 0;
};
std::vector<PictureUse> pictures_of(const Tutorial& tutorial);

// What a lesson says when nothing better is known. A tutorial's words may say it in their own way; else the
// words of the screens do (content/words, the same keys).
//   feedback.done        well done, go on           feedback.shown       it was done for you
//   feedback.wrong_tap   not this one, try again    feedback.wrong_text  not yet what is needed here
//   feedback.not_yet     do this first              feedback.missing     something is still missing
//   feedback.alone       now do it alone            feedback.first_item  first touch what you want to place
const std::vector<std::string>& feedback_keys();

// The words of a tutorial for one reader: their language, else the point's official one, else English, and
// marked.
class TutorialWords {
public:
    TutorialWords(const Tutorial& tutorial, std::string language, std::string official_language);
    bool has(std::string_view key) const; // in any of the languages it would be said in
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

// The variant of a tutorial for a point: its own place, or the country of it; "" when there is none for it.
// Places are ISO 3166 codes: a country ("ES") or a part of one ("ES-CT").
std::string variant_for(const std::vector<std::string>& places, std::string_view point);

// Reads one tutorial from texts. `words` by language. Nothing when it is broken, or when it is made for other
// places. `place`: of the point; a tutorial without variants is the same everywhere.
struct TutorialFiles {
    std::string id, file, structure;
    std::map<std::string, std::string> words; // language -> text of <lang>.toml
};
std::shared_ptr<const Tutorial> read_tutorial(const TutorialFiles& files, std::string_view place,
                                              std::vector<Problem>& problems);
// Every variant of it, or the one there is; empty when it is broken.
std::vector<std::shared_ptr<const Tutorial>> read_variants(const TutorialFiles& files,
                                                           std::vector<Problem>& problems);
// The files of one folder. Nothing when its tutorial.toml cannot be read; each unreadable file is told.
std::optional<TutorialFiles> tutorial_files(const std::filesystem::path& folder, std::vector<Problem>& problems);

} // namespace accanto::content
