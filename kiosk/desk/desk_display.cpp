// The public display.

#include "kiosk/desk/desk.h"
#include "kiosk/desk/snapshot.h"

namespace accanto::desk {

// The public display speaks the place's language, unless its address asks for another.
std::string Desk::display_language(const Visit& visit) const {
    const auto asked = visit.request.query.find("lang");
    return asked != visit.request.query.end() && m_texts.is_known(asked->second)
               ? asked->second
               : m_texts.official_language();
}

Reply Desk::display_page(const Visit& visit) {
    const std::string language = display_language(visit);
    return page(visit, "display.html", "display.page",
                {{"lang", language}, {"state", escape_json_in_html(display_state(language))}});
}

// "<ticket>.<language>.wav": only of who is called now, so that nobody makes this desk say anything else.
Reply Desk::spoken_call(const Visit& visit, const std::string& name) {
    const size_t dot = name.find('.');
    const std::string id = name.substr(0, dot), rest = dot == std::string::npos ? "" : name.substr(dot);
    std::optional<Spoken> words;
    m_keeper.with([&](store::Store& store) {
        for (const point::Ticket& ticket : point::now_serving(store, m_setup.settings))
            for (const std::string& language : m_texts.languages())
                if (ticket.id == id && ticket.state == point::TicketState::called &&
                    rest == "." + language + ".wav")
                    words = call_words(m_texts, language, ticket);
    });
    const auto wav = words ? m_speaker.sound(*words) : nullptr;
    if (!wav)
        return failed(visit, 404, "unknown_page");
    Reply reply;
    reply.type = "audio/wav";
    reply.body = *wav;
    return reply;
}

} // namespace accanto::desk
