// Words of a practice screen, with what was typed and picked in them.

#include "content/library/letters.h"
#include "content/library/practice.h"
#include "content/library/tutorial.h"

namespace accanto::content {

namespace {

constexpr std::string_view isolate = "\u2068", pop = "\u2069";

std::string typed(const Tutorial& tutorial, const PracticeState& state, std::string_view id) {
    const Element* field = tutorial.control(id);
    std::string_view value = trimmed(state.value(id));
    if (!field || !field->masked)
        return std::string(value);
    std::string bullets;
    for (size_t i = 0; i < letter_count(value); ++i)
        bullets += "\u2022";
    return bullets;
}

std::string picked(const Tutorial& tutorial, const PracticeState& state, std::string_view id,
                   const TutorialWords& words, bool spoken) {
    const Element* list = tutorial.control(id);
    auto chosen = state.picked.find(std::string(id));
    if (!list || chosen == state.picked.end())
        return {};
    for (const Item& item : list->items)
        if (item.id == chosen->second)
            return spoken ? words.speech(item.label).text : words.say(item.label).text;
    return {};
}

} // namespace

std::string fill_in(const Tutorial& tutorial, const PracticeState& state, std::string_view text,
                    const TutorialWords& words, bool spoken) {
    static constexpr std::string_view of_field = "{field:", of_list = "{picked:";
    std::string out;
    while (!text.empty()) {
        size_t start = std::min(text.find(of_field), text.find(of_list));
        size_t end = start == std::string_view::npos ? start : text.find('}', start);
        if (end == std::string_view::npos)
            break;
        bool is_field = text.substr(start).starts_with(of_field);
        size_t name = start + (is_field ? of_field : of_list).size();
        std::string_view id = text.substr(name, end - name);
        out += text.substr(0, start);
        out += isolate;
        out += is_field ? typed(tutorial, state, id) : picked(tutorial, state, id, words, spoken);
        out += pop;
        text.remove_prefix(end + 1);
    }
    return out += text;
}

} // namespace accanto::content
