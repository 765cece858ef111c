"""Writes pickles as Python 2 wrote them."""
import pickle
import struct


class Python2(pickle._Pickler):
    """Writes texts and bytes as Python 2 did, as byte strings without an encoding."""

    dispatch = dict(pickle._Pickler.dispatch)

    def save_text(self, value):
        data = value.encode("latin-1") if isinstance(value, str) else value
        if self.bin and len(data) < 256:
            self.write(pickle.SHORT_BINSTRING + bytes([len(data)]) + data)
        elif self.bin:
            self.write(pickle.BINSTRING + struct.pack("<i", len(data)) + data)
        else:
            self.write(pickle.STRING + repr(data)[1:].encode("ascii") + b"\n")
        self.memoize(value)

    dispatch[str] = save_text
    dispatch[bytes] = save_text
