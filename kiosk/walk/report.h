#pragma once
// The report of accessibility: every clause with its verdict and what it rests on. The same on every machine.

#include "kiosk/walk/clauses.h"
#include "kiosk/walk/measures.h"

namespace accanto::walk {

// Which part of everything is walked. Empty lists: all.
struct Wish {
    size_t one_in = 1; // moments, in each language others
    std::vector<std::string> languages, screens;
    bool whole() const { return one_in == 1 && languages.empty() && screens.empty(); }
};
// What is wrong with a wish: a language or screen that there is not, with those that there are. Empty:
// nothing.
std::string trouble_with(const Wish& wish, const World& world);

enum class Verdict { met, met_in_part, not_met, needs_hardware, needs_people };
const char* to_text(Verdict verdict);

struct Judged {
    Verdict verdict = Verdict::met;
    std::vector<std::string> because; // one line each
};

class Report {
public:
    // `progress`: how much of the walk is done, in percent, now and then. Throws Error when nothing can be
    // drawn.
    Report(const std::filesystem::path& data, const World& world, const Wish& wish,
           const std::function<void(int)>& progress);

    std::string text() const;
    std::string json() const;
    int not_met() const;
    int frames() const { return m_frames; }
    const std::vector<Measured>& measured() const { return m_measured; }
    const Growth& growth() const { return m_growth; }

private:
    void walk(Drawing& drawing, Measures& measures, const std::function<void(int)>& progress);
    Judged judge(const Clause& clause) const;
    std::string walked() const;

    const World& m_world;
    Wish m_wish;
    std::vector<Measured> m_measured;
    std::vector<FullPage> m_fullest;
    Growth m_growth;
    int m_frames = 0;
};

} // namespace accanto::walk
