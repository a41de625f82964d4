#include "sync/wire/compression.h"

#include "content/base/error.h"

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#include <algorithm>
#include <array>
#include <memory>

namespace accanto::wire {

namespace {

constexpr int zstd_level = 9;       // of 500 mixed events 43 bytes each, with 6 46, with 12 still 43
constexpr int window_log_max = 21;   // 2 MiB: more than any batch
constexpr int gzip_bits = 15 + 16;   // zlib's way to say "gzip wrapper"

std::string zstd_compress(std::string_view bytes) {
    std::string out(ZSTD_compressBound(bytes.size()), '\0');
    std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx*)> context(ZSTD_createCCtx(), ZSTD_freeCCtx);
    if (!context)
        throw Error("zstd: no memory", ENOMEM);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, zstd_level);
    ZSTD_CCtx_setParameter(context.get(), ZSTD_c_windowLog, window_log_max);
    size_t n = ZSTD_compress2(context.get(), out.data(), out.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(n))
        throw Error(std::string("zstd: ") + ZSTD_getErrorName(n), int(ZSTD_getErrorCode(n)));
    out.resize(n);
    return out;
}

std::optional<std::string> zstd_decompress(std::string_view bytes, size_t limit) {
    std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx*)> context(ZSTD_createDCtx(), ZSTD_freeDCtx);
    if (!context)
        throw Error("zstd: no memory", 0);
    ZSTD_DCtx_setParameter(context.get(), ZSTD_d_windowLogMax, window_log_max);
    ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
    std::string out;
    std::array<char, 65536> buffer;
    for (size_t left = 1; left != 0;) {
        ZSTD_outBuffer chunk{buffer.data(), buffer.size(), 0};
        size_t before = in.pos;
        left = ZSTD_decompressStream(context.get(), &chunk, &in);
        if (ZSTD_isError(left) || out.size() + chunk.pos > limit)
            return std::nullopt;
        out.append(buffer.data(), chunk.pos);
        if (left != 0 && chunk.pos == 0 && in.pos == before)
            return std::nullopt;   // cut off
    }
    return in.pos == in.size ? std::optional(out) : std::nullopt;
}

std::string gzip_compress(std::string_view bytes) {
    z_stream stream{};
    if (int code = deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_bits, 8, Z_DEFAULT_STRATEGY); code != Z_OK)
        throw Error("gzip: cannot start", code);
    std::string out(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = uInt(out.size());
    int code = deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    ACCANTO_ASSERT(code == Z_STREAM_END);
    return out;
}

std::optional<std::string> gzip_decompress(std::string_view bytes, size_t limit) {
    z_stream stream{};
    if (int code = inflateInit2(&stream, gzip_bits); code != Z_OK)
        throw Error("gzip: cannot start", code);
    std::unique_ptr<z_stream, int (*)(z_stream*)> end(&stream, inflateEnd);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = uInt(bytes.size());
    std::string out;
    std::array<char, 65536> buffer;
    for (int code = Z_OK; code != Z_STREAM_END;) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = uInt(buffer.size());
        code = inflate(&stream, Z_NO_FLUSH);
        size_t got = buffer.size() - stream.avail_out;
        if ((code != Z_OK && code != Z_STREAM_END) || out.size() + got > limit)
            return std::nullopt;
        out.append(buffer.data(), got);
    }
    return stream.avail_in == 0 ? std::optional(out) : std::nullopt;
}

} // namespace

const char* to_text(Encoding encoding) {
    switch (encoding) {
    case Encoding::identity: return "identity";
    case Encoding::zstd: return "zstd";
    case Encoding::gzip: return "gzip";
    }
    return "identity";
}

std::optional<Encoding> encoding_of(std::string_view text) {
    if (text.empty() || text == "identity")
        return Encoding::identity;
    if (text == "zstd")
        return Encoding::zstd;
    if (text == "gzip")
        return Encoding::gzip;
    return std::nullopt;
}

std::string compress(Encoding encoding, std::string_view bytes) {
    switch (encoding) {
    case Encoding::zstd: return zstd_compress(bytes);
    case Encoding::gzip: return gzip_compress(bytes);
    case Encoding::identity: break;
    }
    return std::string(bytes);
}

std::optional<std::string> decompress(Encoding encoding, std::string_view bytes, size_t limit) {
    switch (encoding) {
    case Encoding::zstd: return zstd_decompress(bytes, limit);
    case Encoding::gzip: return gzip_decompress(bytes, limit);
    case Encoding::identity: break;
    }
    return bytes.size() <= limit ? std::optional(std::string(bytes)) : std::nullopt;
}

} // namespace accanto::wire
