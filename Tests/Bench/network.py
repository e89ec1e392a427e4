"""The network that scripts/bench made, and what it does to packets."""

import contextlib
import os
import signal
import subprocess
import time

from programs import BUILT, STILED, fail

SERVERS = [f"203.0.113.{number}" for number in range(10, 18)]
GATEWAY_DEVICES = ["to-client", "to-server"]
LISTENING = "/proc/net/netfilter/nfnetlink_queue"


class Network:
    """`number` is what the names of the namespaces end in."""

    def __init__(self, number):
        self.number = number
        self.socket = f"/tmp/stile-bench-{number}"

    def on(self, place, command):
        return ["ip", "netns", "exec", f"stile-{place}-{self.number}"] + command

    def run(self, place, command):
        """Runs a command in a namespace to its good end, and answers what it told on its standard output."""
        done = subprocess.run(self.on(place, command), capture_output=True, text=True)
        if done.returncode != 0:
            fail(f"bench: {command[0]} ended with status {done.returncode}: {done.stderr.strip()}")
        return done.stdout

    @contextlib.contextmanager
    def running(self, place, command, is_ready):
        """A process that is there while the block runs; the block is given its number."""
        process = subprocess.Popen(self.on(place, command), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        try:
            deadline = time.monotonic() + 5
            while not is_ready():
                if process.poll() is not None or time.monotonic() > deadline:
                    process.kill()
                    fail(f"bench: {command[0]} does not start: {process.communicate()[1].strip()}")
                time.sleep(0.02)
            yield process.pid
        finally:
            process.send_signal(signal.SIGTERM)
            process.communicate()

    def server(self, port):
        """Takes connections to a port of any of the server's addresses while the block runs."""
        listening = ["ss", "-Hltn", f"sport = :{port}"]
        return self.running("server", [f"{BUILT}/exchange", "serve", str(port)], lambda: self.run("server", listening))

    def daemon(self, subject, queues):
        """The program under test. Where there is none, the block is given None."""
        last = str(queues - 1)
        commands = {
            "accept-all": [f"{BUILT}/accept-all", "0", last],
            "stiled": [STILED, "--queue", f"0:{last}" if queues > 1 else "0", "--socket", self.socket],
        }
        if subject not in commands:
            return contextlib.nullcontext()
        return self.running("gateway", commands[subject], lambda: self.listeners() == queues)

    def listeners(self):
        return len(self.run("gateway", ["cat", LISTENING]).splitlines())

    @contextlib.contextmanager
    def rules(self, queues, any_port=False):
        """Stile's own rules; without queues, only connection tracking, which a gateway has for other reasons too."""
        if queues == 0:
            tracked = ["FORWARD", "-m", "conntrack", "--ctstate", "INVALID", "-j", "ACCEPT"]
            with self.rule(["-t", "mangle"], tracked):
                yield
            return
        options = ["--queue", f"0:{queues - 1}" if queues > 1 else "0"] + (["--any-port"] if any_port else [])
        self.run("gateway", ["scripts/rules", "load"] + options)
        try:
            yield
        finally:
            self.run("gateway", ["scripts/rules", "unload"])

    @contextlib.contextmanager
    def rule(self, table, rule):
        self.run("gateway", ["iptables", "-w"] + table + ["-A"] + rule)
        try:
            yield
        finally:
            self.run("gateway", ["iptables", "-w"] + table + ["-D"] + rule)

    def closed_queue(self):
        """The gateway's own connections to port 1863 go by queue 0, and nowhere if nobody listens to it."""
        return self.rule([], ["OUTPUT", "-p", "tcp", "--dport", "1863", "-j", "NFQUEUE", "--queue-num", "0"])

    def set_offload(self, is_on):
        """Whether senders hand super-packets to the link."""
        word = "on" if is_on else "off"
        for place in ("client", "server"):
            self.run(place, ["ethtool", "-K", "to-gateway", "tso", word, "gso", word, "gro", word])

    def forwarded_packets(self):
        """Those that have come to the gateway so far."""
        paths = [f"/sys/class/net/{device}/statistics/rx_packets" for device in GATEWAY_DEVICES]
        return sum(map(int, self.run("gateway", ["cat"] + paths).split()))

    def resent_segments(self):
        """Those that the client has sent again so far: what something dropped on the way."""
        lines = self.run("client", ["cat", "/proc/net/snmp"]).splitlines()
        names, values = [line.split() for line in lines if line.startswith("Tcp:")]
        return int(values[names.index("RetransSegs")])

    def send(self, kind, milliseconds, segment, port, servers=1):
        """Connections to so many servers at once; answers the megabytes that arrived, and in how many seconds."""
        command = [kind, str(milliseconds), str(segment)]
        senders = [
            subprocess.Popen(
                self.on("client", [f"{BUILT}/exchange", "send", server, str(port)] + command),
                stdout=subprocess.PIPE,
                text=True,
            )
            for server in SERVERS[:servers]
        ]
        told = [sender.communicate()[0].split() for sender in senders]
        if not all(told):
            fail("bench: a connection through the gateway failed")
        return sum(int(count) for count, _ in told) / 1e6, max(int(nanoseconds) for _, nanoseconds in told) / 1e9

    def round_trips(self, count, port):
        """The nanoseconds of each, the shortest first."""
        command = [f"{BUILT}/exchange", "ping", SERVERS[0], str(port), str(count)]
        return sorted(map(int, self.run("client", command).split()))
