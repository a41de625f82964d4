#include "kiosk/platform/escpos_device.h"

#include <algorithm>

namespace accanto::platform {

namespace {

using Steady = std::chrono::steady_clock;
using Outcome = PrintDevice::Outcome;

constexpr int bands_ahead = 2;
constexpr int slowest_rows_a_second = 400; // 50 mm a second at 203 dpi: below what is sold
constexpr int rows_ahead = 48;

// What a job that broke off leaves behind.
struct BrokenOff {
    // Within a band, the printer takes whatever comes next for its dots. How much it still expects only the
    // printer knows (what the system took may be lost on the way), but never more than a band. In white:
    // outside of one they mean nothing.
    size_t debt = 0;
    bool hangs_out = false; // a part of a slip, not cut off
};

// What was found out of a printer since it was plugged in.
struct Known {
    bool answers = false;       // DLE EOT
    std::optional<bool> counts; // answers GS r when it comes to it
};

// One job over one open line.
class EscPosJob {
public:
    EscPosJob(EscPosTalk& talk, Known& known, BrokenOff& broken_off)
        : m_talk(talk), m_known(known), m_broken_off(broken_off) {}

    Outcome print(const Bitmap& bitmap, PrinterReport before) {
        m_report = std::move(before);
        // What hangs out of the printer is somebody else's number.
        const std::string first =
            std::string(escpos::begin).append(m_broken_off.hangs_out ? escpos::feed_and_cut : "");
        const bool out = send(first) && find_out_whether_it_counts() && send_bands(bitmap) &&
                         send(std::string(escpos::feed_and_cut)) && ended();
        m_broken_off.hangs_out = !out && (m_begun || m_broken_off.hangs_out);
        if (!out)
            forget_the_rest();
        return {out, m_report};
    }

private:
    bool stop(PrinterReport why) {
        m_report = std::move(why);
        return false;
    }

    bool send(const std::string& bytes) {
        const size_t taken = m_talk.send(bytes);
        if (taken == bytes.size())
            return true;
        m_broken_off.debt = escpos::band_bytes;
        const DeviceLine& line = m_talk.line();
        return stop(line.trouble().detail.empty()
                        ? PrinterReport{PrinterCondition::offline, "it stopped taking data"}
                        : line.trouble());
    }

    // Not every printer knows GS r; those that do not are followed by their status alone.
    bool find_out_whether_it_counts() {
        if (!m_known.answers || m_known.counts)
            return true;
        if (!send(std::string(escpos::ask_worked_off)))
            return false;
        m_asked = 1;
        m_known.counts = m_talk.worked_off(1, m_talk.times().answer_ms) == 1;
        return true;
    }

    bool counts() const { return m_known.counts.value_or(false); }

    bool send_bands(const Bitmap& bitmap) {
        m_started = Steady::now();
        for (const std::string& band : escpos::bands(bitmap)) {
            m_begun = true;
            if (!send(band))
                return false;
            m_rows_sent += uint8_t(band[escpos::band_rows_at]);
            if (!(counts() ? followed(bands_ahead - 1) : paced()))
                return false;
        }
        return true;
    }

    // One that answers and does not count is not given more than even a slow one has printed by now: in a
    // full buffer our questions would wait too.
    bool paced() {
        while (m_known.answers && Steady::now() < printed_by(m_rows_sent - rows_ahead))
            pause(20);
        return !m_known.answers ||
               Steady::now() - m_looked < std::chrono::milliseconds(m_talk.times().look_again_ms) || well();
    }

    // Waits until no more than `ahead` of what was sent is still to be worked off.
    bool followed(int ahead) {
        if (!send(std::string(escpos::ask_worked_off)))
            return false;
        const int wanted = ++m_asked - ahead;
        Patience patience = m_talk.patience(m_talk.times().worked_off_ms);
        int done = m_talk.worked_off(0, 0);
        while (true) {
            const int now = m_talk.worked_off(wanted, m_talk.times().look_again_ms);
            if (now >= wanted)
                return true;
            if (now > std::exchange(done, now))
                patience.renew();
            if (!well())
                return false;
            if (patience.over())
                return stop({PrinterCondition::offline, "it stopped in the middle"});
        }
    }

    // The whole slip has come out, as far as the printer lets us know.
    bool ended() {
        if (counts()) {
            if (!followed(0))
                return false;
            well(); // the roll may have ended with the slip, which is out all the same
            return true;
        }
        if (!m_talk.line().drain(m_talk.patience(m_talk.times().worked_off_ms)))
            return stop({PrinterCondition::offline, "it stopped taking data"});
        const auto end = printed_by(m_rows_sent + rows_ahead);
        while (m_known.answers && Steady::now() < end) {
            pause(m_talk.times().look_again_ms);
            if (!well())
                return false;
        }
        return true;
    }

    // Asks how it is; false when it is not well, which is then in the report.
    bool well() {
        m_looked = Steady::now();
        std::optional<PrinterReport> report = m_talk.report();
        if (!report)
            return stop(m_talk.line().gone()
                            ? m_talk.line().trouble()
                            : PrinterReport{PrinterCondition::offline, "it does not answer any more"});
        m_report = std::move(*report);
        return can_print(m_report.condition);
    }

    // The rest must not come out when somebody has put in paper and this citizen has left.
    void forget_the_rest() {
        DeviceLine& line = m_talk.line();
        const Patience patience = m_talk.patience(m_talk.times().answer_ms);
        const bool between_bands = m_broken_off.debt == 0 && !line.gone();
        if (!between_bands ||
            line.write(escpos::forget_received, patience) < escpos::forget_received.size() ||
            !line.drain(patience))
            m_broken_off.debt = escpos::band_bytes;
    }

    Steady::time_point printed_by(int rows) const {
        return m_started + std::chrono::milliseconds(rows * 1000 / slowest_rows_a_second);
    }

    void pause(int ms) { m_talk.worked_off(m_asked + 1, ms); } // for one that does not count: until never

    EscPosTalk& m_talk;
    Known& m_known;
    BrokenOff& m_broken_off;
    PrinterReport m_report;
    bool m_begun = false; // there may be something on the paper
    int m_asked = 0;      // GS r sent
    int m_rows_sent = 0;
    Steady::time_point m_started; // of the bands
    Steady::time_point m_looked = Steady::now();
};

class EscPosDevice final : public PrintDevice {
public:
    EscPosDevice(const std::filesystem::path& path, const EscPosTimes& times)
        : m_path(path), m_times(times) {}

    Outcome print(const Image& image, const std::string&, const Abandonment& abandoned) override {
        DeviceLine line(m_path);
        EscPosTalk talk(line, m_times, &abandoned);
        PrinterReport before = how_it_is(talk);
        if (!can_print(before.condition))
            return {false, before};
        if (abandoned.raised())
            return {false, {before.condition, "nobody waited for it any more"}};
        return EscPosJob(talk, m_known, m_broken_off).print(black_and_white(image), before);
    }

    PrinterReport look() override {
        DeviceLine line(m_path);
        EscPosTalk talk(line, m_times, nullptr);
        return how_it_is(talk);
    }

    bool can_tell() const override { return m_known.answers || !m_there; }

private:
    PrinterReport how_it_is(EscPosTalk& talk) {
        const DeviceLine& line = talk.line();
        if (!line.is_open()) {
            m_there = false;
            m_known = {}; // what comes back may be another printer
            return line.trouble();
        }
        m_there = true;
        if (!pay_debt(talk))
            return line.gone() ? line.trouble()
                               : PrinterReport{PrinterCondition::offline, "it takes no data"};
        if (std::optional<PrinterReport> report = talk.report()) {
            m_known.answers = true;
            return *report;
        }
        if (line.gone())
            return line.trouble();
        if (m_known.answers)
            return {PrinterCondition::offline, "it does not answer any more"};
        return {PrinterCondition::unknown, "it answers no question"};
    }

    bool pay_debt(EscPosTalk& talk) {
        m_broken_off.debt -= talk.send(std::string(m_broken_off.debt, '\0'));
        return m_broken_off.debt == 0;
    }

    const std::filesystem::path m_path;
    const EscPosTimes m_times;
    bool m_there = false; // at the last opening
    Known m_known;
    BrokenOff m_broken_off;
};

} // namespace

std::unique_ptr<PrintDevice> escpos_device(const std::filesystem::path& path, const EscPosTimes& times) {
    return std::make_unique<EscPosDevice>(path, times);
}

} // namespace accanto::platform
