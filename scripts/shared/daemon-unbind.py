"""Takes a queue away from a daemon behind its back: unbinds it through the daemon's own socket.

Arguments: the daemon's process id, and the number of the queue.
"""
import ctypes
import os
import socket
import struct
import sys

PIDFD_GETFD = 438
AF_NETLINK = 16
SUBSYSTEM_QUEUE, MESSAGE_CONFIG, FLAG_REQUEST = 3, 2, 1
ATTRIBUTE_COMMAND, COMMAND_UNBIND = 1, 2

pid, queue = int(sys.argv[1]), int(sys.argv[2])
libc = ctypes.CDLL(None, use_errno=True)
daemon = os.pidfd_open(pid)


def netlink_sockets():
    for descriptor in os.listdir(f"/proc/{pid}/fd"):
        if os.readlink(f"/proc/{pid}/fd/{descriptor}").startswith("socket:"):
            copy = libc.syscall(PIDFD_GETFD, daemon, int(descriptor), 0)
            if copy < 0:
                sys.exit(f"pidfd_getfd: {os.strerror(ctypes.get_errno())}")
            taken = socket.socket(fileno=copy)
            if taken.family == AF_NETLINK:
                yield taken


# The kernel obeys only the socket that has bound the queue; the others are told in vain.
header = struct.pack(">BBH", 0, 0, queue)
command = struct.pack("HH", 8, ATTRIBUTE_COMMAND) + struct.pack(">BBH", COMMAND_UNBIND, 0, 0)
for one in netlink_sockets():
    length = 16 + len(header) + len(command)
    one.send(struct.pack("IHHII", length, SUBSYSTEM_QUEUE << 8 | MESSAGE_CONFIG, FLAG_REQUEST, 0, 0) + header + command)
