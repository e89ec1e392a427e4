"""Stands where systemd would: prints what a daemon says at its notification socket, a line each.

Arguments: the path of the socket.
"""
import os
import socket
import sys

listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
listener.bind(sys.argv[1])
os.chmod(sys.argv[1], 0o666)
while True:
    for assignment in listener.recv(4096).decode().splitlines():
        print(assignment, flush=True)
