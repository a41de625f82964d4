#include "kiosk/app/page_key.h"

namespace accanto::app {

std::string page_key(const Visit& visit, ScreenId shown) {
    std::string key = place_key(visit, shown);
    if (visit.screen == ScreenId::lesson && visit.lesson)
        if (auto feedback = visit.lesson->feedback())
            key += ":" + feedback->key + std::to_string(visit.lesson->wrong_count());
    return key;
}

std::string place_key(const Visit& visit, ScreenId shown) {
    std::string key = std::to_string(int(shown)) + ":" + std::to_string(visit.page) + ":" + visit.language;
    if (visit.screen == ScreenId::lesson && visit.lesson) {
        const content::Lesson& l = *visit.lesson;
        key += ":" + l.step().id + (l.phase() == content::Phase::alone ? "a" : "g");
    }
    if (visit.screen == ScreenId::fitting)
        key += ":" + std::to_string(visit.fitting.measured.touched()) + (visit.fitting.by_keys ? "k" : "");
    if (visit.screen == ScreenId::setup && visit.setup)
        key += ":" + std::to_string(int(visit.setup->step)) + ":" + std::to_string(visit.setup->language_at);
    if (visit.screen == ScreenId::skills_question)
        key += ":" + std::to_string(visit.skills.at);
    return key;
}

std::string box_key(const Visit& visit, ScreenId shown) { return place_key(visit, shown) + (visit.lesson ? ":" + visit.lesson->state().focused : ""); }

} // namespace accanto::app
