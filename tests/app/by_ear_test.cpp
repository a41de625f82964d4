// Every journey of the kiosk can be made without sight: by the corners of the glass, by a keypad, by a keyboard.
// ACCANTO_LANGUAGE and ACCANTO_MEANS (corners, keypad, keyboard) choose; ACCANTO_LONG=1 takes all of both.

#include "tests/app/a_schedule.h"
#include "tests/app/learn_visit.h"
#include "tests/app/listener.h"
#include "tests/app/point_run.h"

#include "content/library/library.h"

#include <cstdlib>

using namespace accanto;
using namespace accanto::tests;

namespace {

void begin_visit(Listener& who) {
    who.begin();
    who.choose_word("language.name");
    CHECK(who.last().find(who.word("home.title")) != std::string::npos);
}

void go_home(Listener& who) {
    who.choose_word("bar.home");
    CHECK(who.last().find(who.word("home.title")) != std::string::npos);
}

void learn(Listener& who, const content::Tutorial& tutorial, const std::string& language) {
    who.choose_word("home.learn");
    who.choose_word("topic." + tutorial.topic);
    who.choose(content::words(tutorial, language, language).speech("tutorial.title").text);
    for (const Move& move : lesson_moves(tutorial, language))
        if (!move.heard.empty())
            who.choose(move.heard);
    CHECK(who.last().find(who.word("done.title")) != std::string::npos);
    CHECK(who.last().find(who.word("done.alone")) != std::string::npos);
}

void take_a_number(Listener& who) {
    who.choose_word("home.mentor");
    who.choose_word("topic.email");
    who.choose_word("ticket.speak_slowly");
    CHECK(who.last().find(who.word("common.chosen")) != std::string::npos);
    who.choose_word("common.continue");
    who.choose_word("ticket.take");
    // The number is heard, and the picture it is known by.
    CHECK(who.last().find("B01") != std::string::npos);
}

// "Your code is: K, 3, ...": the signs as they were said.
std::vector<std::string> code_in(const Listener& who, const std::string& said) {
    const std::string pattern = who.word("booking.spoken", {{"code", std::string("|")}});
    const std::string before = pattern.substr(0, pattern.find('|'));
    const size_t at = said.find(before);
    std::vector<std::string> signs;
    for (size_t i = at + before.size(); at != std::string::npos && i < said.size() && signs.size() < 6; ++i)
        if (std::isalnum(static_cast<unsigned char>(said[i])))
            signs.emplace_back(1, said[i]);
    return signs;
}

void book_and_cancel(Listener& who) {
    who.choose_word("home.book_both");
    who.choose_word("bookings.book");
    who.choose_word("topic.email");
    who.try_until(who.word("book.time_title"));
    who.try_until(who.word("book.confirm_title"));
    who.choose_word("book.yes");
    const std::vector<std::string> code = code_in(who, who.last());
    REQUIRE(code.size() == 6);
    who.choose_word("settings.done");
    who.choose_word("home.book_both");
    who.choose_word("bookings.mine");
    for (const std::string& sign : code)
        who.choose(sign);
    who.choose_word("booking.cancel");
    who.choose_word("booking.cancel_yes");
    CHECK(who.last().find(who.word("booking.cancelled_title")) != std::string::npos);
    who.choose_word("done.home");
}

// Whatever comes first is the answer; the way on is found by ear.
void answer_one(Listener& who, const std::string& next_question) {
    const std::string chosen = who.word("common.chosen");
    for (int i = 0; i < 40; ++i) {
        who.next();
        const std::string said = who.choose_this();
        if (said.find(next_question) != std::string::npos)
            return;
        if (said.find(chosen) == std::string::npos)
            continue;
        for (int pages = 0; pages < 6; ++pages)
            if (who.choose_word("lesson.next").find(next_question) != std::string::npos)
                return;
    }
    FAIL("nothing leads to " << next_question << " after " << who.last());
}

void check_skills(Listener& who) {
    who.choose_word("home.skills");
    who.choose_word("skills.begin");
    constexpr int64_t questions = 15;
    for (int64_t n = 2; n <= questions; ++n)
        answer_one(who, who.word("skills.count", {{"n", n}, {"of", questions}}));
    answer_one(who, who.word("skills.result"));
}

void finish(Listener& who) {
    who.choose_word("bar.finish");
    if (who.last().find(who.word("finished.title")) == std::string::npos)
        who.choose_word("leave.yes");
    CHECK(who.last().find(who.word("finished.title")) != std::string::npos);
    CHECK(who.last().find(who.word("finished.text")) != std::string::npos);
}

std::string name_of(Means means) { return means == Means::corners ? "corners" : means == Means::keypad ? "keypad" : "keyboard"; }

void make_every_journey(const std::string& language, Means means) {
    CAPTURE(language);
    CAPTURE(name_of(means));
    Point point;
    point::import_schedule(point.desk.store(), {}, a_schedule());
    point.options.live = true;
    const auto kiosk = point.start("");
    kiosk->tell("clock 2026-11-23T08:00\nprint ready\n");
    REQUIRE(kiosk->wait_for("ready"));
    Listener who(*kiosk, point.options.speech_log(), means, language);
    const content::Library library = content::load_library({data_dir() / "content" / "tutorials"}, "ES-CT");
    const std::shared_ptr<const content::Tutorial> lesson = library.get("search-judge");
    REQUIRE(lesson);
    begin_visit(who);
    learn(who, *lesson, language);
    go_home(who);
    take_a_number(who);
    go_home(who);
    book_and_cancel(who);
    check_skills(who);
    finish(who);
    point.done(*kiosk);
    CHECK(point.desk.tickets().size() == 1);
    CHECK(point.desk.count("tutorial.finished") == 1);
    CHECK(point.desk.count("visit.ended") == 1);
    MESSAGE(language << " by " << name_of(means) << ": " << who.wishes() << " wishes");
}

std::vector<std::string> languages() {
    const std::vector<std::string> all = {"en", "es", "ca", "it", "pt", "sv", "ar"};
    if (getenv("ACCANTO_LONG"))
        return all;
    const char* one = getenv("ACCANTO_LANGUAGE");
    return {one ? one : "en"};
}

std::vector<Means> all_means() {
    std::vector<Means> out;
    for (const Means means : {Means::corners, Means::keypad, Means::keyboard})
        if (const char* one = getenv("ACCANTO_MEANS"); getenv("ACCANTO_LONG") || (one ? one : std::string("corners")) == name_of(means))
            out.push_back(means);
    return out;
}

// Whether that is heard on this page, once round.
bool hears(Listener& who, const std::string& wanted) {
    const std::string begin = who.next();
    for (std::string said = begin; !names(said, wanted); )
        if (said = who.next(); said == begin)
            return false;
    return true;
}

// The step of the tutorial in which something hidden is written, counted from 1.
int hidden_step(const content::Tutorial& tutorial) {
    for (size_t i = 0; i < tutorial.steps.size(); ++i)
        if (const content::Element* field = tutorial.control(tutorial.steps[i].field); field && field->masked)
            return int(i) + 1;
    return 0;
}

void write_a_password(const std::string& language, Means means) {
    CAPTURE(language);
    CAPTURE(name_of(means));
    const content::Library library = content::load_library({data_dir() / "content" / "tutorials"}, "ES-CT");
    const std::shared_ptr<const content::Tutorial> lesson = library.get("create-email");
    REQUIRE(lesson);
    const int step = hidden_step(*lesson);
    REQUIRE(step > 0);
    const content::Element& field = *lesson->control(lesson->steps[size_t(step) - 1].field);
    const content::TutorialWords words = content::words(*lesson, language, language);
    const std::string password = words.say(field.example).text;
    Point point;
    point.options.live = true;
    point.options.more = {"--lesson", lesson->id, "--language", language, "--step", std::to_string(step)};
    const auto kiosk = point.start("");
    kiosk->tell("see @device." + field.id + " within 20s\nprint ready\n");
    REQUIRE(kiosk->wait_for("ready"));
    Listener who(*kiosk, point.options.speech_log(), means, language);
    // The box, not the words above it that are the same.
    const std::string name = words.speech(field.label).text;
    const auto box = [&](int written) { return name + ". " + who.word("by_ear.characters", {{"n", int64_t(written)}}); };
    who.begin();
    who.choose(box(0));
    const std::string first(1, password.front());
    CHECK_FALSE(hears(who, first));   // others would hear it: no key says its sign
    CHECK(who.choose_word("keyboard.say_keys").find(who.word("common.chosen")) != std::string::npos);
    CHECK(hears(who, first));
    // The first signs, and the last of them until it is long enough.
    constexpr int signs = 3, enough = 12;
    for (int i = 0; i < signs; ++i)
        who.choose(std::string(1, password[size_t(i)]));
    for (int i = signs; i < enough; ++i)
        who.choose_this();
    CHECK(point.spoken().find(who.word("by_ear.characters", {{"n", int64_t(enough)}})) != std::string::npos);
    // It was chosen for what was being written, and for nothing later: on, and back by the second Back, the first is drawn.
    who.choose_word("lesson.next");
    who.choose_word("bar.back");
    who.choose_word("bar.back");
    who.choose(box(enough));
    CHECK_FALSE(hears(who, first));
    point.done(*kiosk);
}

} // namespace

TEST_CASE("Who does not see writes a password: its keys are said once that is asked for, and in no other box") {
    for (const std::string& language : languages())
        for (const Means means : all_means())
            write_a_password(language, means);
}

TEST_CASE("Who does not see chooses a language, learns, takes a number, books and cancels, checks their skills, and finishes") {
    for (const std::string& language : languages())
        for (const Means means : all_means())
            make_every_journey(language, means);
}
