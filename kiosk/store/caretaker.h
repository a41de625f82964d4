#pragma once
// Takes care of the store at night, while nobody is at the kiosk. On a thread and a handle of its own, so
// that nothing of a visit queues behind it.

#include "kiosk/store/care.h"

#include <future>
#include <mutex>

namespace accanto::store {

class Caretaker {
public:
    // `time_zone`: of the point. `wake` is called on the thread when it is done; it must only wake the loop.
    // `clock` outlives this. `housekeeping` is called on the thread.
    Caretaker(std::filesystem::path folder, const Clock& clock, std::string time_zone,
              std::function<void()> wake, Housekeeping housekeeping = {});
    // Interrupts what is under way.
    ~Caretaker();
    Caretaker(const Caretaker&) = delete;
    Caretaker& operator=(const Caretaker&) = delete;

    // Nobody has been here for so long, 0 while somebody is. To be told at each round of the loop; costs next
    // to nothing. Begins the night's care when it is due, and interrupts it at once when somebody comes.
    void nobody_for(int64_t ms);

    // The store has to be opened anew, which mends it. True once.
    bool found_damage();

private:
    bool is_due(int64_t nobody_for_ms);
    std::optional<Care> work(const std::string& night); // on the thread; nothing when it failed
    void interrupt();

    // While the thread has a store that may be interrupted.
    class InUse {
    public:
        InUse(Caretaker& caretaker, Store& store);
        ~InUse();

    private:
        Caretaker& m_caretaker;
    };

    const std::filesystem::path m_folder;
    const Clock& m_clock;
    const std::string m_time_zone;
    const std::function<void()> m_wake;
    const Housekeeping m_housekeeping;
    std::string m_night;         // being or last taken care of
    int64_t m_look_again_ms = 0; // monotonic; not before
    bool m_damage = false;
    std::atomic<bool> m_stop = false;
    std::mutex m_mutex; // guards m_store
    Store* m_store = nullptr;
    std::future<std::optional<Care>> m_work; // under way, or done and not yet looked at
};

} // namespace accanto::store
