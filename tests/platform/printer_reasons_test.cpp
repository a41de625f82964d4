#include "kiosk/platform/printer_reasons.h"

#include <doctest/doctest.h>

using namespace accanto::platform;
using Condition = PrinterCondition;

TEST_CASE("what a queue gives as its reasons is read, whatever the severity, and the worst counts") {
    struct Row {
        QueueState queue;
        Condition condition;
    };
    const Row rows[] = {
        {{}, Condition::ready},
        {{false, true, {"none"}}, Condition::ready},
        {{false, true, {"media-empty"}}, Condition::out_of_paper},
        {{false, true, {"media-empty-error"}}, Condition::out_of_paper},
        {{false, true, {"media-needed-report"}}, Condition::out_of_paper},
        {{false, true, {"media-low-warning"}}, Condition::near_end},
        {{false, true, {"cover-open-error"}}, Condition::cover_open},
        {{false, true, {"door-open"}}, Condition::cover_open},
        {{false, true, {"offline-report"}}, Condition::offline},
        {{false, true, {"timed-out"}}, Condition::offline},
        {{false, true, {"media-jam-error"}}, Condition::failed},
        {{false, true, {"cups-missing-filter-warning"}}, Condition::failed},
        {{false, true, {"other-error"}}, Condition::failed},
        {{false, true, {"other-warning"}}, Condition::ready},
        {{false, true, {"connecting-to-device"}}, Condition::ready},
        {{false, true, {"marker-supply-low-warning", "a-word-of-tomorrow"}}, Condition::ready},
        {{false, true, {"media-low", "media-empty"}}, Condition::out_of_paper},
        {{false, true, {"media-empty", "cover-open", "media-low"}}, Condition::cover_open},
        {{true, true, {"paused"}}, Condition::failed},
        {{true, true, {"media-empty-error"}},
         Condition::out_of_paper}, // why it stopped is what a person can mend
        {{true, true, {}}, Condition::failed},
        {{false, false, {"none"}}, Condition::failed},
    };
    for (const Row& row : rows) {
        const std::string first = row.queue.reasons.empty() ? "" : row.queue.reasons[0];
        CAPTURE(first);
        CHECK(std::string(to_text(report_of(row.queue).condition)) == to_text(row.condition));
    }
    CHECK(report_of({false, false, {}}).detail == "the queue takes no jobs");
    CHECK(report_of({false, true, {"media-empty-error"}}).detail == "media-empty-error");
}
