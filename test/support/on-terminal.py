"""Runs a command on its own terminal and prints everything that the terminal shows.

usage: on-terminal.py PROMPT SECONDS ANSWER COMMAND …: types ANSWER this many seconds after PROMPT appears.
"""

import os
import pty
import sys
import time

_, prompt, seconds, answer, *command = sys.argv
child, terminal = pty.fork()
if child == 0:
    os.execvp(command[0], command)
seen = b""
typed = False
while True:
    try:
        chunk = os.read(terminal, 65536)
    except OSError:  # Linux reports the end of the command in this way.
        chunk = b""
    if not chunk:
        break
    sys.stdout.buffer.write(chunk)
    sys.stdout.buffer.flush()
    seen += chunk
    if not typed and prompt.encode() in seen:
        time.sleep(float(seconds))
        os.write(terminal, answer.encode())
        typed = True
_, status = os.waitpid(child, 0)
sys.exit(os.waitstatus_to_exitcode(status) % 256)
