#!/usr/bin/env python3
"""Runs a command with standard output on a pseudo-terminal of 80 columns, and copies what it writes."""
import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios

reader, terminal = pty.openpty()
fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(os.environ.get("TERMINAL_WIDTH", "80")), 0, 0))
with subprocess.Popen(sys.argv[1:], stdout=terminal) as process:
    os.close(terminal)
    written = b""  # whole, since a read may end between the two bytes of a line end
    try:
        while data := os.read(reader, 65536):
            written += data
    except OSError:  # the other side is closed
        pass
    sys.stdout.buffer.write(written.replace(b"\r\n", b"\n"))
sys.exit(process.returncode)
