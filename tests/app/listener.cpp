#include "tests/app/listener.h"

#include "content/base/error.h"
#include "content/base/file.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <chrono>
#include <thread>

namespace accanto::tests {

namespace {

constexpr int patience = 90;   // things on one page

bool ends_sentence(char c) { return std::string_view(".?!:,").find(c) != std::string_view::npos; }

} // namespace

bool names(const std::string& said, const std::string& wanted) {
    if (wanted.empty() || !said.starts_with(wanted))
        return false;
    return said.size() == wanted.size() || ends_sentence(wanted.back()) || ends_sentence(said[wanted.size()]);
}

Listener::Listener(Kiosk& kiosk, std::filesystem::path speech_log, Means means, std::string language)
    : m_kiosk(kiosk), m_log(std::move(speech_log)), m_means(means), m_language(std::move(language)),
      m_words(content::Words::load(data_dir() / "content" / "words", m_language)) {}

std::string Listener::word(const std::string& key, const content::Arguments& arguments) const {
    return m_words->speech(m_language, key, arguments).text;
}

void Listener::lost(const std::string& why) const {
    throw Error(fmt::format("{}\nit had said: {}\nand then:\n  {}\n{}", why, m_last, fmt::join(m_heard, "\n  "), m_kiosk.errors()), 0);
}

std::string Listener::wish(const std::string& line) {
    ++m_wishes;
    m_kiosk.tell(line + "\nprint heard\n");
    if (!m_kiosk.wait_for("heard"))
        lost(fmt::format("after \"{}\" the kiosk ended", line));
    const std::string log = read_file(m_log).value_or("");
    std::string said;
    while (m_read < log.size()) {
        const size_t end = std::min(log.find('\n', m_read), log.size()), tab = log.find('\t', m_read);
        said += (said.empty() ? "" : " ") + log.substr(tab + 1, end - tab - 1);
        m_read = end + 1;
    }
    m_heard.push_back(said);
    return said;
}

void Listener::begin() {
    m_last = wish(m_means == Means::corners ? "hold where" : m_means == Means::keypad ? "key down" : "key f1");
    if (m_last.empty())
        lost("the kiosk stays silent");
}

bool Listener::go_to(const std::string& wanted) {
    int rounds = 0;
    for (int pages = 0; pages < 6 + rounds; ++pages) {
        bool more = false;
        std::string first;
        for (int i = 0; i < patience; ++i) {
            const std::string said = next();
            if (names(said, wanted))
                return true;
            // What can't be done now says so behind its name.
            more = more || said == word("common.next") + ".";
            if (first.empty())
                first = said;
            else if (said == first)
                break;
        }
        if (!more) {
            // A paper is being printed, say: who listens goes round again before giving up.
            if (++rounds == 4)
                return false;
            std::this_thread::sleep_for(std::chrono::milliseconds(300));
            continue;
        }
        for (int i = 0; i < patience && next() != word("common.next") + "."; ++i) {
        }
        choose_this();
    }
    return false;
}

std::string Listener::choose(const std::string& wanted) {
    if (!go_to(wanted))
        lost(fmt::format("\"{}\" is nowhere to be heard", wanted));
    m_last = choose_this();
    m_heard.clear();
    return m_last;
}

std::string Listener::try_until(const std::string& hoped) {
    for (int i = 0; i < patience; ++i) {
        next();
        if (const std::string said = choose_this(); said.find(hoped) != std::string::npos) {
            m_heard.clear();
            return m_last = said;
        }
    }
    lost(fmt::format("nothing leads to \"{}\"", hoped));
}

} // namespace accanto::tests
