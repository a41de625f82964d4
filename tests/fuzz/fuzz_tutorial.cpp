// Any bytes as tutorial.toml and en.toml: reading, checking and following them never crashes, hangs or
// strands a lesson half way through a touch.

#include "content/library/check.h"
#include "content/library/lesson.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

using namespace accanto::content;

namespace {

// A citizen with a mind of their own: each byte is something done, up to a patient few hundred.
void follow(const Tutorial& tutorial, std::string_view deeds) {
    TutorialWords english(tutorial, "en", "en");
    Lesson lesson(tutorial);
    for (unsigned char deed : deeds.substr(0, 300)) {
        const Screen* screen = lesson.screen();
        size_t pick = deed / 20;
        switch (deed % 20) {
        case 0:
        case 1:
        case 2:
            lesson.next();
            break;
        case 3:
            lesson.back();
            break;
        case 4:
        case 5:
            lesson.show_me(english);
            break;
        case 6:
            lesson.ask_hint();
            break;
        case 7:
            lesson.skip(english);
            break;
        case 8:
            lesson.type_text(deeds.substr(std::min(pick, deeds.size()), 100));
            break;
        case 9:
            lesson.erase_last();
            break;
        case 10:
            lesson.accept_field();
            break;
        case 11:
            if (!lesson.step().options.empty())
                lesson.choose(lesson.step().options[pick % lesson.step().options.size()].id);
            break;
        case 12:
            if (auto items = lesson.items_laid_out(); !items.empty())
                lesson.take_up(items[pick % items.size()]);
            break;
        case 13:
            if (auto places = lesson.places_laid_out(); !places.empty()) {
                lesson.put_at(places[pick % places.size()]);
                lesson.item_at(places[pick % places.size()]);
            }
            break;
        case 14:
            lesson.undo();
            break;
        case 15:
            if (pick == 0)
                lesson.mentor_is_here();
            else
                lesson.resume_at(int(pick), english);
            break;
        default:
            if (screen && !screen->elements.empty())
                for (const Part& part : parts(screen->elements[pick % screen->elements.size()]))
                    lesson.tap(part.id);
        }
        if (lesson.progress().step < 1 || lesson.progress().step > lesson.progress().of)
            abort();
        if (auto glow = lesson.glowing_target(); glow && lesson.can_go_next())
            abort();
    }
    lesson.wipe();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    std::string_view all(reinterpret_cast<const char*>(data), size);
    // The input is three parts between zero bytes: structure, words, deeds.
    auto take = [&] {
        size_t end = std::min(all.find('\0'), all.size());
        std::string_view part = all.substr(0, end);
        all.remove_prefix(std::min(end + 1, all.size()));
        return std::string(part);
    };
    TutorialFiles files{"f", "f/tutorial.toml", take(), {}};
    files.words["en"] = take();
    files.words["ar"] = files.words["en"];
    std::vector<Problem> problems;
    auto variants = read_variants(files, problems);
    if (variants.empty() && problems.empty())
        abort(); // left out without a word
    for (const auto& tutorial : variants) {
        follow(*tutorial, all);
        // The search for dead ends is bounded by states; here by size, so that a run stays quick.
        if (tutorial->screens.size() > 3 || tutorial->steps.size() > 6)
            continue;
        CheckOptions options;
        options.languages = {"en", "ar"};
        options.today = "2026-11-23";
        for (const Problem& problem : check(*tutorial, options))
            if (problem.rule.empty() || problem.message.empty())
                abort();
    }
    return 0;
}
