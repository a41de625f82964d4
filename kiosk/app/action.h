#pragma once
// What a screen may wish for. Drawing only posts these; app/ carries them out.

#include "content/base/error.h"
#include "kiosk/app/visit.h"

#include <any>
#include <string>
#include <type_traits>
#include <utility>
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
struct SetLow { bool on; };                      // the page in the lower part of the glass
struct SetStill { bool on; };                    // nothing moves
struct SetVoice { bool on; };
struct ChangeSpeed { int by; };                  // words a minute
struct ChangeVolume { int by; };                 // percent
struct FitTouch {};                              // from the beginning
struct TouchMark {};                             // the finger has found it
struct DropFit {};                               // touches are understood as everybody's again

struct OpenTopic { std::string code; };
struct OpenTutorial { std::string id; std::string control; };   // control: its button, shown pressed until it is read
struct TouchPart { std::string part; };          // of the practice phone
struct PressKey { ui::KeyResult key; };
struct AcceptField {};
struct ChooseOption { std::string id; };         // choose: answers; check: ticks
struct TakeUp { std::string item; };             // order, match
struct PutAt { std::string place; };
struct UndoTouch {};
struct TwoLanguages { bool on; };
struct AskHint {};
struct ShowMe {};
struct NextStep {};
struct KeepPlace {};                             // leave, and come back by a picture code
struct TouchCodePicture { int index; };          // of the code somebody came with
struct EraseCodePicture {};
struct PrintCode {};
struct PrintCard {};                             // the take-home card
struct AskMentorHere {};                         // from a step: the ticket will carry it

struct StartTicket {};                           // from home
enum class Asked { not_mine, many_are_fine, break_is_fine };
struct GoOnToTicket { Asked answer; };           // a question before the ticket was answered with yes
struct TakeItAsMine {};                          // the number taken here just now
struct HearNumber {};
struct AcceptOver {};                            // a number that is called no more was said to be so
struct StartAnew {};                             // and another is wanted
struct CloseNotice {};
struct PrintHours {};
struct ChooseTopic { std::string code; };
enum class Need { sit, speak_slowly, hearing_loop, interpreter, priority };
struct ToggleNeed { Need need; };
struct TakeTicket {};
struct PrintAgain {};
struct GiveTicketBack {};
struct AnswerCall {};                            // "I'm going"
struct RetryStore {};
struct TakeSafeNumber {};                        // while the store does not open
struct PrintSafeNumber {};

struct StartBooking {};                          // a new time with a mentor
struct ChooseBookingTopic { std::string code; };
struct ChooseDay { std::string day; };
struct ChooseTime { int from_minute; int minutes; };
struct UseContact { bool given; };               // the digits typed, or none
struct ToggleForOther {};
struct ConfirmBooking {};
struct ChooseTimeAgain {};                       // the one that was chosen is taken
struct PrintBooking {};
struct HearCode {};
struct ArriveNow {};
struct MoveBooking {};
struct CancelBooking {};
struct OpenCourse { std::string id; };
struct SignUp {};                                // to the course that is shown
struct OpenPlace { size_t index; };

struct OpenSkills {};                            // from home: to the path, the question one had come to, or the beginning
struct StartSkills {};
struct TickSkill { std::string answer; };        // of the question that is shown; of one answer: and goes on
struct NextQuestion {};                          // also: skips it
struct FollowPath {};                            // to the path, or on to its next lesson after one has ended
struct KeepPath {};
struct PrintSkills {};
struct HearTakenHome {};

struct OpenTechnician {};                        // five touches in the corner
struct EnterDigits {};                           // the PIN or the response that was typed
struct ForgotPin {};
struct AskTechnician { TechnicianWish wish; };
struct LookAgain {};                             // at the network, at everything
struct FeelTarget { size_t index; };
struct SizeCard { int by_px; };
struct KeepCard {};
struct SayIn { std::string language; };
struct CareForMentor { MentorWish wish; std::string id = {}; };   // id: who is opened
struct PrintTest {};
struct RestartScreen {};
struct AnswerSetup { std::string answer; };      // of the step that is shown
struct ChangeSetup { std::string what; int by; };   // "time" (minutes), "height" (cm), "day" (0 is Monday: chosen, or no more)
struct AskStick { store::StickErrand errand; };

template <class... W> struct OneOf {};
using Wishes = OneOf<Begin, ChooseLanguage, GoTo, GoBack, GoHome, AskFinish, FinishVisit, StartOver, StillHere,
                     TurnPage, Listen, SetTheme, SetSize, SetLow, SetStill, SetVoice, ChangeSpeed, ChangeVolume, FitTouch, TouchMark, DropFit, OpenTopic, OpenTutorial, TouchPart,
                     PressKey, AcceptField, ChooseOption, TakeUp, PutAt, UndoTouch, TwoLanguages, AskHint, ShowMe,
                     NextStep, KeepPlace, TouchCodePicture, EraseCodePicture, PrintCode, PrintCard, AskMentorHere,
                     StartTicket, GoOnToTicket, TakeItAsMine, HearNumber, AcceptOver, StartAnew, CloseNotice,
                     PrintHours, ChooseTopic, ToggleNeed, TakeTicket, PrintAgain, GiveTicketBack, AnswerCall,
                     RetryStore, TakeSafeNumber, PrintSafeNumber, StartBooking, ChooseBookingTopic, ChooseDay, ChooseTime, UseContact, ToggleForOther,
                     ConfirmBooking, ChooseTimeAgain, PrintBooking, HearCode, ArriveNow, MoveBooking, CancelBooking,
                     OpenCourse, SignUp, OpenPlace, OpenSkills, StartSkills, TickSkill, NextQuestion, FollowPath,
                     KeepPath, PrintSkills, HearTakenHome, GiveFace, ToggleReason, EndFeedback, RateHelp, GiveStars,
                     WouldReturn, SkipRating, SuggestAbout, JoinAs, UseWords, TellCommunity,
                     OpenTechnician, EnterDigits, ForgotPin, AskTechnician, LookAgain, FeelTarget, SizeCard, KeepCard, SayIn,
                     CareForMentor, PrintTest, RestartScreen, AskStick, AnswerSetup, ChangeSetup>;

template <class W, class List> constexpr bool is_one_of = false;
template <class W, class... All> constexpr bool is_one_of<W, OneOf<All...>> = (std::is_same_v<W, All> || ...);

// One of them. No std::variant: each file that makes one of so many alternatives would compile how all of them are copied
// and ended, which takes longer than the screen.
class Action {
public:
    template <class W>
        requires is_one_of<W, Wishes>
    Action(W wish) : m_wish(std::move(wish)) {}

    // Calls what is there for the wish; it must be there for each.
    template <class Handlers> void visit(const Handlers& handlers) const { find(handlers, Wishes()); }

private:
    template <class Handlers, class... W> void find(const Handlers& handlers, OneOf<W...>) const {
        auto is = [&]<class One>(std::type_identity<One>) {
            const One* wish = std::any_cast<One>(&m_wish);
            if (wish)
                handlers(*wish);
            return wish != nullptr;
        };
        const bool known = (is(std::type_identity<W>()) || ...);
        ACCANTO_ASSERT(known);
    }

    std::any m_wish;
};

class Actions {
public:
    void post(Action action);
    std::vector<Action> take();

private:
    std::vector<Action> m_actions;
};

} // namespace accanto::app
