#include "sync/hub/shares.h"

#include <algorithm>
#include <numeric>

namespace accanto::hub {

namespace {

void give_percentages(Shares& shares) {
    if (shares.total <= 0)
        return;
    std::vector<size_t> order(shares.cells.size());
    std::iota(order.begin(), order.end(), size_t(0));
    int given = 0;
    for (Cell& cell : shares.cells)
        given += cell.percent = int(cell.count * 100 / shares.total);
    std::stable_sort(order.begin(), order.end(), [&](size_t a, size_t b) {
        return shares.cells[a].count * 100 % shares.total > shares.cells[b].count * 100 % shares.total;
    });
    for (size_t i = 0; given < 100; ++i, ++given)
        ++shares.cells[order[i % order.size()]].percent;
}

void hide_small(Shares& shares) {
    std::vector<Cell*> shown;
    int hidden = 0;
    for (Cell& cell : shares.cells) {
        if (cell.count > 0 && cell.count < fewest_shown) {
            cell.hidden = true;
            shares.hidden_count += cell.count;
            ++hidden;
        } else if (cell.count > 0) {
            shown.push_back(&cell);
        }
    }
    if (hidden == 0)
        return;
    std::stable_sort(shown.begin(), shown.end(),
                     [](const Cell* a, const Cell* b) { return a->count < b->count; });
    for (Cell* next : shown) {
        if (hidden >= 2 && shares.hidden_count >= fewest_shown)
            break;
        next->hidden = true;
        shares.hidden_count += next->count;
        ++hidden;
    }
    shares.total_hidden = hidden < 2 || shares.hidden_count < fewest_shown;
    for (Cell& cell : shares.cells)
        if (cell.hidden)
            shares.hidden_percent += cell.percent;
}

} // namespace

Shares shares_of(const std::vector<std::pair<std::string, int64_t>>& counts, bool hide) {
    Shares out;
    for (const auto& [code, count] : counts) {
        out.cells.push_back({code, count, 0, false});
        out.total += count;
    }
    give_percentages(out);
    if (hide)
        hide_small(out);
    return out;
}

} // namespace accanto::hub
