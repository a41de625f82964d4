// Slips on their way to the printer, and what it says of itself on its way to the screen and the store.
#include "kiosk/app/app.h"

#include "kiosk/app/technician_slip.h"
#include "kiosk/app/ticket_slip.h"
#include "kiosk/platform/cups_device.h"
#include "kiosk/platform/escpos_device.h"

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

void App::open_printer(const Settings& settings) {
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

void App::use_printer(const Settings& settings) {
    m_printer.reset();
    open_printer(settings);
}

void App::cancel_papers() {
    if (m_printer)
        m_printer->cancel_all();
}

// On the printer's thread: what it says waits for the loop, which is woken.
void App::receive(PrintNews news) {
    const std::lock_guard lock(m_print_news_mutex);
    m_print_news.push_back(std::move(news));
    m_window->wake();
}

void App::print(platform::Image paper, std::string name, const std::string& job) {
    m_printer->print(std::move(paper), std::move(name),
                     [this, job](platform::PrintResult result, platform::PrinterReport report) {
                         receive({job, result, std::move(report)});
                     });
}

void App::print_ticket() {
    if (!m_printer || !m_visit.held || m_visit.held->print == PrintState::printing)
        return;
    HeldTicket& held = *m_visit.held;
    held.print = PrintState::printing;
    ++held.copies;
    print(draw_ticket_slip(*m_ui, *m_content.words, m_settings, m_content.topics, held, m_visit.language,
                           m_clock.wall_ms()),
          held.ticket.label + "-" + held.ticket.service_day, held.ticket.id);
}

void App::print_paper(platform::Image paper, const std::string& name) {
    if (!m_printer || m_visit.paper == PrintState::printing)
        return;
    m_visit.paper = PrintState::printing;
    // Its result may come when another citizen is here.
    m_visit.paper_job = name + "/" + std::to_string(++m_papers);
    print(std::move(paper), name, m_visit.paper_job);
}

void App::take_print_news() {
    std::vector<PrintNews> all;
    {
        const std::lock_guard lock(m_print_news_mutex);
        all.swap(m_print_news);
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
        const std::string outcome = news.result == platform::PrintResult::printed ? "printed" : to_text(news.report.condition);
        if (news.job.starts_with(mentor_slip_name))   // also when who printed it has left
            m_tools->note("mentor_pin_printed", outcome);
        if (news.job == m_visit.paper_job) {
            m_visit.paper = state_of(news);
            if (m_visit.technician && !news.job.starts_with(mentor_slip_name))
                m_tools->note("test_printed", outcome);
        }
        else if (m_visit.held && m_visit.held->ticket.id == news.job)
            m_visit.held->print = state_of(news);
        m_dirty = true;
    }
    if (!all.empty())
        tell_printer_news();
}

// One at a time; what a store in trouble does not take is told with the next reading that succeeds.
void App::tell_printer_news() {
    if (m_telling_printer || m_printer_news.state.empty())
        return;
    m_telling_printer = true;
    const point::PrinterNews news = std::exchange(m_printer_news, {});
    m_store->run(
        [news, &settings = m_settings](store::Store& store) { point::note_printer(store, settings, news); },
        [this, news](const store::Outcome<std::monostate>& outcome) {
            m_telling_printer = false;
            if (outcome)
                return tell_printer_news(); // what came meanwhile
            if (m_printer_news.state.empty())
                m_printer_news.state = news.state;
            m_printer_news.printed += news.printed;
            m_printer_news.failed += news.failed;
        });
}

} // namespace accanto::app
