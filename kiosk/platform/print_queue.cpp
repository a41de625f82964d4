#include "kiosk/platform/print_queue.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <system_error>

#include <sys/mman.h>
#include <unistd.h>

namespace accanto::platform {

namespace {

struct IppDelete {
    void operator()(ipp_t* message) const { ippDelete(message); }
};
using Answer = std::unique_ptr<ipp_t, IppDelete>;

constexpr int connect_ms = 3000;
constexpr double answer_s = 5; // a print server on this machine that takes longer is as good as none

std::vector<std::string> strings(ipp_t* answer, const char* name) {
    std::vector<std::string> out;
    ipp_attribute_t* found = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    for (int i = 0; found && i < ippGetCount(found); ++i)
        if (const char* text = ippGetString(found, i, nullptr))
            out.emplace_back(text);
    return out;
}

int number(ipp_t* answer, const char* name, int otherwise) {
    ipp_attribute_t* found = ippFindAttribute(answer, name, IPP_TAG_ZERO);
    if (!found)
        return otherwise;
    return ippGetValueTag(found) == IPP_TAG_BOOLEAN ? ippGetBoolean(found, 0) : ippGetInteger(found, 0);
}

bool holds(const std::vector<std::string>& list, std::string_view what) {
    return std::find(list.begin(), list.end(), what) != list.end();
}

// What libcups reads a document from: a descriptor, and here one of memory.
class Document {
public:
    explicit Document(const std::string& bytes) : m_fd(::memfd_create("slip", MFD_CLOEXEC)) {
        if (m_fd < 0 || ::pwrite(m_fd, bytes.data(), bytes.size(), 0) != ssize_t(bytes.size()))
            throw std::system_error(errno, std::generic_category(), "no memory for a slip");
    }
    ~Document() { ::close(m_fd); }
    Document(const Document&) = delete;
    Document& operator=(const Document&) = delete;
    int fd() const { return m_fd; }

private:
    int m_fd;
};

std::string uri_of(const std::string& queue) {
    std::array<char, 1024> uri{};
    httpAssembleURIf(HTTP_URI_CODING_ALL, uri.data(), int(uri.size()), "ipp", nullptr, "localhost", 0,
                     "/printers/%s", queue.c_str());
    return uri.data();
}

} // namespace

PrintQueue::PrintQueue(const std::string& socket, const std::string& name)
    : m_socket(socket),
      m_name(name),
      m_uri(uri_of(name)),
      m_resource(m_uri.substr(m_uri.find("/printers/"))) {
    // Whatever client.conf or the environment name instead, libcups turns here when a connection has to be
    // made anew.
    cupsSetServer(socket.c_str());
    cupsSetEncryption(HTTP_ENCRYPTION_NEVER);
    // Nobody is here to type a password.
    cupsSetPasswordCB2(
        [](const char*, http_t*, const char*, const char*, void*) -> const char* { return nullptr; },
        nullptr);
}

PrintQueue::~PrintQueue() {
    httpClose(m_http);
}

bool PrintQueue::connect(PrinterReport& why) {
    if (m_http)
        return true;
    m_http =
        httpConnect2(m_socket.c_str(), 0, nullptr, AF_LOCAL, HTTP_ENCRYPTION_NEVER, 1, connect_ms, nullptr);
    if (!m_http) {
        why = {PrinterCondition::gone, "no print server at " + m_socket + "; is cups running?"};
        return false;
    }
    httpSetTimeout(
        m_http, answer_s, [](http_t*, void*) { return 0; }, nullptr);
    return true;
}

ipp_t* PrintQueue::request(ipp_op_t operation, int job) const {
    ipp_t* out = ippNewRequest(operation);
    ippAddString(out, IPP_TAG_OPERATION, IPP_TAG_URI, "printer-uri", nullptr, m_uri.c_str());
    if (job > 0)
        ippAddInteger(out, IPP_TAG_OPERATION, IPP_TAG_INTEGER, "job-id", job);
    ippAddString(out, IPP_TAG_OPERATION, IPP_TAG_NAME, "requesting-user-name", nullptr, cupsUser());
    return out;
}

ipp_t* PrintQueue::answer(ipp_t* request, PrinterReport& why) {
    if (!connect(why)) {
        ippDelete(request);
        return nullptr;
    }
    ipp_t* out = cupsDoRequest(m_http, request, "/");
    const ipp_status_t status = cupsLastError();
    if (out && status <= IPP_STATUS_OK_EVENTS_COMPLETE)
        return out;
    ippDelete(out);
    const std::string said = m_name + ": " + cupsLastErrorString();
    why = {status == IPP_STATUS_ERROR_NOT_FOUND             ? PrinterCondition::gone
           : status == IPP_STATUS_ERROR_SERVICE_UNAVAILABLE ? PrinterCondition::offline
                                                            : PrinterCondition::failed,
           said};
    return nullptr;
}

PrintQueue::Look PrintQueue::look() {
    static const char* const wanted[] = {
        "printer-state",          "printer-state-reasons",     "printer-is-accepting-jobs",
        "printer-make-and-model", "document-format-supported", "media-supported"};
    Look out;
    ipp_t* question = request(IPP_OP_GET_PRINTER_ATTRIBUTES);
    ippAddStrings(question, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes",
                  int(std::size(wanted)), nullptr, wanted);
    const Answer told(answer(question, out.report));
    if (!told)
        return out;
    const QueueState state{number(told.get(), "printer-state", IPP_PSTATE_IDLE) == IPP_PSTATE_STOPPED,
                           number(told.get(), "printer-is-accepting-jobs", 1) != 0,
                           strings(told.get(), "printer-state-reasons")};
    out.report = report_of(state);
    out.takes_jobs = !state.stopped && state.accepting;
    // The name that cupsd gives every queue without a driver.
    out.raw = holds(strings(told.get(), "printer-make-and-model"), "Local Raw Printer");
    out.png = holds(strings(told.get(), "document-format-supported"), "image/png");
    const std::vector<std::string> media = strings(told.get(), "media-supported");
    out.custom_sizes = std::any_of(media.begin(), media.end(),
                                   [](const std::string& m) { return m.starts_with("custom_max_"); });
    return out;
}

PrintQueue::Submitted PrintQueue::submit(const std::string& title, const char* format,
                                         const std::string& document, int width_mm, int height_mm) {
    Submitted out;
    const Document file(document);
    if (!connect(out.why))
        return out;
    ipp_t* print = request(IPP_OP_PRINT_JOB);
    ippAddString(print, IPP_TAG_OPERATION, IPP_TAG_NAME, "job-name", nullptr, title.c_str());
    ippAddString(print, IPP_TAG_OPERATION, IPP_TAG_MIMETYPE, "document-format", nullptr, format);
    ippAddString(print, IPP_TAG_JOB, IPP_TAG_KEYWORD, "print-scaling", nullptr, "none");
    if (width_mm > 0) {
        const std::string size = std::to_string(width_mm) + "x" + std::to_string(height_mm) + "mm";
        ippAddString(print, IPP_TAG_JOB, IPP_TAG_KEYWORD, "media", nullptr, ("custom_slip_" + size).c_str());
    }
    const Answer told(cupsDoIORequest(m_http, print, m_resource.c_str(), file.fd(), -1));
    if (!told || cupsLastError() > IPP_STATUS_OK_EVENTS_COMPLETE)
        out.why = {PrinterCondition::failed, m_name + ": " + cupsLastErrorString()};
    else
        out.job = number(told.get(), "job-id", 0);
    return out;
}

PrintQueue::JobState PrintQueue::state_of(int job, std::string& reason) {
    PrinterReport why;
    const Answer told(answer(request(IPP_OP_GET_JOB_ATTRIBUTES, job), why));
    reason = why.detail;
    if (!told)
        return JobState::unknown;
    const std::vector<std::string> reasons = strings(told.get(), "job-state-reasons");
    reason = reasons.empty() ? "" : reasons.front();
    switch (number(told.get(), "job-state", 0)) {
    case IPP_JSTATE_PENDING:
    case IPP_JSTATE_HELD:
        return JobState::waiting;
    case IPP_JSTATE_PROCESSING:
        return JobState::processing;
    case IPP_JSTATE_COMPLETED:
        return JobState::completed;
    default:
        return JobState::ended_badly; // stopped, canceled, aborted
    }
}

void PrintQueue::cancel(int job) {
    PrinterReport ignored;
    ippDelete(answer(request(IPP_OP_CANCEL_JOB, job), ignored));
}

} // namespace accanto::platform
