#pragma once
// A store with an outbox, on a Monday morning.

#include "kiosk/store/outbox.h"
#include "tests/temporary_folder.h"

#include <memory>
#include <string>
#include <vector>

namespace accanto::tests {

constexpr int64_t morning = 1'795'426'500'000;
constexpr int64_t day = 24LL * 3600 * 1000;

struct OutboxFixture {
    TemporaryFolder folder;
    ManualClock clock{morning};
    std::unique_ptr<store::Store> store = store::Store::open(folder.path(), clock);

    void append(int count, const std::string& data = "{}") {
        for (int i = 0; i < count; ++i)
            store->transaction([&] { store::append_event(*store, "org.accanto.test.v1", data); });
    }
    std::vector<int64_t> pending_seqs() {
        std::vector<int64_t> out;
        for (const store::OutboxRow& row : store::pending(*store, 1000, 1 << 20))
            out.push_back(row.seq);
        return out;
    }
};

} // namespace accanto::tests
