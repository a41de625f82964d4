// Whose each action is; and going from page to page, coming and leaving. Only this and the flows change a Visit.
#include "kiosk/app/app.h"

#include "kiosk/app/pitch.h"
#include "kiosk/platform/wipe.h"
#include "kiosk/point/visits.h"
#include "kiosk/screens/screens.h"

namespace accanto::app {

namespace {

template <class... Handlers>
struct Overloaded : Handlers... {
    using Handlers::operator()...;
};
// Clang 14 does not find out by itself.
template <class... Handlers>
Overloaded(Handlers...) -> Overloaded<Handlers...>;

} // namespace

void App::carry_out(const Action& action) {
    action.visit(
        Overloaded{
            [&](const Begin& a) { begin_visit(a.language); },
            [&](const ChooseLanguage& a) {
                m_visit.language = a.language;
                go_back();
            },
            [&](const GoTo& a) { go_to(a.screen); },
            [&](const GoBack&) {
                if (m_visit.setup && (m_visit.screen == ScreenId::setup || m_visit.screen == ScreenId::technician_pin))
                    return m_flows->setting_up.back();
                if (m_flows->mentors.back())
                    return;
                // The menu is where a technician's pages begin, and the door is before it.
                if (m_visit.technician && (m_visit.screen == ScreenId::technician || m_visit.screen == ScreenId::technician_pin))
                    m_flows->technician.end();
                else
                    go_back();
            },
            [&](const GoHome&) { go_home(); },
            [&](const AskFinish&) { m_visit.setup ? m_flows->setting_up.leave() : m_visit.technician ? m_flows->technician.end() : m_flows->opinions.ask_finish(); },
            [&](const FinishVisit&) { end_visit(point::VisitEnd::finished); },
            [&](const StartOver&) { to_attract(); },
            [&](const StillHere&) { go_back(); },
            [&](const TurnPage& a) { m_visit.page = std::max(0, m_visit.page + a.by); },
            [&](const Listen&) {
                if (m_speech->speaking())
                    m_speech->be_quiet();
                else
                    m_speech->speak_page();
            },
            [&](const SetTheme& a) { m_visit.theme = a.theme; },
            [&](const SetSize& a) { m_visit.size = a.size; },
            [&](const SetLow& a) { m_visit.low = a.on; },
            [&](const SetStill& a) { m_visit.still = a.on; },
            [&](const SetVoice& a) {
                m_visit.voice_on = a.on;
                m_visit.quiet_chosen = !a.on;
                if (!a.on) {
                    m_visit.by_ear = Visit::ByEar::no;
                    m_speech->be_quiet();
                }
                m_speech->speak_page_again();
            },
            [&](const ChangeSpeed& a) {
                m_visit.words_per_minute = std::clamp(m_visit.words_per_minute + a.by, 80, 250);
                m_speech->speak_page();
            },
            [&](const ChangeVolume& a) { m_speech->change_volume(a.by); },
            [&](const FitTouch&) { fit_touch(); },
            [&](const TouchMark&) { touch_mark(); },
            [&](const DropFit&) {
                m_visit.fit.reset();
                go_back();
            },
            [&](const OpenTopic& a) {
                m_visit.topic = a.code;
                go_to(ScreenId::tutorials);
            },
            [&](const OpenTutorial& a) { m_flows->lessons.open(a.id, a.control); },
            [&](const TouchPart& a) { m_flows->lessons.touch(a.part); },
            [&](const PressKey& a) { press_key(a.key); },
            [&](const AcceptField&) { m_flows->lessons.accept_field(); },
            [&](const ChooseOption& a) { m_flows->lessons.choose(a.id); },
            [&](const TakeUp& a) { m_flows->lessons.take_up(a.item); },
            [&](const PutAt& a) { m_flows->lessons.put_at(a.place); },
            [&](const UndoTouch&) { m_flows->lessons.undo(); },
            [&](const TwoLanguages& a) { m_visit.two_languages = a.on; },
            [&](const AskHint&) { m_flows->lessons.ask_hint(); },
            [&](const ShowMe&) { m_flows->lessons.show_me(); },
            [&](const NextStep&) { m_flows->lessons.next_step(); },
            [&](const KeepPlace&) { m_flows->lessons.keep(); },
            [&](const TouchCodePicture& a) { m_flows->lessons.touch_code_picture(a.index); },
            [&](const EraseCodePicture&) {
                m_visit.code_unknown = false;
                if (!m_visit.pictures.empty())
                    m_visit.pictures.pop_back();
            },
            [&](const PrintCode&) { m_flows->lessons.print_code(); },
            [&](const PrintCard&) { m_flows->lessons.print_card(); },
            [&](const AskMentorHere&) { m_flows->tickets.start(m_flows->lessons.stuck_here()); },
            [&](const StartTicket&) { m_flows->tickets.start(std::nullopt); },
            [&](const GoOnToTicket& a) { m_flows->tickets.answer(a.answer); },
            [&](const TakeItAsMine&) { m_flows->tickets.take_it_as_mine(); },
            [&](const HearNumber&) { hear("ticket.number"); },
            [&](const AcceptOver&) { m_flows->tickets.accept_over(); },
            [&](const StartAnew&) { m_flows->tickets.start_anew(); },
            [&](const CloseNotice&) { m_announcer.close(m_clock.mono_ms()); },
            [&](const PrintHours&) { m_flows->tickets.print_hours(); },
            [&](const ChooseTopic& a) { m_flows->tickets.choose_topic(a.code); },
            [&](const ToggleNeed& a) { m_flows->tickets.toggle(a.need); },
            [&](const TakeTicket&) { m_flows->tickets.take(); },
            [&](const PrintAgain&) { m_papers->print_ticket(); },
            [&](const GiveTicketBack&) { m_flows->tickets.give_back(); },
            [&](const AnswerCall&) { go_back(); },
            [&](const StartBooking&) { m_flows->bookings.start(); },
            [&](const ChooseBookingTopic& a) {
                m_visit.booking_draft.topic = a.code;
                go_to(ScreenId::book_day);
            },
            [&](const ChooseDay& a) {
                m_visit.booking_draft.day = a.day;
                go_to(ScreenId::book_time);
            },
            [&](const ChooseTime& a) { m_flows->bookings.choose_time(a.from_minute, a.minutes); },
            [&](const UseContact& a) { m_flows->bookings.use_contact(a.given); },
            [&](const ToggleForOther&) { m_visit.booking_draft.for_other = !m_visit.booking_draft.for_other; },
            [&](const ConfirmBooking&) { m_flows->bookings.confirm(); },
            [&](const ChooseTimeAgain&) { m_flows->bookings.choose_time_again(); },
            [&](const PrintBooking&) { m_flows->bookings.print(); },
            [&](const HearCode&) { hear("booking.code"); },
            [&](const ArriveNow&) { m_flows->bookings.arrive(); },
            [&](const MoveBooking&) { m_flows->bookings.start_move(); },
            [&](const CancelBooking&) { m_flows->bookings.cancel(); },
            [&](const OpenCourse& a) { m_flows->bookings.open_course(a.id); },
            [&](const SignUp&) { m_flows->bookings.go_on_to_contact(); },
            [&](const OpenPlace& a) {
                m_visit.place = a.index;
                go_to(ScreenId::place);
            },
            [&](const OpenSkills&) { m_flows->skills.open(); },
            [&](const StartSkills&) { m_flows->skills.start(); },
            [&](const TickSkill& a) { m_flows->skills.tick(a.answer); },
            [&](const NextQuestion&) { m_flows->skills.next_question(); },
            [&](const FollowPath&) { m_flows->skills.follow_path(); },
            [&](const KeepPath&) { m_flows->skills.keep_path(); },
            [&](const PrintSkills&) { m_flows->skills.print(); },
            [&](const HearTakenHome&) { hear("taken_home.code"); },
            [&](const GiveFace& a) { m_flows->opinions.give_face(a.face); },
            [&](const ToggleReason& a) { m_flows->opinions.toggle_reason(a.code); },
            [&](const EndFeedback&) { m_flows->opinions.end_feedback(); },
            [&](const RateHelp& a) { m_flows->opinions.rate(a.index); },
            [&](const GiveStars& a) { m_flows->opinions.give_stars(a.stars); },
            [&](const WouldReturn& a) { m_flows->opinions.end_rating(a.answer); },
            [&](const SkipRating&) { m_flows->opinions.end_rating({}); },
            [&](const SuggestAbout& a) { m_flows->community.begin(false, a.code); },
            [&](const JoinAs& a) { m_flows->community.begin(true, a.code); },
            [&](const UseWords& a) { m_flows->community.use_words(a.given); },
            [&](const TellCommunity& a) { m_flows->community.tell(a.with_number); },
            [&](const OpenTechnician&) { m_flows->technician.open(); },
            [&](const EnterDigits&) { m_flows->technician.enter_digits(); },
            [&](const ForgotPin&) { m_flows->technician.forgot_pin(); },
            [&](const AskTechnician& a) { m_flows->technician.ask(a.wish); },
            [&](const LookAgain&) { m_flows->technician.look_again(); },
            [&](const FeelTarget& a) { m_flows->technician.feel_target(a.index); },
            [&](const SizeCard& a) { m_flows->technician.size_card(a.by_px); },
            [&](const KeepCard&) { m_flows->technician.keep_card(); },
            [&](const SayIn& a) { m_flows->tools.say_in(a.language); },
            [&](const CareForMentor& a) { m_flows->mentors.care(a); },
            [&](const PrintTest&) { m_flows->tools.print_test(); },
            [&](const RestartScreen&) { m_flows->tools.restart_screen(); },
            [&](const AskStick& a) { m_flows->stick.ask(a.errand); },
            [&](const AnswerSetup& a) { m_flows->setting_up.answer(a.answer); },
            [&](const ChangeSetup& a) { m_flows->setting_up.change(a.what, a.by); },
            [&](const RetryStore&) {
                m_retry_ms = m_clock.mono_ms();
                m_store->reopen();
                m_flows->safe_numbers.bring();
                request_reading();
            },
            [&](const TakeSafeNumber&) { m_flows->safe_numbers.take(); },
            [&](const PrintSafeNumber&) { m_flows->safe_numbers.print(); },
        });
}

void App::go_to(ScreenId screen) {
    if (screen == m_visit.screen)
        return;
    // Where Back leads: questions and announcements are no places.
    const ScreenId from = m_visit.screen;
    // One announcement takes the place of the other.
    const bool announces = screen == ScreenId::your_turn || screen == ScreenId::number_over;
    const bool announced = from == ScreenId::your_turn || from == ScreenId::number_over || from == ScreenId::still_there;
    bool place = from != ScreenId::attract && from != ScreenId::trouble && !(announces && announced);
    if (place)
        m_visit.trail.push_back(m_visit.screen);
    m_visit.screen = screen;
    m_visit.page = 0;
    if (m_visit.paper != PrintState::printing)
        m_visit.paper = PrintState::idle;   // of another page
    m_visit.pictures.clear();
    if (screen == ScreenId::my_code)
        m_visit.typed_code.clear();   // of whoever asked before; on the way back it stays
    m_visit.code_unknown = false;
    m_visit.shown_ms = m_clock.mono_ms();
    m_dirty = true;
}

void App::go_back() {
    // Within a lesson, Back is one step back, and only then out of it.
    if (m_visit.screen == ScreenId::lesson && m_visit.lesson && m_visit.lesson->back()) {
        m_visit.shown_ms = m_clock.mono_ms();
        m_dirty = true;
        return;
    }
    if (m_flows->skills.previous_page())
        return;
    ScreenId to = ScreenId::home;
    while (!m_visit.trail.empty()) {
        to = m_visit.trail.back();
        m_visit.trail.pop_back();
        if (to != m_visit.screen)
            break;
    }
    if (to == m_visit.screen)
        return;
    m_visit.screen = to;
    m_visit.page = 0;
    m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
}

void App::go_home() {
    if (m_visit.setup)
        return m_flows->setting_up.leave();
    if (m_visit.technician)
        return m_visit.technician->inside ? m_flows->technician.to_menu() : m_flows->technician.end();
    if (!m_visit.is_active() || m_visit.screen == ScreenId::home)
        return;
    m_visit.trail.clear();
    go_to(ScreenId::home);
    m_visit.trail.clear();
}

void App::hear(const std::string& id) {
    if (const ui::Node* node = m_ui->semantics().find_id(id))
        m_speech->speak(node->speech, node->language);
}

void App::keep_place(point::KeptPlace place, const std::string& control) {
    m_flows->lessons.keep_place(std::move(place), control);
}

void App::begin_visit(const std::string& language) {
    const Visit::ByEar by_ear = m_visit.by_ear;
    const std::string explained_in = m_speech->by_ear_language();
    m_visit.wipe();
    m_visit.language = language;
    m_visit.by_ear = m_speech->can_speak() ? by_ear : Visit::ByEar::no;
    m_visit.theme = ui::theme_from(m_settings.screen.theme);
    m_visit.size = first_size(m_settings);
    m_visit.voice_on = m_settings.voice.on_at_start || m_visit.by_ear != Visit::ByEar::no;
    m_speech->begin_listening();
    if (m_visit.by_ear != Visit::ByEar::no && explained_in != language)
        m_speech->explain_by_ear();
    m_visit.words_per_minute = m_settings.voice.words_per_minute;
    m_visit.screen = ScreenId::home;
    m_visit.started_ms = m_visit.touched_ms = m_visit.shown_ms = m_clock.mono_ms();
    m_by_keys = m_visit.by_ear == Visit::ByEar::keys;
    m_store->post([id = m_visit.id, language](store::Store& store) { *id = point::start_visit(store, language); });
}

void App::end_visit(point::VisitEnd how) {
    if (!m_visit.is_active())
        return;
    m_flows->lessons.report_stop();
    m_flows->opinions.report_stars();
    int64_t lasted = m_clock.mono_ms() - m_visit.started_ms;
    m_store->post([id = m_visit.id, language = m_visit.language, how, lasted](store::Store& store) {
        if (!id->empty())
            point::end_visit(store, *id, language, how, lasted);
    });
    // What stays for the farewell: its language, and the number that stays valid.
    std::string language = m_visit.language;
    std::optional<HeldTicket> held = std::move(m_visit.held);
    // Who left without a word is not asked one.
    Opinion opinion;
    opinion.asked = how == point::VisitEnd::finished && m_point.trouble == store::StoreTrouble::none;
    opinion.visit = m_visit.id;
    // What was erased is also said, to who was spoken to.
    const bool voice_on = m_visit.voice_on, low = m_visit.low, still = m_visit.still;
    const Visit::ByEar by_ear = m_visit.by_ear;
    m_visit.wipe();
    m_visit.voice_on = voice_on, m_visit.by_ear = by_ear;
    m_visit.low = low, m_visit.still = still;   // the farewell is within reach too
    m_ui->forget();
    m_speech->end_voice();
    m_speech->forget();
    m_pointer.reset();
    m_papers->cancel_all();
    m_visit.language = language;
    m_visit.held = std::move(held);
    m_visit.opinion = std::move(opinion);
    m_visit.theme = ui::theme_from(m_settings.screen.theme);
    m_visit.size = first_size(m_settings);
    platform::wipe_stack();
    m_visit.screen = ScreenId::finished;
    m_visit.shown_ms = m_visit.touched_ms = m_clock.mono_ms();
    m_dirty = true;
}

void App::to_technician_menu() { m_flows->technician.to_menu(); }

void App::end_technician() { m_flows->technician.end(); }

void App::to_attract() {
    if (m_flows->setting_up.settings_are_old())
        m_quit = true;   // systemd starts it anew, with what was decided
    if (m_flows->setting_up.is_bare())
        return m_flows->setting_up.begin();
    m_flows->opinions.report_feedback();
    if (m_visit.voice_on && !m_speech->is_announcing())
        m_speech->be_quiet();
    m_visit.wipe();
    m_ui->forget();
    m_speech->forget();
    m_by_keys = false;
    m_visit.theme = ui::theme_from(m_settings.screen.theme);
    m_visit.size = first_size(m_settings);
    m_visit.screen = ScreenId::attract;
    m_visit.shown_ms = m_clock.mono_ms();
    m_dirty = true;
    if (std::exchange(m_content_changed, false))
        m_librarian->reload();
}

} // namespace accanto::app
