// Any bytes as a file to import: checking never crashes, counts fit together, and rows survive being written
// again.

#include "content/base/error.h"
#include "content/library/exports/csv.h"
#include "content/library/exports/csv_check.h"
#include "content/library/exports/row.h"
#include "content/library/exports/xapi.h"

#include <sstream>

using namespace accanto::content;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
    static const Profile facilita = profile_named("it-facilita"), xapi = profile_named("xapi");
    const std::string text(reinterpret_cast<const char*>(data), size);
    faults_of_statement(text, xapi);

    // The same bytes under a right header too: by chance alone no input would have one.
    for (const std::string& file : {text, header_line(facilita) + text}) {
        std::istringstream in(file);
        int64_t told = 0;
        const CheckedCsv checked = check_csv(in, facilita, {}, [&](const Refusal& one) {
            ACCANTO_ASSERT(!one.why.empty() && one.row <= int64_t(file.size()));
            ++told;
        });
        ACCANTO_ASSERT(checked.refused == (told > 0));
        ACCANTO_ASSERT(checked.refused_rows <= checked.rows && checked.refused_rows <= told);
    }

    std::istringstream in(text);
    CsvReader reader(in, ',');
    for (CsvRow row; reader.next(row);) {
        std::istringstream written(row_line(facilita, row.cells));
        CsvReader again(written, ',');
        CsvRow same;
        // A row of one empty cell is an empty line, and those are passed over.
        const bool nothing = row.cells.size() == 1 && row.cells.front().empty();
        ACCANTO_ASSERT(again.next(same) != nothing);
        ACCANTO_ASSERT(nothing || same.cells == row.cells || row.cells.front().starts_with("\xef\xbb\xbf"));
    }
    return 0;
}
