// The rows. "V4.1" stands at what only the draft EN 301 549 V4.1.0 asks, or asks in another way.
#include "kiosk/walk/clauses.h"

namespace accanto::walk {

namespace {

Evidence measured(const char* name) {
    return {Evidence::Kind::measure, name, {}};
}
Evidence test(const char* entry, const char* title) {
    return {Evidence::Kind::test, entry, title};
}
Evidence visit(const char* entry) {
    return {Evidence::Kind::test, entry, {}};
}
Evidence hardware(const char* what) {
    return {Evidence::Kind::hardware, what, {}};
}
Evidence people(const char* what) {
    return {Evidence::Kind::people, what, {}};
}

Evidence by_ear() {
    return test("by_ear_test", "Who does not see chooses a language, learns, takes a number, books and "
                               "cancels, checks their skills, and finishes");
}
Evidence password() {
    return test("by_ear_test", "Who does not see writes a password: its keys are said once that is asked for, "
                               "and in no other box");
}
Evidence volume() {
    return test("speech_test", "the volume is chosen in steps that are said, by touch and by keys, and the "
                               "next citizen has the point's own");
}
Evidence never_said() {
    return test("speech_test", "what somebody writes is never said, but how much of it is written");
}
Evidence mistakes() {
    return test("learn_test",
                "every named mistake is explained on the screen, and the lesson still comes to its end");
}

Chapter generic() {
    return {
        "5 Closed functionality",
        {
            {"5.1.2.2", "Used with nothing attached to it", {by_ear()}},
            {"5.1.3.1", "Used without sight, by sound", {by_ear(), password(), measured("spoken")}},
            {"5.1.3.2",
             "The sound comes from the machine, or from a socket found by touch",
             {hardware("each model, with closed eyes: its loudspeaker is heard, or the 3.5 mm socket at the front edge is found")}},
            {"5.1.3.3",
             "What is heard goes with what is shown",
             {measured("spoken"),
              test("ui_test", "One goes through the question and its answers first and the bar last, by keys "
                              "through what can be used, by ear through all that speaks")}},
            {"5.1.3.4",
             "Speech can be stopped and heard again",
             {test("voice_test", "stop is silent within 100 ms"), by_ear()}},
            {"5.1.3.5",
             "A touch, or something new to say, interrupts speech",
             {test("voice_test", "a new utterance interrupts the old one")}},
            {"5.1.3.6", "Pictures are said in words", {measured("pictures")}},
            {"5.1.3.7", "Recorded films are described", {measured("films")}},
            {"5.1.3.8",
             "Characters that are hidden are not said aloud",
             {never_said(),
              test("ui_test", "The keys of a password do not say their letters"),
              test("ui_test", "The keys of a hidden box are said to nobody who has not asked, and the key for it "
                              "is where it is of use"),
              password()}},
            {"5.1.3.9", "Private things are not said aloud", {measured("private"), never_said()}},
            {"5.1.3.10", "No other sound for more than 3 seconds while it speaks", {measured("sounds")}},
            {"5.1.3.11", "The volume of private listening is set without sight", {volume()}},
            {"5.1.3.12",
             "The loudspeaker reaches 65 dBA, in steps",
             {volume(), hardware("a sound meter where the head is, once for each model, while it speaks at volume 100: 65 dBA or more")}},
            {"5.1.3.13", "The volume is the usual one again after each visit", {volume()}},
            {"5.1.3.14", "Speech is in the language that is shown", {measured("language")}},
            {"5.1.3.15", "A mistake is said, and what it is about", {measured("spoken"), mistakes()}},
            {"5.1.3.16",
             "What stands on a receipt or a ticket is said too",
             {measured("spoken"),
              test("queue_test", "the number is heard when one asks, and nothing else of the page")}},
            {"5.1.4",
             "Letters are large enough without enlarging",
             {measured("size"), measured("drawn"),
              test("ui_test", "A kiosk that is looked at from further away begins with larger words")}},
            {"5.1.4 V4.1", "The same, by the height of an x", {measured("x_height")}},
            {"5.1.5",
             "What is heard is shown too",
             {test("queue_test", "a missed number is said in words and voice, can be called again, and "
                                 "stands in nobody's way")}},
            {"5.1.6.1", "Used without a keyboard, also without sight", {by_ear()}},
            {"5.1.6.2", "The focus is caught nowhere", {measured("order")}},
            {"5.1.7",
             "Used without speaking",
             {test("learn_test", "every tutorial is learned to its very end, guided and alone, and nothing "
                                 "right is called wrong")}},
            {"5.1.8 V4.1", "What a box is for is said", {measured("purpose")}},
            {"5.2",
             "What helps can be switched on by who needs it",
             {by_ear(), measured("reach"), visit("visit_settings")}},
            {"5.3",
             "Nobody is asked for a face, a voice or a finger",
             {visit("visit_booking"), visit("visit_skills")}},
            {"5.5.1",
             "Nothing is gripped, pinched or turned",
             {test("clumsy_test", "a clumsy finger takes one number")}},
            {"5.5.2",
             "Feeling for a part does not use it",
             {test("speech_test", "by ear a touch says what it is on, and touching that again chooses it")}},
            {"5.5 V4.1",
             "All can be done with parts that a finger finds",
             {by_ear(),
              test("announcer_test", "The corners are 25 mm of the glass itself, whatever is drawn there")}},
            {"5.6.1",
             "Whether something is on can be heard",
             {measured("state"),
              test("ui_test", "The voice says what is chosen, and only counts what was typed")}},
            {"5.6.2",
             "Whether something is on can be seen",
             {measured("parts"),
              test("ui_test", "Every pair of text and ground of every theme can be read")}},
            {"5.7",
             "A key that is held writes once",
             {test("x11_test", "a key held for a second is one letter")}},
            {"5.8",
             "A second touch by mistake does nothing",
             {test("platform_test", "a second tap within the time is ignored, a later one counts")}},
            {"5.9",
             "One finger is enough",
             {test("platform_test",
                   "a second finger is ignored until the first has gone, and for as long as it stays")}},
        }};
}

Chapter machine() {
    return {
        "8 Hardware",
        {
            {"8.2",
             "The volume of speech has a range of 18 dB",
             {test("speech_test",
                   "the volume stays between what can be heard and what the loudspeaker has")}},
            {"8.3",
             "Parts are within reach, the display can be read from a wheelchair, knees have room",
             {hardware("a measuring tape where it is installed: parts from 800 to 1100 mm high, an eye at "
                       "1015 mm reads the display, 760 mm of room for knees and a floor of 760 x 1220 mm"),
              people("3 people in wheelchairs, one of them electric, take a number and leave, at the first "
                     "kiosk of each way of mounting: all 3 reach and read all of it without help")}},
            {"8.3 V4.1",
             "No part of the display under 800 mm, nothing needed above 1600 mm",
             {measured("reach"),
              hardware("a measuring tape where it is installed; a panel that stands higher is used by the "
                       "keypad below it")}},
            {"8.4.1",
             "The 5 of number keys can be felt",
             {hardware("the keypad, where there is one: a mark on 5")}},
            {"8.4.2",
             "Keys need at most 22.2 N",
             {hardware("the keypad, where there is one: its data sheet, or a spring balance on each key: 22.2 N or less")}},
            {"8.5",
             "It can be felt how speech is started",
             {hardware("a raised sign beside the lower corners of the glass: \"hold a corner\"")}},
            {"8.6",
             "A standard plug",
             {hardware("USB for a keypad, 3.5 mm for headphones: look at each model")}},
        }};
}

Chapter perceivable() {
    return {
        "11.1 What is shown can be perceived (WCAG 2.2, as far as it holds for closed functionality)",
        {
            {"11.1.3.2", "The order makes sense", {measured("order")}},
            {"11.1.3.3",
             "No instruction needs a shape, a place or a sound alone",
             {people("one editor of each language reads content/words and the tutorials for words such as "
                     "\"on the right\" or \"the round one\", at each release")}},
            {"11.1.3.4", "Lying and standing", {measured("whole"), visit("visit_portrait")}},
            {"11.1.4.1", "Nothing by colour alone", {measured("state"), measured("parts")}},
            {"11.1.4.2", "Sound can be stopped", {test("voice_test", "stop is silent within 100 ms")}},
            {"11.1.4.3",
             "Contrast of words (4.5:1; here 7:1, 1.4.6)",
             {measured("contrast"),
              test("ui_test", "Every pair of text and ground of every theme can be read"),
              test("screens_pixels_test",
                   "The contrast that is told of each word is the one on the glass, in every theme")}},
            {"11.1.4.4",
             "Words can be larger, and are whole then",
             {measured("enlarged"), measured("size"), measured("drawn"), measured("whole"), measured("letters"),
              test("screens_pixels_test", "No letter is cut at the edge of its picture, and none is a box "
                                          "that stands for a letter")}},
            {"11.1.4.11", "Contrast of parts", {measured("parts")}},
            {"11.1.4.13",
             "Nothing comes and goes under a pointer",
             {test("ui_test", "A touch presses once, when the finger is lifted")}},
        }};
}

Chapter operable() {
    return {
        "11.2 and 11.3 It can be used and understood",
        {
            {"11.2.1.1",
             "All by keys",
             {test("by_ear_it_keyboard", ""),
              test("skills_check_test",
                   "the check can be answered with keys alone, and Escape goes back a question"),
              measured("order")}},
            {"11.2.2.1",
             "As much time as one needs: 60 s to answer, any touch, without limit",
             {visit("visit_idle"),
              test("speech_test",
                   "whether somebody is still there is asked aloud, though nobody asked for the voice")}},
            {"11.2.2.2",
             "Nothing moves by itself",
             {test("sleeps_test",
                   "on Home, with nobody touching, no frame is drawn and no thread wakes for five seconds"),
              test("sleeps_test", "in a practice with the keyboard open, nothing moves by itself")}},
            {"11.2.3.1",
             "Nothing flashes",
             {test("sleeps_test",
                   "on Home, with nobody touching, no frame is drawn and no thread wakes for five seconds"),
              measured("films")}},
            {"11.2.4.3",
             "The focus goes in an order that makes sense",
             {measured("order"),
              test("ui_test", "Focus goes round in the order of the screen, both ways, and Enter presses")}},
            {"11.2.4.6", "Headings and names say what a thing is", {measured("named")}},
            {"11.2.4.7",
             "The focus can be seen",
             {measured("parts"),
              test("screens_redraw_test", "Every screen drawn over the one before it looks as if drawn anew, "
                                          "also while it is touched")}},
            {"11.2.5.1",
             "No path to draw, and one finger",
             {test("clumsy_test", "a clumsy finger learns to write an e-mail address to its very end")}},
            {"11.2.5.2",
             "A touch counts when the finger is lifted, and can be taken back",
             {test("ui_test", "A finger may slide: where it is lifted counts"),
              test("platform_test", "sliding off and releasing outside reports the place outside")}},
            {"11.2.5.7 V4.1",
             "Nothing is dragged",
             {test("clumsy_test", "a clumsy finger learns to write an e-mail address to its very end")}},
            {"11.2.5.8 V4.1", "Things to touch are large enough", {measured("target"), measured("spacing")}},
            {"11.3.2.1",
             "Moving the focus chooses nothing",
             {measured("order"),
              test("speech_test", "by ear a touch says what it is on, and touching that again chooses it")}},
            {"11.3.3.1", "A mistake is told in words", {mistakes()}},
            {"11.3.3.2", "Boxes have names", {measured("purpose")}},
            {"11.3.3.3", "The way out of a mistake is told", {mistakes()}},
            {"11.3.3.4",
             "What counts is asked before it is done",
             {test("tickets_test", "a number is given back by its citizen, and only when they are sure"),
              visit("visit_booking")}},
            {"11.3.3.7 V4.1",
             "Nothing is written twice",
             {test("skills_check_test", "going back loses nothing, an answer can be changed, and who goes "
                                        "home comes back to the question")}},
            {"11.3.3.8 V4.1",
             "No riddle to get in: citizens have no account",
             {visit("visit_booking"), visit("visit_course")}},
            {"WCAG 3.2.6", "Help stands in the same place everywhere", {measured("place")}},
            {"house rule", "A page asks one thing, with six answers at most", {measured("few")}},
            {"WCAG 3.1.5",
             "Easy to read",
             {people("5 readers with little schooling in each language read one lesson and the way to a "
                     "number aloud and say in their own words what to do: all of it understood by 4 of 5")}},
        }};
}

Chapter act() {
    return {
        "Directive (EU) 2019/882, Annex I, Section I, 2(o), and what only people can tell",
        {
            {"2(o)(i) voice",
             "Reads aloud, with the volume and speed one chooses",
             {volume(), visit("visit_settings")}},
            {"2(o)(i) time",
             "Warns in more than one way, and gives more time",
             {visit("visit_idle"),
              test("speech_test",
                   "whether somebody is still there is asked aloud, though nobody asked for the voice")}},
            {"2(o)(i) hearing aids",
             "Sound goes with hearing aids and telecoils",
             {hardware(
                 "each model with an induction loop or a neck loop at its socket: somebody with a hearing aid on T repeats "
                 "5 sentences that it says")}},
            {"2 privacy",
             "Private also for who uses what helps",
             {never_said(),
              test("faults_canary_test", "after Finish nothing that was typed is in any memory or file"),
              test("faults_canary_test",
                   "after a visit that was left alone nothing that was typed is in any memory or file")}},
            {"voices",
             "Each voice is understood",
             {people("5 native speakers over 65 of each language write down 20 sentences of the kiosk heard "
                     "once at 150 words a minute: 9 words of 10 right")}},
            {"pictograms",
             "Pictures are understood (ISO 9186: two of three)",
             {people("50 people over 65, a third of them born elsewhere, say what each pictogram means "
                     "without its words: 66 % right for each")}},
            {"without sight",
             "Blind people manage alone",
             {people("5 blind people, two of them without a screen reader of their own, take a number, learn "
                     "one lesson and finish, with the corners: 4 of 5 without help")}},
            {"trembling hands",
             "People with a tremor manage alone",
             {people("5 people with a tremor take a number and answer the skills check: no touch that does "
                     "what was not meant is left unmended")}},
        }};
}

} // namespace

const std::vector<Chapter>& chapters() {
    static const std::vector<Chapter> list = {generic(), machine(), perceivable(), operable(), act()};
    return list;
}

} // namespace accanto::walk
