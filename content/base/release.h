#pragma once
// What a C library gives is given back by a function of it: std::unique_ptr<BIO, Release<BIO_free>>.

namespace accanto {

template <auto function>
struct Release {
    template <class T>
    void operator()(T* thing) const {
        function(thing);
    }
};

} // namespace accanto
