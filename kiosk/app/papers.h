#pragma once
// Slips on their way to the printer, and what it says of itself on its way to the screen and the store. The
// drawing thread.

#include "kiosk/app/app_options.h"
#include "kiosk/app/print_news.h"
#include "kiosk/app/scene.h"
#include "kiosk/platform/printer.h"
#include "kiosk/point/printer_care.h"
#include "kiosk/store/store_thread.h"
#include "kiosk/ui/ui.h"

#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace accanto::app {

// What papers are drawn with and told to. All of it outlives them; the store's thread is stopped before they
// go.
struct PaperSurroundings {
    const AppOptions& options;
    const content::Words& words;
    const content::Topics& topics;
    const Clock& clock;
    store::StoreThread& store;
    ui::Ui& ui;
    Visit& visit;
    bool& dirty; // set when a frame is due
};

class Papers {
public:
    // `wake`: called from other threads when the printer has said something.
    Papers(const PaperSurroundings& around, std::function<void()> wake);
    Papers(const Papers&) = delete;
    Papers& operator=(const Papers&) = delete;

    void use(const Settings& settings); // their printer, from here on
    void print_ticket();                // of who is here
    void print_what_desks_ask();
    void print(platform::Image paper, const std::string& name); // not a ticket: nothing is promised by it
    void cancel_all();                                          // that have not come out yet
    void look_at_printer(int64_t wish); // a desk wants it; a wish that was seen is none

    // What became of papers, for the audit of what a technician does.
    using Note = std::function<void(const std::string& what, const std::string& outcome)>;
    void take_news(const Note& note);
    void tell_news(); // to the store, where something is left to tell

private:
    void receive(PrintNews news); // any thread
    void send(platform::Image paper, std::string name, const std::string& job);

    const AppOptions& m_options;
    const Settings& m_settings;
    const content::Words& m_words;
    const content::Topics& m_topics;
    const Clock& m_clock;
    store::StoreThread& m_store;
    ui::Ui& m_ui;
    Visit& m_visit;
    bool& m_dirty;
    std::function<void()> m_wake;

    int m_papers = 0;
    int64_t m_look = 0;                // the last wish of a desk that was seen
    point::PrinterNews m_printer_news; // not yet in the store
    bool m_telling = false;
    std::mutex m_news_mutex; // guards m_news, filled on the printer's thread
    std::vector<PrintNews> m_news;
    std::unique_ptr<platform::Printer> m_printer; // null: there is none; goes before what it reports to
};

} // namespace accanto::app
