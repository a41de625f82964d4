#include "tests/platform/escpos_paper.h"

namespace accanto::tests {

bool EscPosPaper::step() {
    if (m_rows_due > 0) {
        if (m_held.size() < m_row_bytes)
            return false;
        begun.bits.append(m_held, 0, m_row_bytes);
        begun.width = int(m_row_bytes) * 8;
        ++begun.height, ++rows, --m_rows_due;
        m_held.erase(0, m_row_bytes);
        return true;
    }
    const size_t length = command();
    m_held.erase(0, length);
    return length > 0;
}

size_t EscPosPaper::command() {
    const size_t have = m_held.size();
    if (have == 0)
        return 0;
    if (at(0) == 0x00)
        return 1;
    if (have < 2)
        return 0;
    const int head = at(0) << 8 | at(1);
    const size_t need = head == 0x1b40   ? 2  // ESC @
                        : head == 0x1b64 ? 3  // ESC d n
                        : head == 0x1d56 ? 3  // GS V m
                        : head == 0x1d72 ? 3  // GS r n
                        : head == 0x1d76 ? 8  // GS v 0 m xL xH yL yH
                        : head == 0x1004 ? 3  // DLE EOT n: was answered on arrival
                        : head == 0x1014 ? 10 // DLE DC4 8 with its parameters
                                         : 0;
    if (need == 0) {
        ++nonsense;
        return 1;
    }
    if (have < need)
        return 0;
    switch (head) {
    case 0x1b64:
        lines_fed += at(2);
        break;
    case 0x1d56:
        if (begun.height > 0)
            slips.push_back(std::exchange(begun, {}));
        break;
    case 0x1d72:
        if (m_answer)
            m_answer(at(2));
        break;
    case 0x1d76:
        m_row_bytes = size_t(at(4)) | size_t(at(5)) << 8;
        m_rows_due = at(6) | at(7) << 8;
        nonsense += at(2) != '0' || at(3) != 0;
        break;
    default:
        break;
    }
    return need;
}

} // namespace accanto::tests
