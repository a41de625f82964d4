#pragma once
// Rows written to one file, or to numbered files of at most so many rows. All of them are there at the end,
// or none; what was there before is never touched.

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

namespace accanto::content {

struct RowFilesPlan {
    std::filesystem::path
        file; // of one file; of numbered ones "out/name.csv" stands for out/name-001.csv and so on
    bool numbered = false;
    int64_t rows_per_file = 0; // 0: any number
    std::string header;        // with its end of the line; may be empty
};

// One thread. Every call throws Error: a name that is taken, a full disk, and more rows than one file may
// have.
class RowFiles {
public:
    explicit RowFiles(RowFilesPlan plan);
    // Removes what was not finished.
    ~RowFiles();
    RowFiles(const RowFiles&) = delete;
    RowFiles& operator=(const RowFiles&) = delete;

    void add(std::string_view row);
    // Makes everything durable and gives it its names. None when no row was added.
    std::vector<std::filesystem::path> finish();

private:
    struct Part {
        std::filesystem::path hidden, final;
    };
    void begin_part();
    void end_part();

    RowFilesPlan m_plan;
    std::vector<Part> m_parts;
    std::ofstream m_out;
    int64_t m_rows = 0; // in the part being written
};

} // namespace accanto::content
