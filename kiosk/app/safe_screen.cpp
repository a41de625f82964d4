#include "kiosk/app/safe_screen.h"

#include "kiosk/app/pitch.h"
#include "kiosk/platform/service.h"
#include "kiosk/store/stick_errand.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cmath>

namespace accanto::app {

const std::array<SafeWords, 6> safe_words = {{
    {"en", "Take a number", "A person here calls your number. Please stay near.",
     "No number can be given now. Please speak to a person here."},
    {"es", "Tomar un número", "Una persona de aquí dirá su número en voz alta. Quédese cerca, por favor.",
     "Ahora no se puede dar ningún número. Hable con una persona de aquí, por favor."},
    {"ca", "Agafar un número",
     "Una persona d'aquí dirà el vostre número en veu alta. Quedeu-vos a prop, si us plau.",
     "Ara no es pot donar cap número. Parleu amb una persona d'aquí, si us plau."},
    {"it", "Prendo un numero", "Una persona qui chiamerà il suo numero a voce. Resti vicino, per favore.",
     "Ora non è possibile dare un numero. Parli con una persona qui, per favore."},
    {"pt", "Tirar uma senha",
     "Uma pessoa daqui vai chamar a sua senha em voz alta. Fique por perto, por favor.",
     "Agora não é possível dar uma senha. Fale com uma pessoa daqui, por favor."},
    {"sv", "Ta ett nummer", "Någon här ropar upp ditt nummer. Stanna gärna i närheten.",
     "Just nu går det inte att ge ett nummer. Prata gärna med någon här."},
}};

namespace {

constexpr int64_t shown_ms = 30'000,
                  least_shown_ms = 3'000; // a number; the second touch of a trembling hand does not end it
constexpr int64_t minute_ms = 60'000, alone_ms = 10 * minute_ms, marked_ms = 6 * 60 * minute_ms;
constexpr ui::Colour paper = 0xFFF7F3EC, ink = 0xFF1C2733, deep = 0xFF0B5A5E, on_deep = 0xFFFFFFFF,
                     soft = 0xFF404B56;

bool is_ready(const auto& future) {
    return future.valid() && future.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

} // namespace

SafeScreen::SafeScreen(platform::Window& window, const Settings& settings, const Clock& clock, bool marked,
                       std::string why)
    : m_window(window),
      m_settings(settings),
      m_clock(clock),
      m_places(store::safe_places(settings.state)),
      m_marked(marked),
      m_why(std::move(why)),
      m_screen(window.canvas()),
      m_layout{float(window.width()), float(window.height()), px_per_mm(settings, window)},
      m_watchdog_ms(platform::watchdog_ms()),
      m_began_ms(clock.mono_ms()),
      m_touched_ms(m_began_ms) {
    if (const auto pictures = read_safe_pictures(settings, m_layout)) {
        m_take = uploaded(pictures->take, on_deep);
        m_none_words = uploaded(pictures->none, on_deep);
        m_wait = uploaded(pictures->wait, ink);
    }
}

SafeScreen::~SafeScreen() {
    platform::notify_stopping();
    if (m_asked.valid())
        m_asked.wait();
    if (m_probe.valid())
        m_probe.wait();
    for (const Words* one : {&m_take, &m_none_words, &m_wait})
        if (one->texture)
            m_window.canvas().release(one->texture);
}

SafeScreen::Words SafeScreen::uploaded(const platform::Image& letters, ui::Colour colour) {
    platform::Image image = letters;
    for (uint32_t& pixel : image.argb) {
        const uint32_t share = pixel & 0xFF;
        const auto part = [&](int shift) { return ((colour >> shift & 0xFF) * share / 255) << shift; };
        pixel = share << 24 | part(16) | part(8) | part(0);
    }
    return {m_window.canvas().upload(image), image.width, image.height};
}

// The place's own language first. One that the letters cannot write is left out; English stands in when none
// is left.
std::vector<std::string> SafeScreen::lines(const char* SafeWords::*sentence) const {
    std::vector<std::string> order = m_settings.point.languages, out;
    order.insert(order.begin(), m_settings.point.official_language);
    for (const std::string& language : order)
        for (const SafeWords& words : safe_words)
            if (language == words.language && std::find(out.begin(), out.end(), words.*sentence) == out.end())
                out.push_back(words.*sentence);
    if (out.empty())
        out.push_back(safe_words[0].*sentence);
    return out;
}

void SafeScreen::take() {
    if (m_asked.valid())
        return;
    m_none = false;
    m_asked = std::async(std::launch::async, [this] {
        std::optional<store::SafeNumber> given;
        try {
            given = store::give_safe_number(m_places, m_settings.kiosk.letter,
                                            m_settings.point.official_language, m_clock);
        } catch (const std::exception& e) {
            spdlog::error("safe mode: no number: {}", e.what());
        }
        m_window.wake();
        return given;
    });
}

void SafeScreen::handle(const platform::Event& event) {
    using Kind = platform::Contact::Kind;
    const int64_t now = m_clock.mono_ms();
    m_dirty = m_dirty || event.kind != platform::Event::Kind::woken;
    if (event.kind == platform::Event::Kind::quit)
        m_ends = true;
    const bool chosen_by_key = event.kind == platform::Event::Kind::key && event.key == platform::Key::enter;
    if (event.kind != platform::Event::Kind::contact && !chosen_by_key)
        return;
    platform::Contact contact = event.contact;
    contact.at_ms = now;
    m_touched_ms = now;
    if (!chosen_by_key && m_corner.contact(contact, m_layout.px_per_mm)) {
        store::try_whole_program(m_places);
        m_ends = true;
        return;
    }
    const bool inside = button().contains(contact.x, contact.y);
    const bool pressed_here =
        contact.kind == Kind::up && std::exchange(m_pressed_ms, std::nullopt).has_value();
    // A hand that trembles touches twice.
    if (now < m_done_ms + std::llround(m_settings.touch.double_tap_s * 1000))
        return;
    if (contact.kind == Kind::down && inside && !chosen_by_key)
        m_pressed_ms = now;
    if (!chosen_by_key && !(pressed_here && inside))
        return;
    m_done_ms = now;
    if (m_given || m_none) {
        if (now - m_shown_ms >= least_shown_ms)
            m_given.reset(), m_none = false;
    } else {
        take();
    }
}

void SafeScreen::take_answers() {
    if (is_ready(m_asked)) {
        m_given = m_asked.get();
        m_none = !m_given;
        m_last = m_given ? m_given : m_last;
        m_shown_ms = m_clock.mono_ms();
        m_dirty = true;
    }
    if (m_drawn && is_ready(m_probe)) {
        m_probe.get();
        platform::notify_watchdog();
    }
}

void SafeScreen::pass_deadlines() {
    take_answers();
    const int64_t now = m_clock.mono_ms();
    if ((m_given || m_none) && now - m_shown_ms >= shown_ms) {
        m_given.reset(), m_none = false;
        m_dirty = true;
    }
    // As of the whole program (heartbeat.h): a frame that was drawn, and a file that answers.
    if (m_watchdog_ms && now >= m_beat_ms && !m_probe.valid()) {
        m_beat_ms = now + std::max<int64_t>(*m_watchdog_ms / 4, 1);
        m_drawn = false;
        m_dirty = true;
        m_probe = std::async(std::launch::async, [this] {
            store::safe_numbers(m_places);
            m_window.wake();
        });
    }
    if (now - m_began_ms >= (m_marked ? marked_ms : alone_ms) && now - m_touched_ms >= alone_ms) {
        spdlog::info("safe mode: the whole program is tried again");
        store::try_whole_program(m_places);
        m_ends = true;
    }
}

int SafeScreen::timeout_ms() const {
    const int64_t now = m_clock.mono_ms();
    int64_t next = now + minute_ms;
    if (m_given || m_none)
        next = std::min(next, m_shown_ms + shown_ms);
    if (m_watchdog_ms)
        next = std::min(next, std::max(m_beat_ms, now + (m_probe.valid() ? 50 : 0)));
    return m_dirty ? 0 : int(std::max<int64_t>(next - now, 0));
}

// The place's own language large, a sentence a line; the others below it.
void SafeScreen::say(ui::Rect r, std::vector<std::string> lines, ui::Colour colour) {
    std::vector<std::string> first;
    std::string rest = lines.front();
    for (size_t end; (end = rest.find(". ")) != rest.npos; rest = rest.substr(end + 2))
        first.push_back(rest.substr(0, end + 1));
    first.push_back(rest);
    lines.erase(lines.begin());
    m_screen.text(lines.empty() ? r : r.cut_top(r.h * 0.45f, r.h * 0.05f), first, colour, r.h * 0.3f);
    m_screen.text(r, lines, colour, r.h * 0.2f);
}

void SafeScreen::say(ui::Rect r, const Words& picture, const char* SafeWords::*sentence, ui::Colour colour) {
    if (picture.texture)
        m_screen.picture(r, picture.texture, picture.width, picture.height);
    else
        say(r, lines(sentence), colour);
}

void SafeScreen::frame() {
    const float w = float(m_window.width()), h = float(m_window.height());
    m_screen.begin(m_window.width(), m_window.height());
    const ui::Rect place = button();
    const ui::Rect above{place.x, h * 0.02f, place.w, place.y - h * 0.04f},
        below{place.x, place.bottom() + h * 0.02f, place.w, h * 0.12f},
        foot{w * 0.02f, h * 0.95f, w * 0.96f, h * 0.04f};
    if (m_given) {
        m_screen.text(above, {m_settings.point.name}, soft, h * 0.06f);
        m_screen.text(m_layout.number(), {m_given->label()}, deep, h);
        say(m_layout.below_number(), m_wait, &SafeWords::wait, ink);
    } else {
        m_screen.text(above, {m_settings.point.name}, ink, h * 0.08f);
        m_screen.fill(place, m_pressed_ms ? ink : deep);
        say(m_layout.on_button(), m_none ? m_none_words : m_take,
            m_none ? &SafeWords::none : &SafeWords::take, on_deep);
        if (m_last) {
            const LocalTime local = local_time(m_last->wall_ms, m_settings.point.time_zone);
            m_screen.text(below,
                          {fmt::format("{}  {:02}:{:02}", m_last->label(), local.minute_of_day / 60,
                                       local.minute_of_day % 60)},
                          soft, h * 0.06f);
        }
    }
    m_screen.text(foot, {"Accanto, safe mode: " + m_why}, soft, h * 0.02f);
    m_window.present(m_screen.end(), paper);
    m_drawn = true;
    m_dirty = false;
}

int SafeScreen::run() {
    bool ready = false;
    while (!m_ends) {
        pass_deadlines();
        if (m_dirty)
            frame();
        if (!std::exchange(ready, true))
            platform::notify_ready();
        take_answers();
        for (const platform::Event& event : m_window.wait(timeout_ms()))
            handle(event);
    }
    return 0;
}

bool starts_safe(const Settings& settings) {
    const store::SafePlaces places = store::safe_places(settings.state);
    return store::safe_mode_since(places) && !store::use_up_try(places);
}

int run_safe_screen(const Settings& settings, const platform::WindowOptions& options, const Clock& clock,
                    bool marked, const std::string& why) {
    spdlog::warn("safe mode: {}", why);
    store::tell_technician(store::stick_folder(), false);
    const auto window = platform::Window::open(options);
    return SafeScreen(*window, settings, clock, marked, why).run();
}

} // namespace accanto::app
