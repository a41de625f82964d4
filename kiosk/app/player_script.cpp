// Reading the script of a visit (player.h).
#include "kiosk/app/player_script.h"

#include "content/base/clock.h"
#include "content/base/error.h"
#include "content/base/file.h"
#include "kiosk/app/player.h"

#include <fmt/format.h>

#include <sstream>

#include <poll.h>
#include <unistd.h>

namespace accanto::app {

namespace {

std::string trimmed(const std::string& s) {
    size_t a = s.find_first_not_of(" \t\r"), b = s.find_last_not_of(" \t\r");
    return a == std::string::npos ? "" : s.substr(a, b - a + 1);
}

} // namespace

int64_t real_ms() { return SystemClock().mono_ms(); }

int64_t duration_ms(const std::string& text) {
    char* end = nullptr;
    double n = strtod(text.c_str(), &end);
    std::string unit = end;
    if (end == text.c_str() || n < 0)
        return -1;
    return unit == "ms" ? int64_t(n) : unit == "s" ? int64_t(n * 1000) : unit == "min" ? int64_t(n * 60'000) : unit == "h" ? int64_t(n * 3'600'000) : -1;
}

std::optional<platform::Key> key_named(const std::string& name) {
    using platform::Key;
    static const std::pair<const char*, Key> names[] = {
        {"tab", Key::tab}, {"back_tab", Key::back_tab}, {"enter", Key::enter}, {"escape", Key::escape}, {"up", Key::up},
        {"down", Key::down}, {"left", Key::left}, {"right", Key::right}, {"backspace", Key::backspace}, {"home", Key::home}, {"f1", Key::f1},
        {"louder", Key::louder}, {"softer", Key::softer}};
    for (auto& [n, k] : names)
        if (name == n)
            return k;
    return std::nullopt;
}

std::optional<Corners::Corner> corner_named(const std::string& name) {
    using Corner = Corners::Corner;
    static const std::pair<const char*, Corner> names[] = {
        {"previous", Corner::previous}, {"next", Corner::next}, {"choose", Corner::choose}, {"where", Corner::where}};
    for (auto& [n, corner] : names)
        if (name == n)
            return corner;
    return std::nullopt;
}

void Player::bad(int number, const std::string& why) const {
    throw Error(fmt::format("{}:{}: {}", m_options.script.string(), number, why), 0);
}

Player::Line Player::parse(const std::string& text, int number) const {
    static const std::pair<const char*, Verb> verbs[] = {
        {"tap", Verb::tap}, {"turn", Verb::turn}, {"twice", Verb::twice}, {"type", Verb::type}, {"key", Verb::key}, {"see", Verb::see}, {"not", Verb::not_see},
        {"wait", Verb::wait}, {"clock", Verb::clock}, {"size", Verb::size}, {"shot", Verb::shot}, {"redraw", Verb::redraw}, {"print", Verb::print},
        {"chosen", Verb::chosen}, {"unchosen", Verb::unchosen}, {"reach", Verb::reach}, {"shown", Verb::shown}, {"rest", Verb::rest}, {"slowest", Verb::slowest},
        {"corner", Verb::corner}, {"hold", Verb::hold}, {"clumsy", Verb::clumsy}, {"off", Verb::off}, {"said", Verb::said}, {"plug", Verb::plug}, {"knock", Verb::knock}};
    size_t space = text.find(' ');
    std::string word = text.substr(0, space), rest = space == std::string::npos ? "" : trimmed(text.substr(space));
    Line line;
    line.number = number;
    bool known = false;
    for (auto& [name, verb] : verbs)
        if (word == name) {
            line.verb = verb;
            known = true;
        }
    if (!known)
        bad(number, fmt::format("\"{}\" is not known; use tap, turn, twice, type, key, see, not, wait, clock, size, shot, redraw, print, chosen, unchosen, reach, shown, rest, slowest, corner, hold, clumsy, off, said, plug or knock", word));
    bool quoted = rest.starts_with('"');
    if (quoted || rest.starts_with('@')) {
        size_t close = quoted ? rest.find('"', 1) : std::min(rest.find(' '), rest.size());
        if (close == std::string::npos)
            bad(number, "the closing \" is missing");
        line.text = rest.substr(quoted, close - quoted);
        rest = close < rest.size() ? trimmed(rest.substr(close + 1)) : "";
        if (rest.starts_with("within ")) {
            int64_t ms = duration_ms(trimmed(rest.substr(7)));
            if (ms < 0)
                bad(number, "within needs a time such as 60s");
            line.within_ms = int(ms);
            line.patient = true;
        } else if (!rest.empty()) {
            bad(number, fmt::format("\"{}\" is too much", rest));
        }
    } else {
        line.text = rest;
    }
    if (line.text.empty() && line.verb != Verb::knock && line.verb != Verb::said)
        bad(number, word + " needs something after it");
    if (line.verb == Verb::key && !key_named(line.text))
        bad(number, fmt::format("no key is called \"{}\"", line.text));
    if ((line.verb == Verb::corner || line.verb == Verb::hold) && !corner_named(line.text))
        bad(number, fmt::format("no corner is called \"{}\": previous, next, choose or where", line.text));
    if (line.verb == Verb::plug && line.text != "in" && line.text != "usb" && line.text != "out")
        bad(number, "plug needs in, usb or out");
    if (float x = 0, y = 0; line.verb == Verb::off && sscanf(line.text.c_str(), "%f %f", &x, &y) != 2)
        bad(number, "off needs two distances in mm such as 5 -3");
    if ((line.verb == Verb::wait || line.verb == Verb::rest) && duration_ms(line.text) < 0)
        bad(number, word + " needs a time such as 2s");
    return line;
}

Player::Player(PlayOptions options) : m_options(std::move(options)) {
    m_live = m_options.script == "-";
    auto text = m_live ? std::optional<std::string>("") : read_file(m_options.script);
    if (!text)
        throw Error(fmt::format("{}: there is no such visit", m_options.script.string()), 0);
    std::istringstream in(*text);
    for (std::string raw; std::getline(in, raw);)
        add_line(raw);
    for (const auto* folder : {&m_options.shots, &m_options.semantics})
        if (!folder->empty())
            std::filesystem::create_directories(*folder);
    m_since = real_ms();
}

void Player::add_line(const std::string& raw) {
    ++m_read;
    std::string line = trimmed(raw);
    if (!line.empty() && line[0] != '#')
        m_lines.push_back(parse(line, m_read));
}

void Player::read_live() {
    char bytes[4096];
    for (pollfd waits{STDIN_FILENO, POLLIN, 0}; m_live && poll(&waits, 1, 0) > 0;) {
        const ssize_t count = read(STDIN_FILENO, bytes, sizeof bytes);
        m_live = count > 0;
        m_input.append(bytes, size_t(std::max<ssize_t>(count, 0)));
    }
    for (size_t end; (end = m_input.find('\n')) != std::string::npos; m_input.erase(0, end + 1))
        add_line(m_input.substr(0, end));
    m_since = real_ms();
}

} // namespace accanto::app
