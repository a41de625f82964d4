#pragma once
// What the standards ask of a kiosk that is closed to assistive technology, a row each, and how each is
// judged.

#include <string>
#include <vector>

namespace accanto::walk {

struct Evidence {
    enum class Kind {
        measure,  // `what` names one (measures.h)
        test,     // `what` is an entry of ctest, `title` one of its cases, or empty for a scripted visit
        hardware, // what is to be looked at on each model, or where it is installed
        people,   // the test to do, with how many and whom
    };
    Kind kind = Kind::measure;
    std::string what, title;
};

struct Clause {
    std::string number; // of EN 301 549 V3.2.1, unless it says otherwise
    std::string name;   // what it asks, in plain words
    std::vector<Evidence> evidence;
};

struct Chapter {
    std::string name;
    std::vector<Clause> clauses;
};

const std::vector<Chapter>& chapters();

} // namespace accanto::walk
