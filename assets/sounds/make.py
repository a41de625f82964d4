#!/usr/bin/env python3
"""Makes the sounds of the kiosk: mono, 44.1 kHz, 16 bit. Needs only Python's standard library.

    python3 make.py [folder]     writes chime.wav and tap.wav there (by default beside this file), byte for byte the same

Samples are computed from integers in plain arithmetic (no random numbers, no dither), and the loudest one is scaled to
a stated peak, so that the volume setting of the program means the same for every sound.
"""
import math
import struct
import sys
import wave
from pathlib import Path

RATE = 44100


def note(hertz, seconds, length):
    """One soft bell-like note of `length` seconds that starts at `seconds`: a sine with two quiet partials that die sooner."""
    partials = ((1.0, 1.0, 5.0), (2.0, 0.22, 9.0), (3.0, 0.06, 14.0))  # multiple, strength, decay a second
    samples = [0.0] * int(RATE * seconds)
    for i in range(int(RATE * length)):
        t = i / RATE
        attack = 0.5 - 0.5 * math.cos(math.pi * min(t / 0.012, 1.0))
        release = 0.5 - 0.5 * math.cos(math.pi * min((length - t) / 0.15, 1.0))
        samples.append(attack * release * sum(k * math.exp(-d * t) * math.sin(2 * math.pi * m * hertz * t)
                                              for m, k, d in partials))
    return samples


def mix(*voices):
    length = max(len(v) for v in voices)
    return [sum(v[i] for v in voices if i < len(v)) for i in range(length)]


def chime():
    """It is your turn: two calm notes that rise by a fourth (D5, G5), within what age-worn hearing keeps best (under 2 kHz)."""
    return mix(note(587.33, 0.0, 0.9), note(783.99, 0.26, 0.64))


def tap():
    """A key was pressed: 40 ms, a low, padded click."""
    length = int(RATE * 0.040)
    samples = []
    for i in range(length):
        t = i / RATE
        attack = min(t / 0.0015, 1.0)
        release = 0.5 - 0.5 * math.cos(math.pi * min((length - 1 - i) / (RATE * 0.010), 1.0))
        pitch = 2 * math.pi * (330 * t + 170 * (1 - math.exp(-t * 260)) / 260)  # falls from 500 to 330 Hz
        samples.append(attack * release * math.exp(-t * 130) * math.sin(pitch))
    return samples


def write(path, samples, peak_db):
    scale = 10 ** (peak_db / 20) * 32767 / max(abs(s) for s in samples)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(RATE)
        out.writeframes(b"".join(struct.pack("<h", round(s * scale)) for s in samples))


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parent
    write(folder / "chime.wav", chime(), -6.0)
    write(folder / "tap.wav", tap(), -12.0)
