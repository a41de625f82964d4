#include "kiosk/screens/ticket_words.h"

namespace accanto::screens {

Label estimate_words(const Ui& ui, const std::optional<point::WaitEstimate>& e) {
    if (!e)
        return {};
    const bool hours = e->to_minutes >= 120;
    const int64_t from = hours ? e->from_minutes / 60 : e->from_minutes, to = hours ? (e->to_minutes + 59) / 60 : e->to_minutes;
    if (to == 0)
        return ui.word("ticket.estimate_now");
    const std::string key = from == 0 ? "ticket.estimate_up_to" : "ticket.estimate";
    const content::Arguments both = {{"from", from}, {"to", to}}, one = {{"to", to}};
    return ui.word(hours ? key + "_hours" : key, from == 0 ? one : both);
}

Label stuck_words(const Ui& ui, const Scene& scene, const std::optional<point::StuckAt>& stuck) {
    const content::TutorialHead* head = stuck ? scene.library.find(stuck->tutorial) : nullptr;
    if (!head)
        return {};
    const std::string &language = scene.visit.language, &official = scene.settings.point.official_language;
    return ui.word_with("ticket.stuck", "title", ui.plain(head->say("title", language, official), head->speech("title", language, official)),
                        {{"step", int64_t(stuck->step)}});
}

Label waits_for_words(const Ui& ui, const Scene& scene, const point::Ticket& ticket) {
    using point::TicketState;
    if (ticket.state == TicketState::parked)
        return ui.word("ticket.parked", {{"desk", ticket.desk}});
    if (ticket.state == TicketState::missed)
        return ui.word("ticket.missed");
    if (ticket.state != TicketState::transferred)
        return {};
    if (!ticket.target.desk.empty())
        return ui.word("ticket.for_desk", {{"desk", ticket.target.desk}});
    if (!ticket.target.mentor.empty())
        return ui.word("ticket.for_mentor");
    if (const content::Topic* topic = scene.topics.find(ticket.topic))
        return ui.word_with("ticket.for_topic", "topic", ui.word(topic->word_key()));
    return ui.word("ticket.for_mentor");
}

} // namespace accanto::screens
