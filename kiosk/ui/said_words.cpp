// Finding the word that is heard, and marking it.
#include "kiosk/ui/said_words.h"

#include "kiosk/ui/ui.h"

#include <imgui.h>

#include <cmath>

namespace accanto::ui {

namespace {

constexpr std::string_view no_break_space = "\u00A0";

// How many bytes of a blank begin here; 0: none.
size_t blank_at(std::string_view text, size_t at) {
    if (text[at] == ' ' || text[at] == '\n' || text[at] == '\t')
        return 1;
    return text.substr(at).starts_with(no_break_space) ? no_break_space.size() : 0;
}

// The next word at or after this byte.
std::optional<WordPlace> next_word(std::string_view text, size_t from) {
    while (from < text.size() && blank_at(text, from) > 0)
        from += blank_at(text, from);
    if (from >= text.size())
        return std::nullopt;
    size_t end = from;
    while (end < text.size() && blank_at(text, end) == 0)
        ++end;
    return WordPlace{from, end};
}

} // namespace

size_t count_words(std::string_view text) {
    size_t count = 0;
    for (auto word = next_word(text, 0); word; word = next_word(text, word->end))
        ++count;
    return count;
}

std::optional<WordPlace> word_at(std::string_view text, size_t number) {
    auto word = next_word(text, 0);
    for (; word && number > 0; --number)
        word = next_word(text, word->end);
    return word;
}

void Ui::say_along(const std::string& id, size_t words, size_t before) {
    const bool is_said = !id.empty() && id == m_frame.said.id && words == m_frame.said.of;
    m_along = is_said ? std::optional<size_t>(before) : std::nullopt;
}

// A line below the word, in the word's own colour: it has the word's contrast on every ground, and hides
// nothing.
void Ui::underline_said(const TextSpec& spec, float x, float y) {
    if (!m_along)
        return;
    const size_t before = *m_along;
    m_along = before + count_words(spec.text);
    if (m_frame.said.word < before || m_frame.said.word >= *m_along)
        return;
    const std::optional<WordPlace> word = word_at(spec.text, m_frame.said.word - before);
    if (!word)
        return;
    m_now.said_word = spec.text.substr(word->begin, word->end - word->begin);
    const float thick = std::max(2.0f, std::round(spec.em_px * 0.09f));
    const auto colour = IM_COL32((spec.colour >> 16) & 255, (spec.colour >> 8) & 255, spec.colour & 255, 255);
    for (const WordStroke& stroke : m_text.strokes_under(spec, word->begin, word->end)) {
        const float left = std::round(x + stroke.x), top = std::round(y + stroke.y - thick);
        ImGui::GetWindowDrawList()->AddRectFilled({left, top}, {std::round(left + stroke.w), top + thick},
                                                  colour);
    }
}

} // namespace accanto::ui
