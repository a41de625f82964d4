# What comes over the connection: to the hub, and back to the kiosk.
accanto_fuzzer(fuzz_batch SOURCES fuzz_batch.cpp LINKS accanto_wire)
accanto_fuzzer(fuzz_problem SOURCES fuzz_problem.cpp LINKS accanto_wire)
accanto_fuzzer(fuzz_stick SOURCES fuzz_stick.cpp LINKS accanto_wire)
