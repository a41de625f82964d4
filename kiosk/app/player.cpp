#include "kiosk/app/player.h"

#include "content/base/file.h"
#include "kiosk/app/app.h"
#include "kiosk/app/player_script.h"

#include <fmt/format.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include <cstdio>

namespace accanto::app {

namespace {

std::string lower(const std::string& utf8) {
    std::string out;
    icu::UnicodeString::fromUTF8(utf8).toLower(icu::Locale::getRoot()).toUTF8String(out);
    return out;
}

std::vector<std::string> characters(const std::string& utf8) {
    std::vector<std::string> out;
    icu::UnicodeString u = icu::UnicodeString::fromUTF8(utf8);
    for (int32_t i = 0; i < u.length();) {
        UChar32 c = u.char32At(i);
        i += U16_LENGTH(c);
        std::string one;
        icu::UnicodeString(c).toUTF8String(one);
        out.push_back(one);
    }
    return out;
}

} // namespace

int Player::fail(const App& app, const std::string& why) const {
    fmt::print(stderr, "{}:{}: {}\n{}", m_options.script.string(), m_lines[m_at].number, why, app.semantics().to_lines());
    return 1;
}

const ui::Node* Player::find(const App& app, const std::string& label) const {
    const ui::Semantics& s = app.semantics();
    if (label.starts_with('@'))
        return s.find_id(label.substr(1));
    if (const ui::Node* node = s.find_label(label))
        return node;
    for (const ui::Node& node : s.nodes)
        if (node.role == ui::NodeRole::field && !node.masked && node.value == label)
            return &node;
    // A card's second line is not its name, but it is on the screen: its speech ends with it.
    for (const ui::Node& node : s.nodes)
        if (node.role == ui::NodeRole::choice && node.speech.ends_with(". " + label))
            return &node;
    return nullptr;
}

std::optional<int> Player::step(App& app) {
    if (m_at >= m_lines.size() && m_live)
        read_live();
    if (m_at >= m_lines.size())
        return m_live ? std::nullopt : std::optional<int>(0);
    const Line& line = m_lines[m_at];
    if (app.semantics().screen != m_screen) {
        m_screen = app.semantics().screen;
        m_shown_ms = real_ms();
    }
    if (perform(app, line)) {
        ++m_at;
        m_phase = Phase::begin;
        m_second = false;
        m_typed = 0;
        m_since = real_ms();
        return std::nullopt;
    }
    if (!m_failure.empty())
        return fail(app, m_failure);
    bool waits = line.verb != Verb::wait && m_rest_until == 0;
    if (waits && real_ms() - m_since > line.within_ms)
        return fail(app, line.verb == Verb::see       ? fmt::format("\"{}\" is not on the screen", line.text)
                         : line.verb == Verb::not_see ? fmt::format("\"{}\" is still on the screen", line.text)
                                                      : fmt::format("\"{}\" cannot be done", line.text));
    return std::nullopt;
}

// A question with more choices than fit has pages; what is looked for may be on any of them.
bool Player::turn(App& app, const std::string& label) {
    if (m_phase == Phase::begin && find(app, label))
        return true;
    if (!tap(app, "@page.next", false))
        return false;
    m_phase = Phase::begin;
    return false;
}

bool Player::type(App& app, const std::string& text) {
    std::vector<std::string> keys = characters(text);
    if (m_typed >= keys.size())
        return true;
    const std::string& wanted = keys[m_typed];
    const ui::Semantics& s = app.semantics();
    auto press = [&](const char* id) { return s.find_id(id) ? std::optional<std::string>(std::string("@") + id) : std::nullopt; };
    std::optional<std::string> target;
    bool is_wanted = false;
    if (m_phase != Phase::begin) {
        // The press under way is finished before the keys, which it may have changed, are looked at again.
        if (!tap(app, {}, false))
            return false;
        m_phase = Phase::begin;
        if (m_last_key) {
            ++m_typed;
            m_since = real_ms();   // a line that makes progress has its time anew
        }
        return m_typed >= keys.size();
    }
    if (wanted == " ") {
        target = press("key.space");
        is_wanted = true;
    } else if (const ui::Node* key = s.find_id("key." + lower(wanted))) {
        if (key->label == wanted) {
            target = "@key." + lower(wanted);
            is_wanted = true;
        } else {
            target = press("key.shift");
        }
    } else {
        target = press("key.page");
    }
    if (!target) {
        m_failure = fmt::format("no key for \"{}\" is on the screen", wanted);
        return false;
    }
    m_last_key = is_wanted;
    tap(app, *target, false);
    return false;
}

void Player::set_clock(App& app, const std::string& text) {
    if (text == "real") {
        m_clock_is_real = true;
        return;
    }
    if (text[0] == '+') {
        int64_t ms = duration_ms(text.substr(1));
        if (ms < 0)
            bad(m_lines[m_at].number, "clock needs +130s, 2026-11-23T10:00 or real");
        app.clock().advance_ms(ms);
        return;
    }
    tm t{};
    const char* end = strptime(text.c_str(), "%Y-%m-%dT%H:%M", &t);
    if (!end || *end)
        bad(m_lines[m_at].number, "clock needs +130s, 2026-11-23T10:00 or real");
    app.clock().set_wall_ms(int64_t(timegm(&t)) * 1000);
}

void Player::shoot(App& app, const std::string& name) const {
    app.redraw();
    if (!m_options.shots.empty())
        platform::write_png(m_options.shots / (name + ".png"), app.window().last_frame());
    if (!m_options.semantics.empty())
        write_file_durably(m_options.semantics / (name + ".json"), app.semantics().to_json());
}

bool Player::reach(App& app, const std::string& label) const {
    const ui::Node* node = app.settled() ? find(app, label) : nullptr;
    if (!node)
        return false;
    if (node->id == app.focus())
        return true;
    app.key(platform::Key::tab);
    return false;
}

bool Player::show(App& app, const std::string& label) {
    const ui::Node* node = app.settled() ? find(app, label) : nullptr;
    if (!node)
        return false;
    m_shown = node->label;
    std::erase(m_shown, ' ');
    fmt::print("shown {}\n", node->label);
    fflush(stdout);
    return true;
}

int Player::patience_ms() const { return m_rest_until ? int(std::max<int64_t>(0, m_rest_until - real_ms())) : 5; }

bool Player::rest(App& app, const std::string& text) {
    if (!m_rest_until) {
        if (!app.settled())
            return false;
        m_rest_until = real_ms() + duration_ms(text);
        m_frames = app.frames();
        m_wake_ups = app.wake_ups();
        fmt::print("rests\n");
        fflush(stdout);
        return false;
    }
    if (real_ms() < m_rest_until)
        return false;
    m_rest_until = 0;
    // The wake-up that ends the rest is the player's own.
    fmt::print("rested {}: {} frames, {} wake-ups\n", text, app.frames() - m_frames, app.wake_ups() - m_wake_ups - 1);
    fflush(stdout);
    return true;
}

bool Player::perform(App& app, const Line& line) {
    switch (line.verb) {
    case Verb::tap: return tap(app, line.text, false);
    case Verb::turn: return turn(app, line.text);
    case Verb::twice: return tap(app, line.text, true);
    case Verb::type: return type(app, line.text == "@shown" ? m_shown : line.text);
    case Verb::key: return press_key(app, line.text);
    case Verb::clumsy: m_hand.emplace(strtoull(line.text.c_str(), nullptr, 10)); return true;
    case Verb::said: return app.semantics().said_word == line.text;
    case Verb::plug: app.headphones_moved({line.text == "in", line.text == "usb" ? "USB" : ""}); return true;
    case Verb::off: return sscanf(line.text.c_str(), "%f %f", &m_off_x_mm, &m_off_y_mm) == 2;
    case Verb::corner: return touch_corner(app, line.text, false);
    case Verb::hold: return touch_corner(app, line.text, true);
    case Verb::see: return app.settled() && find(app, line.text);
    case Verb::not_see:
        if (!app.settled())
            return false;
        if (!find(app, line.text))
            return true;
        if (!line.patient)
            m_failure = fmt::format("\"{}\" is on the screen", line.text);
        return false;
    case Verb::wait: return real_ms() - m_since >= duration_ms(line.text);
    case Verb::clock: set_clock(app, line.text); return true;
    case Verb::knock: return knock(app);
    case Verb::size: {
        int w = 0, h = 0;
        if (sscanf(line.text.c_str(), "%dx%d", &w, &h) != 2 || w < 320 || h < 320)
            bad(line.number, "size needs WIDTHxHEIGHT");
        app.window().resize(w, h);
        app.resized();
        return true;
    }
    case Verb::shot:
        if (!app.settled())
            return false;
        shoot(app, line.text);
        return true;
    case Verb::redraw: {
        int count = std::max(1, atoi(line.text.c_str()));
        std::vector<double> times;
        for (int i = 0; i < count; ++i)
            times.push_back(app.redraw());
        std::sort(times.begin(), times.end());
        fmt::print("redraw {} median {:.2f} ms max {:.2f} ms\n", app.semantics().screen, times[times.size() / 2], times.back());
        fflush(stdout);
        return true;
    }
    case Verb::print:
        fmt::print("{}\n", line.text);
        fflush(stdout);
        return true;
    case Verb::chosen:
    case Verb::unchosen: {
        const ui::Node* node = app.settled() ? find(app, line.text) : nullptr;
        return node && node->chosen == (line.verb == Verb::chosen);
    }
    case Verb::reach: return reach(app, line.text);
    case Verb::slowest:
        if (!app.settled())
            return false;
        fmt::print("slowest {} {:.2f} ms\n", line.text, app.take_slowest_frame());
        fflush(stdout);
        return true;
    case Verb::shown: return show(app, line.text);
    case Verb::rest: return rest(app, line.text);
    }
    return true;
}

} // namespace accanto::app
