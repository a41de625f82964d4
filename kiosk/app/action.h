#pragma once
// What a screen may wish for. Drawing only posts these; app/ carries them out.

#include "kiosk/app/visit.h"

#include <string>
#include <variant>
#include <vector>

namespace accanto::app {

struct Begin { std::string language; };          // a citizen touched a language on the attract screen
struct ChooseLanguage { std::string language; }; // during the visit
struct GoTo { ScreenId screen; };
struct GoBack {};
struct GoHome {};
struct AskFinish {};                             // the bar's Finish: asks first when something would be lost
struct FinishVisit {};
struct StartOver {};                             // from the farewell to the attract screen
struct StillHere {};
struct TurnPage { int by; };
struct Listen {};                                // read the page, or be quiet
struct SetTheme { ui::Theme theme; };
struct SetSize { ui::TextSize size; };
struct SetVoice { bool on; };
struct ChangeSpeed { int by; };                  // words a minute

struct OpenTutorial { std::string id; };
struct TouchPart { std::string part; };          // of the practice phone
struct PressKey { ui::KeyResult key; };
struct AcceptField {};
struct ChooseOption { std::string id; };
struct AskHint {};
struct ShowMe {};
struct NextStep {};
struct AskMentorHere {};                         // from a step: the ticket will carry it

struct StartTicket {};                           // from home
struct ChooseTopic { std::string code; };
enum class Need { sit, speak_slowly, hearing_loop, interpreter, priority };
struct ToggleNeed { Need need; };
struct TakeTicket {};
struct PrintAgain {};
struct GiveTicketBack {};
struct AnswerCall {};                            // "I'm going"
struct RetryStore {};

using Action = std::variant<Begin, ChooseLanguage, GoTo, GoBack, GoHome, AskFinish, FinishVisit, StartOver, StillHere, TurnPage, Listen,
                            SetTheme, SetSize, SetVoice, ChangeSpeed, OpenTutorial, TouchPart, PressKey, AcceptField, ChooseOption,
                            AskHint, ShowMe, NextStep, AskMentorHere, StartTicket, ChooseTopic, ToggleNeed, TakeTicket, PrintAgain,
                            GiveTicketBack, AnswerCall, RetryStore>;

class Actions {
public:
    void post(Action action) { m_actions.push_back(std::move(action)); }
    std::vector<Action> take() { return std::exchange(m_actions, {}); }

private:
    std::vector<Action> m_actions;
};

} // namespace accanto::app
