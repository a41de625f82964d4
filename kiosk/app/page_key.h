#pragma once
// Where somebody is, as a key that differs when they come elsewhere.

#include "kiosk/app/visit.h"

namespace accanto::app {

// A step or an answer is a new page, a moved focus is not. `shown`: what is drawn, which may not be the visit's screen.
std::string page_key(const Visit& visit, ScreenId shown);
// An answer changes the page and not the place.
std::string place_key(const Visit& visit, ScreenId shown);
// Of the box that is written in.
std::string box_key(const Visit& visit, ScreenId shown);

} // namespace accanto::app
