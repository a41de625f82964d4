#include "kiosk/app/community.h"

#include "content/library/letters.h"
#include "kiosk/app/box_keys.h"
#include "kiosk/platform/wipe.h"
#include "kiosk/point/contact.h"
#include "kiosk/point/opinions.h"

namespace accanto::app {

void Community::begin(bool joins, const std::string& code) {
    if (has_trouble())
        return go_to(ScreenId::trouble);
    CommunityDraft& draft = m_visit.community;
    draft.wipe();
    draft.joins = joins;
    draft.code = code;
    m_visit.keyboard.begin_anew();
    if (!point::takes_contacts(m_settings))
        tell(false);
    else
        go_to(joins ? ScreenId::community_contact : ScreenId::suggest_words);
}

void Community::use_words(bool given) {
    if (!given)
        content::wipe_text(m_visit.community.text);
    go_to(ScreenId::community_contact);
}

bool Community::type(const ui::KeyResult& key) {
    using What = ui::KeyResult::What;
    const bool words = m_visit.screen == ScreenId::suggest_words;
    if (!words && m_visit.screen != ScreenId::community_contact)
        return false;
    if (!m_visit.busy.empty())
        return true;
    m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
    if (!words) {
        press_digit_key(key, m_visit.community.digits);
        return true;
    }
    std::string& text = m_visit.community.text;
    ui::KeyboardState& keyboard = m_visit.keyboard;
    switch (key.what) {
    case What::text:
        // At once as large as it may become: no copy of it is left behind by growing.
        text.reserve(point::most_sealed_text_bytes);
        content::add_typable(key.text, text, most_suggestion_letters);
        keyboard.shift = false;
        break;
    case What::backspace:
        content::drop_last_letter(text);
        break;
    case What::shift:
        keyboard.shift = !keyboard.shift;
        break;
    case What::page:
        keyboard.page = keyboard.page == ui::KeyPage::letters ? ui::KeyPage::digits : ui::KeyPage::letters;
        break;
    case What::done:
    case What::order:
    case What::language:
    case What::aloud:
    case What::none:
        break;
    }
    return true;
}

// Sealed here, where it was typed: no other thread ever has the words or the digits.
void Community::seal(bool with_number) {
    CommunityDraft& draft = m_visit.community;
    std::string words;
    words.reserve(point::most_sealed_text_bytes);
    words += content::trimmed(draft.text);
    if (with_number)
        words += (words.empty() ? "Tel. " : "\nTel. ") + draft.digits;
    // A second try after trouble has its words sealed already.
    if (!words.empty())
        draft.sealed = point::seal_text(m_settings, words);
    content::wipe_text(words);
    content::wipe_text(draft.text);
    content::wipe_text(draft.digits);
    m_ui.forget();
    platform::wipe_stack();
}

void Community::tell(bool with_number) {
    CommunityDraft& draft = m_visit.community;
    if (!m_visit.busy.empty() || (with_number && draft.digits.size() < point::least_digits))
        return;
    if (point::takes_contacts(m_settings))
        seal(with_number);
    const bool at_once = m_visit.screen != ScreenId::community_contact;
    m_visit.busy = at_once       ? (draft.joins ? "as." : "about.") + draft.code
                   : with_number ? "contact.use"
                                 : "contact.skip";
    draft.with_number = draft.with_number || with_number;
    m_store.run(
        [joins = draft.joins, code = draft.code, sealed = draft.sealed, language = m_visit.language,
         visit = m_visit.id, &settings = m_settings](store::Store& store) {
            if (joins)
                point::join(store, settings, {*visit, language, code, sealed});
            else
                point::suggest(store, settings, {*visit, language, code, sealed});
            return true;
        },
        [this, visit = m_visit.id](store::Outcome<bool> outcome) {
            if (m_visit.id != visit)
                return; // its citizen has gone
            m_visit.busy.clear();
            m_dirty = true;
            if (!outcome)
                return m_moves.store_failed(outcome.trouble, "not told to the community: " + outcome.message);
            m_visit.trail = {ScreenId::home, ScreenId::community};
            m_visit.screen = ScreenId::community_sent;
            m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
        });
}

} // namespace accanto::app
