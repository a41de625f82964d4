#include "content/library/exports/row_files.h"

#include "content/base/error.h"
#include "content/base/file.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

namespace accanto::content {

namespace fs = std::filesystem;

namespace {

[[noreturn]] void taken(const fs::path& file) {
    throw Error(file.string() + " is there already, and is not written over; choose another name", EEXIST);
}

// Fails where the new name is taken, so that two exports at the same moment cannot write over each other
// either.
void rename_to_new(const fs::path& from, const fs::path& to) {
    if (renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return;
    int code = errno;
    // Some network file systems know links, but not this.
    if (code == EINVAL && link(from.c_str(), to.c_str()) == 0) {
        unlink(from.c_str());
        return;
    }
    if (code == EINVAL)
        code = errno;
    if (code == EEXIST)
        taken(to);
    throw Error(fmt::format("{}: cannot be made: {}", to.string(), strerror(code)), code);
}

fs::path folder_of(const fs::path& file) {
    return file.has_parent_path() ? file.parent_path() : fs::path(".");
}

} // namespace

RowFiles::RowFiles(RowFilesPlan plan) : m_plan(std::move(plan)) {
    if (!fs::is_directory(folder_of(m_plan.file)))
        throw Error(folder_of(m_plan.file).string() + ": there is no such folder", ENOENT);
    if (!m_plan.numbered && fs::exists(fs::symlink_status(m_plan.file)))
        taken(m_plan.file);
}

RowFiles::~RowFiles() {
    m_out.close();
    std::error_code ignored;
    for (const Part& part : m_parts)
        fs::remove(part.hidden, ignored);
}

void RowFiles::begin_part() {
    fs::path final = m_plan.file;
    if (m_plan.numbered)
        final.replace_filename(fmt::format("{}-{:03}{}", m_plan.file.stem().string(), m_parts.size() + 1,
                                           m_plan.file.extension().string()));
    if (fs::exists(fs::symlink_status(final)))
        taken(final);
    const fs::path hidden =
        folder_of(final) / fmt::format(".{}.{}.part", final.filename().string(), getpid());
    write_new_file(hidden, m_plan.header);
    m_parts.push_back({hidden, final});
    m_out.open(hidden, std::ios::app | std::ios::binary);
    m_rows = 0;
}

void RowFiles::end_part() {
    if (!m_out.is_open())
        return;
    m_out.close();
    if (!m_out)
        throw Error(fmt::format("{}: cannot be written: {}", m_parts.back().final.string(), strerror(errno)),
                    errno);
    sync_path(m_parts.back().hidden);
}

void RowFiles::add(std::string_view row) {
    if (m_plan.rows_per_file > 0 && m_rows == m_plan.rows_per_file) {
        if (!m_plan.numbered)
            throw Error(
                fmt::format(
                    "{}: more than {} rows, which is all that one file may have; give a folder, and there "
                    "will be several files",
                    m_plan.file.string(), m_plan.rows_per_file),
                EFBIG);
        end_part();
        begin_part();
    } else if (m_parts.empty()) {
        begin_part();
    }
    m_out.write(row.data(), std::streamsize(row.size()));
    if (!m_out)
        throw Error(fmt::format("{}: cannot be written: {}", m_parts.back().final.string(), strerror(errno)),
                    errno);
    ++m_rows;
}

std::vector<fs::path> RowFiles::finish() {
    end_part();
    std::vector<fs::path> out;
    try {
        for (const Part& part : m_parts) {
            rename_to_new(part.hidden, part.final);
            out.push_back(part.final);
        }
    } catch (...) {
        std::error_code ignored;
        for (const fs::path& made : out)
            fs::remove(made, ignored);
        throw;
    }
    m_parts.clear();
    if (!out.empty())
        sync_path(folder_of(m_plan.file));
    return out;
}

} // namespace accanto::content
