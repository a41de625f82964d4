#include "kiosk/app/app.h"

#include "content/base/error.h"
#include "content/library/packs.h"
#include "kiosk/app/page_key.h"
#include "kiosk/app/player.h"
#include "kiosk/app/pitch.h"
#include "kiosk/platform/service.h"
#include "kiosk/point/booking.h"
#include "kiosk/screens/screens.h"
#include "kiosk/setup/progress.h"
#include "kiosk/setup/setup.h"
#include "kiosk/store/safe_mode.h"
#include "kiosk/ui/reach.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <cmath>
#include <future>

namespace accanto::app {

namespace {

constexpr int64_t safe_mode_ends_ms = 600'000;   // as long as failures are counted (StartLimitIntervalSec= of the unit)
constexpr int64_t fade_ms = 220;             // one of the three lengths of motion
constexpr int first_reading_ms = 50;         // longer than a sound store takes; a person does not see it

// A wrong letter or point would print labels that another kiosk prints too: then it is better to give none. A file that
// could not be read at all (its problem has no key) says nothing of either.
std::string unsafe(const LoadedSettings& loaded) {
    for (const SettingsProblem& p : loaded.problems)
        if (p.key.empty() || p.key.starts_with("kiosk") || p.key.starts_with("point") || p.key.starts_with("state") || p.key.starts_with("host"))
            return "trouble.settings";
    return {};
}

} // namespace

App::App(AppOptions options, PlayClock& clock)
    : m_options(std::move(options)), m_settings(m_options.loaded.settings), m_clock(clock), m_pointer({}) {
    for (const SettingsProblem& p : m_options.loaded.problems)
        spdlog::error("{}", p.text());
    m_settings_trouble = unsafe(m_options.loaded);
    std::filesystem::path content = m_options.data / "content";
    // Opening the window is mostly waiting for the display, and the store's disk is slower still: meanwhile the words are
    // read, and what the first screen is drawn with.
    m_first = begin_first_screen();
    m_store = std::make_unique<store::StoreThread>(m_settings.state, m_clock, [this] { wake(); });
    if (store::safe_mode_since(store::safe_places(m_settings.state)))
        m_safe_mode_ends_ms = m_clock.mono_ms() + safe_mode_ends_ms;
    request_reading();
    m_content.topics = content::load_topics(content / "topics" / "topics.toml");
    m_window = platform::Window::open(m_options.window);
    m_awake = m_window.get();
    m_window->keep_frames(m_options.keep_frames);
    m_content.words = words_of_first_screen();
    tell(m_content.topics.problems);

    ui::use_private_memory();
    m_ui = std::make_unique<ui::Ui>(m_window->canvas(), m_options.data / "assets", m_content.words, m_first.fonts);
    m_ui->use(m_first.album.get().get());
    // An album was only kept where all of them were there, and so they are.
    const auto missing = m_first.album.get()->empty() ? m_ui->texts().fonts().missing_families() : std::vector<std::string>();
    for (const std::string& family : missing)
        spdlog::error("font \"{}\" is missing: install the package fonts-noto-core", family);
    bool no_arabic = std::find(missing.begin(), missing.end(), "Noto Sans Arabic") != missing.end();
    for (const std::string& language : m_settings.point.languages) {
        if (!m_content.words->has(language, "language.name"))
            spdlog::error("language \"{}\" is not offered: content/words/{}.toml is missing or broken", language, language);
        else if (language == "ar" && no_arabic)
            spdlog::error("language \"ar\" is not offered: no font has its letters");
        else
            m_languages.push_back(language);
    }
    if (m_languages.empty())
        m_languages.push_back("en");

    m_look = ui::make_look(ui::theme_from(m_settings.screen.theme), first_size(m_settings),
                           px_per_mm(m_settings, *m_window), m_settings.screen.motion);
    m_speech = std::make_unique<Speech>(
        SpeechSurroundings{m_options, m_visit, m_point, m_content.words, m_clock, *m_ui, m_pointer, m_dirty}, [this] { wake(); });
    m_speech->set_panel(float(m_window->width()), float(m_window->height()), m_look.px_per_mm);
    m_speech->open_headphones(*m_window);
    m_papers = std::make_unique<Papers>(
        PaperSurroundings{m_options, *m_content.words, m_content.topics, m_clock, *m_store, *m_ui, m_visit, m_dirty}, [this] { wake(); });
    m_librarian = std::make_unique<Librarian>(content / "tutorials", content::installed_content(m_settings.state), m_settings.point.place,
                                              [this] { wake(); });
    const bool sets_up = m_options.begin_setup && setup::begins_with_setup(m_settings);
    const bool bare = sets_up && !setup::provisioned(m_settings.state);
    const Stage stage{m_options, m_languages, *m_content.words, m_clock, *m_store, *m_window,          m_pointer, *m_ui,
                      m_look,    *m_speech,   *m_papers,        m_visit, m_point,  m_settings_trouble, m_dirty,   *this};
    m_flows = std::make_unique<Flows>(stage, m_content.topics, *m_librarian, bare);
    m_heartbeat = std::make_unique<Heartbeat>(*m_store, platform::watchdog_ms(), platform::notify_watchdog);
    m_caretaker = std::make_unique<store::Caretaker>(m_settings.state, m_clock, m_settings.point.time_zone, [this] { wake(); },
                                                      [this](store::Store& store) { point::forget_old_bookings(store, m_settings); });
    sets_up ? m_flows->setting_up.begin() : to_attract();
    // A screen fades in over the one before it. Before the first there was none: who switches on waits for nothing.
    m_visit.shown_ms -= fade_ms;
}

void App::wake() const {
    if (platform::Window* window = m_awake)
        window->wake();
}

App::~App() {
    platform::notify_stopping();
    if (m_visit.is_over())
        m_flows->opinions.report_feedback();
    else if (m_visit.is_active())
        end_visit(point::VisitEnd::closed);
    m_caretaker.reset();
    // The store's thread finishes what was given to it before anything it reports to goes.
    m_store->stop();
    m_flows.reset();
    m_librarian.reset();
    m_papers.reset();
    m_speech.reset();
    m_visit.wipe();
}

Scene App::scene() const {
    Scene s{m_visit, m_point, m_settings, m_librarian->library(), m_librarian->is_ready(), m_content.topics, {}, {}, m_clock.mono_ms(), m_speech->speaking(), m_speech->can_speak(), m_speech->listens_alone(), m_languages, {}};
    s.instrument = m_flows->skills.instrument();
    int64_t wall = m_clock.wall_ms();
    s.notice = notice();
    s.can_be_low = free_above_px() > 0;
    s.can_be_still = m_settings.screen.motion;
    s.wall_ms = wall;
    s.today = local_date(wall, m_settings.point.time_zone);
    s.local = local_time(wall, m_settings.point.time_zone);
    switch (m_point.trouble) {
    case store::StoreTrouble::not_writable: s.trouble_key = "trouble.store_not_writable"; break;
    case store::StoreTrouble::disk_full: s.trouble_key = "trouble.store_disk_full"; break;
    case store::StoreTrouble::corrupt: s.trouble_key = "trouble.store_corrupt"; break;
    case store::StoreTrouble::none: s.trouble_key = m_settings_trouble; break;
    default: s.trouble_key = "trouble.store_failed"; break;
    }
    return s;
}

float App::free_above_px() const { return m_look.mm(ui::free_above_mm(float(m_window->height()) / m_look.px_per_mm, float(m_settings.screen.middle_mm))); }

ui::FrameContext App::frame_context() {
    ui::FrameContext frame;
    frame.width = m_window->width(), frame.height = m_window->height();
    m_look = ui::make_look(m_visit.theme, m_visit.size, m_look.px_per_mm, m_settings.screen.motion && !m_visit.still);
    frame.top = m_visit.low ? int(free_above_px()) : 0;
    frame.look = m_look;
    frame.language = m_visit.is_active() ? m_visit.language : m_settings.point.official_language;
    if (!m_visit.is_active() && std::find(m_languages.begin(), m_languages.end(), frame.language) == m_languages.end())
        frame.language = m_languages.front();
    frame.screen = screens::entry(screen()).name;
    frame.now_ms = m_clock.mono_ms();
    frame.pointer = m_pointer.frame(frame.now_ms, [this](float x, float y, float margin) { return m_ui->snap(x, y, margin); });
    frame.held = m_visit.busy;
    frame.said = m_speech->mark();
    return frame;
}

void App::draw() {
    // That its keys are said was chosen for one box, not for what is asked next.
    if (m_visit.keyboard.aloud && box_key(m_visit, screen()) != m_box_aloud)
        m_visit.keyboard.aloud = false;
    m_ui->begin(frame_context());
    screens::draw(*m_ui, screen(), scene(), m_actions);
    if (m_visit.by_ear != Visit::ByEar::no)
        screens::draw_corners(*m_ui, Corners::zone_mm);
}

void App::fade(double share) {
    if (share <= 0 || !m_look.motion)
        return;
    ui::Colour veil = (m_look.paper & 0xFFFFFF) | uint32_t(share * 255) << 24;
    m_ui->fill(m_ui->glass(), veil);
    m_ui->animate();
}

namespace {

double ms_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

} // namespace

void App::frame() {
    auto start = std::chrono::steady_clock::now();
    try {
        draw();
        fade(1.0 - double(m_clock.mono_ms() - m_visit.shown_ms) / double(fade_ms));
        m_window->present(m_ui->end(), m_look.paper);
        m_heartbeat->drawn();
        if (std::string page = page_key(m_visit, screen()); page != m_shown_page || m_answering) {
            m_pointer.guard_from(m_clock.mono_ms());
            m_shown_page = std::move(page);
        }
        m_answering = false;
        // Another question is heard, and gone through, from its beginning.
        if (std::string place = place_key(m_visit, screen()); place != m_place) {
            m_ui->set_focus({});
            m_place = std::move(place);
        }
        m_frames_failed = 0;
        ++m_frames;
        m_slowest_ms = std::max(m_slowest_ms, ms_since(start));
    } catch (const std::exception& e) {
        spdlog::error("screen {}: {}", screens::entry(screen()).name, e.what());
        // A screen that cannot be drawn three times in a row will not be drawn the fourth: leave it to the restart.
        if (++m_frames_failed >= 3)
            throw;
    }
    m_dirty = false;
    for (const Action& action : m_actions.take()) {
        carry_out(action);
        m_dirty = m_answering = true;
    }
    m_speech->speak_changes();
    if (m_pointer.unsettled() || m_ui->wants_another_frame())
        m_dirty = true;
}

double App::redraw() {
    auto start = std::chrono::steady_clock::now();
    draw();
    m_window->invalidate();
    m_window->present(m_ui->end(), m_look.paper);
    m_actions.take();
    return ms_since(start);
}

void App::resized() {
    m_look.px_per_mm = px_per_mm(m_settings, *m_window);
    m_speech->set_panel(float(m_window->width()), float(m_window->height()), m_look.px_per_mm);
    m_dirty = true;
}

bool App::settled() const { return !m_dirty && m_visit.busy.empty() && !m_pointer.unsettled() && !m_reading; }

void App::show_trouble_if_needed() {
    const bool trouble = has_trouble();
    if (trouble && m_visit.screen == ScreenId::attract) {
        m_visit.screen = ScreenId::trouble;
        m_dirty = true;
    } else if (!trouble && m_visit.screen == ScreenId::trouble) {
        if (m_visit.is_active())
            go_back();
        else
            to_attract();
    }
}

// The first screen says how many wait. Shown without that and again with it, it would be complete later: while the store
// opens, the screen is put together once for what of it is slow, the words' shapes and the pictures.
void App::await_first_reading() {
    m_ui->pictures().rehearse(true);
    try {
        draw();
    } catch (const std::exception&) {
        // The frame itself will tell.
    }
    m_ui->end();
    m_ui->pictures().rehearse(false);
    m_actions.take();
    const auto until = std::chrono::steady_clock::now() + std::chrono::milliseconds(first_reading_ms);
    for (m_store->deliver(); m_reading && !m_quit && std::chrono::steady_clock::now() < until; m_store->deliver())
        handle(m_window->wait(first_reading_ms));
}

int App::run(Player* player) {
    m_plays = player != nullptr;
    watch_content();
    if (m_options.preview) {
        m_librarian->reload();
        begin_preview();
    }
    await_first_reading();
    bool ready = false;
    while (!m_quit) {
        if (m_dirty) {
            frame();
            if (!ready) {
                platform::notify_ready();
                ready = true;
                // Nothing of it is on the first screen, and it would take the processor and the disk from that.
                m_librarian->reload();
                m_flows->skills.load();
                begin_in_store();
                end_first_screen();
            }
        }
        int timeout = next_timeout_ms();
        if (player)
            timeout = std::min(timeout, player->patience_ms());
        // Something still moves: sixty times a second, not as fast as the machine can.
        if (m_dirty && m_ui->wants_another_frame() && !m_pointer.unsettled())
            timeout = 16;
        handle(m_window->wait(timeout));
        ++m_wake_ups;
        m_store->deliver();
        take_lessons();
        if (m_flows->tools.take_examinations())
            m_flows->setting_up.take_verdict();
        m_flows->safe_numbers.take_given();
        m_flows->technician.take_spare_try();
        m_papers->take_news([this](const std::string& what, const std::string& outcome) { m_flows->tools.note(what, outcome); });
        if (!m_watch && m_store->trouble() == store::StoreTrouble::none && m_point.known) {
            m_watch = std::make_unique<store::Watch>(m_settings.state);
            m_window->watch(m_watch->fd());
            request_reading();
        }
        pass_deadlines();
        leave_to_caretaker();
        show_trouble_if_needed();
        if (player && !m_dirty) {
            if (std::optional<int> code = player->step(*this))
                return *code;
        }
    }
    return 0;
}

} // namespace accanto::app
