#pragma once
// A suggestion, or taking part: what is typed is sealed before anything else happens to it.

#include "kiosk/app/stage.h"

#include <string>

namespace accanto::app {

class Community : Flow {
public:
    explicit Community(const Stage& stage) : Flow(stage) {}

    void begin(bool joins, const std::string& code);
    void use_words(bool given);
    bool type(const ui::KeyResult& key); // whether this page takes what is typed
    void tell(bool with_number);

private:
    void seal(bool with_number);
};

} // namespace accanto::app
