#include "kiosk/app/papers.h"

#include "kiosk/app/technician_slip.h"
#include "kiosk/app/ticket_slip.h"
#include "kiosk/platform/cups_device.h"
#include "kiosk/platform/escpos_device.h"
#include "kiosk/point/quick_actions.h"

#include <spdlog/spdlog.h>

namespace accanto::app {

namespace {

std::unique_ptr<platform::PrintDevice> open_device(const Settings& settings,
                                                   const std::filesystem::path& helper) {
    const Settings::Printer& printer = settings.printer;
    if (printer.kind == "png")
        return platform::png_device(printer.folder.empty() ? settings.state / "printed" : printer.folder);
    if (printer.kind == "escpos")
        return platform::escpos_device(printer.device);
    if (printer.kind == "cups")
        return platform::cups_device(helper, printer.queue, printer.device);
    return nullptr;
}

PrintState state_of(const PrintNews& news) {
    if (news.result == platform::PrintResult::printed)
        return PrintState::printed;
    return news.report.condition == platform::PrinterCondition::out_of_paper ? PrintState::no_paper
                                                                             : PrintState::failed;
}

} // namespace

Papers::Papers(const PaperSurroundings& around, std::function<void()> wake)
    : m_options(around.options),
      m_settings(around.options.loaded.settings),
      m_words(around.words),
      m_topics(around.topics),
      m_clock(around.clock),
      m_store(around.store),
      m_ui(around.ui),
      m_visit(around.visit),
      m_dirty(around.dirty),
      m_wake(std::move(wake)) {
    use(m_settings);
}

void Papers::use(const Settings& settings) {
    m_printer.reset();
    std::unique_ptr<platform::PrintDevice> device = open_device(settings, m_options.print_helper);
    if (!device) {
        m_printer_news.state = "none";
        return;
    }
    platform::PrinterOptions options;
    options.clock = &m_clock;
    options.told = [this](const platform::PrinterReport& report) { receive({"", std::nullopt, report}); };
    m_printer = platform::queued_printer(std::move(device), std::move(options));
}

void Papers::cancel_all() {
    if (m_printer)
        m_printer->cancel_all();
}

// On the printer's thread: what it says waits for the loop, which is woken.
void Papers::receive(PrintNews news) {
    const std::lock_guard lock(m_news_mutex);
    m_news.push_back(std::move(news));
    m_wake();
}

void Papers::send(platform::Image paper, std::string name, const std::string& job) {
    m_printer->print(std::move(paper), std::move(name),
                     [this, job](platform::PrintResult result, platform::PrinterReport report) {
                         receive({job, result, std::move(report)});
                     });
}

void Papers::print_ticket() {
    if (!m_printer || !m_visit.held || m_visit.held->print == PrintState::printing)
        return;
    HeldTicket& held = *m_visit.held;
    held.print = PrintState::printing;
    ++held.copies;
    send(draw_ticket_slip(m_ui, m_words, m_settings, m_topics, held, m_visit.language, m_clock.wall_ms()),
         held.ticket.label + "-" + held.ticket.service_day, held.ticket.id);
}

void Papers::look_at_printer(int64_t wish) {
    if (std::exchange(m_look, wish) != wish && m_printer)
        m_printer->look_now();
}

void Papers::print_what_desks_ask() {
    if (!m_printer)
        return;
    struct Paper {
        point::Ticket ticket;
        int people_before = 0;
    };
    m_store.run(
        [&settings = m_settings](store::Store& store) {
            std::vector<Paper> papers;
            for (point::Ticket& ticket : point::take_reprints(store, settings)) {
                const int before = point::people_before(store, settings, ticket.id);
                papers.push_back({std::move(ticket), before});
            }
            return papers;
        },
        [this](store::Outcome<std::vector<Paper>> outcome) {
            if (!outcome)
                return;
            for (const Paper& paper : *outcome.value) {
                HeldTicket held;
                held.ticket = paper.ticket;
                held.people_before = paper.people_before;
                send(draw_ticket_slip(m_ui, m_words, m_settings, m_topics, held, paper.ticket.language,
                                      m_clock.wall_ms()),
                     paper.ticket.label + "-" + paper.ticket.service_day, "desk");
            }
        });
}

void Papers::print(platform::Image paper, const std::string& name) {
    if (!m_printer || m_visit.paper == PrintState::printing)
        return;
    m_visit.paper = PrintState::printing;
    // Its result may come when another citizen is here.
    m_visit.paper_job = name + "/" + std::to_string(++m_papers);
    send(std::move(paper), name, m_visit.paper_job);
}

void Papers::take_news(const Note& note) {
    std::vector<PrintNews> all;
    {
        const std::lock_guard lock(m_news_mutex);
        all.swap(m_news);
    }
    for (const PrintNews& news : all) {
        m_printer_news.state = to_text(news.report.condition);
        if (!news.result) {
            spdlog::info("printer: {} {}", m_printer_news.state, news.report.detail);
            continue;
        }
        if (news.result != platform::PrintResult::printed)
            spdlog::warn("not printed: {} {}", m_printer_news.state, news.report.detail);
        m_printer_news.printed += news.result == platform::PrintResult::printed;
        m_printer_news.failed += news.result == platform::PrintResult::failed;
        const std::string outcome =
            news.result == platform::PrintResult::printed ? "printed" : to_text(news.report.condition);
        if (news.job.starts_with(mentor_slip_name)) // also when who printed it has left
            note("mentor_pin_printed", outcome);
        if (news.job == m_visit.paper_job) {
            m_visit.paper = state_of(news);
            if (m_visit.technician && !news.job.starts_with(mentor_slip_name))
                note("test_printed", outcome);
        } else if (m_visit.held && m_visit.held->ticket.id == news.job)
            m_visit.held->print = state_of(news);
        m_dirty = true;
    }
    if (!all.empty())
        tell_news();
}

// One at a time; what a store in trouble does not take is told with the next reading that succeeds.
void Papers::tell_news() {
    if (m_telling || m_printer_news.state.empty())
        return;
    m_telling = true;
    const point::PrinterNews news = std::exchange(m_printer_news, {});
    m_store.run(
        [news, &settings = m_settings](store::Store& store) { point::note_printer(store, settings, news); },
        [this, news](const store::Outcome<std::monostate>& outcome) {
            m_telling = false;
            if (outcome)
                return tell_news(); // what came meanwhile
            if (m_printer_news.state.empty())
                m_printer_news.state = news.state;
            m_printer_news.printed += news.printed;
            m_printer_news.failed += news.failed;
        });
}

} // namespace accanto::app
