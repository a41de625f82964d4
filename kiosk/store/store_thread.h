#pragma once
// The store on a thread of its own, so that nothing that touches the disk runs on the drawing thread.

#include "kiosk/store/store.h"

#include <thread>
#include <type_traits>
#include <utility>
#include <variant>

namespace accanto::store {

// What became of a job: its result, or why there is none.
template <class Result>
struct Outcome {
    std::optional<Result> value; // of a job without result: std::monostate
    StoreTrouble trouble = StoreTrouble::none;
    std::string message; // for the log; what a citizen reads is chosen by `trouble`
    explicit operator bool() const { return value.has_value(); }
};

template <class Job>
using JobResult = std::conditional_t<std::is_void_v<std::invoke_result_t<Job, Store&>>, std::monostate,
                                     std::invoke_result_t<Job, Store&>>;

// Jobs run in the order they were given. Nothing they throw crosses the thread: it arrives as an Outcome.
// run(), post(), reopen(), deliver() and trouble() may be called by any thread; deliver() by one of them
// only.
class StoreThread {
public:
    // Starts the thread and opens the store on it. `wake` is called on the store's thread whenever there is
    // something to deliver or the trouble changed: it must only wake the loop. `clock` outlives this.
    StoreThread(std::filesystem::path folder, const Clock& clock, std::function<void()> wake);
    // stop().
    ~StoreThread();
    StoreThread(const StoreThread&) = delete;
    StoreThread& operator=(const StoreThread&) = delete;

    // `job(Store&)` on the store's thread, then `done(Outcome<result>)` within deliver(). With no store open
    // the job does not run and `done` gets the trouble.
    template <class Job, class Done>
    void run(Job job, Done done) {
        using Result = JobResult<Job>;
        auto out = std::make_shared<Outcome<Result>>();
        auto work = [job = std::move(job), out](Store& store) mutable {
            if constexpr (std::is_void_v<std::invoke_result_t<Job, Store&>>) {
                job(store);
                out->value.emplace();
            } else {
                out->value.emplace(job(store));
            }
        };
        auto report = [done = std::move(done), out](StoreTrouble trouble,
                                                    const std::string& message) mutable {
            out->trouble = trouble;
            out->message = message;
            done(std::move(*out));
        };
        add({std::move(work), std::move(report)});
    }

    // A job nobody waits for. If it fails, trouble() and the log tell.
    void post(std::function<void(Store&)> job);

    // Calls what is done, oldest first, on this thread. What they start is delivered by a later call. Returns
    // their number.
    int deliver();

    // Opens the store anew before the next job, whatever its state. To be tried again while trouble() stays.
    void reopen();

    // Why there is no store, or why the last job failed; none while all is well.
    StoreTrouble trouble() const;
    std::string message() const;

    // Runs what was given, closes the store in order, ends the thread. What is done stays to be delivered.
    // Later jobs are not run and not reported.
    void stop();

private:
    struct Task {
        std::function<void(Store&)> work;                             // none: reopen
        std::function<void(StoreTrouble, const std::string&)> report; // may be none
    };
    struct Inner;
    void add(Task task);
    static void loop(Inner& inner);

    std::unique_ptr<Inner> m_inner;
    std::thread m_thread;
};

} // namespace accanto::store
