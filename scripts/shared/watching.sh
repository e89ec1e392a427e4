# shellcheck shell=bash disable=SC2154,SC2034
# The daemon watched from outside, in the lab's gateway; sourced by scripts/lab. What it shows is checked against what the
# lab did, and read by the tools that administrators have: Prometheus and its promtool, a browser, a log reader.

# ask TARGET: what the daemon answers at its Unix socket.
ask() { curl --silent --show-error --max-time 10 --unix-socket "$control" "http://localhost$1"; }

# metric PATTERN: the sum of the samples whose name and labels match.
metric() { ask /metrics | awk -v pattern="$1" '$0 ~ pattern && !/^#/ { sum += $NF } END { print sum + 0 }'; }
metric_is_positive() { [ "$(metric "$1")" -gt 0 ]; }

# status_has EXPRESSION: of Python, about the JSON of `status`.
status_has() {
    ask /status | python3 -c 'import json, sys; status = json.load(sys.stdin); sys.exit(0 if eval(sys.argv[1]) else 1)' "$1"
}

check_metrics() {
    check "promtool finds nothing to say of the metrics" promtool_is_content
    check "accepted packets are counted" metric_is_positive '^stile_packets_total{verdict="accept"'
    check "both queues are up" [ "$(metric '^stile_queue_up')" = 2 ]
    check "verdicts were timed" metric_is_positive '^stile_verdict_seconds_count'
}
promtool_is_content() { [ -z "$(ask /metrics | promtool check metrics 2>&1)" ]; }

check_status() {
    check "the page is one file that loads nothing" page_is_whole
    check "the status names two queues" status_has 'len(status["queues"]) == 2'
    check "and the latest transfer: who, file, size" status_has \
        'any(t["file"] == "report.txt" and t["size"] == 5000 for t in status["latest_transfers"])'
    check "stile status says the same" status_command_tells
    check "a request that never ends is ended" slow_request_ends
    check "forty connections at once leave the page reachable" survives_connections
}
page_is_whole() {
    local page
    page=$(ask /)
    grep -q 'Latest file transfers' <<<"$page" && ! grep -Eq '(src|href)="?(https?:)?//' <<<"$page"
}
status_command_tells() { on gateway "$bin/stile" status --socket "$control" | grep -q 'report\.txt'; }
slow_request_ends() {
    timeout 20 python3 -c '
import socket, sys
peer = socket.socket(socket.AF_UNIX); peer.connect(sys.argv[1]); peer.sendall(b"GET / HTTP/1.1\r\n"); peer.settimeout(15)
sys.exit(0 if peer.recv(1) == b"" else 1)' "$control"
}
survives_connections() {
    python3 -c '
import socket, sys
peers = [socket.socket(socket.AF_UNIX) for _ in range(40)]
for peer in peers:
    peer.settimeout(5)
    try: peer.connect(sys.argv[1])
    except OSError: pass' "$control"
    eventually 5 ask_succeeds
}
ask_succeeds() { ask /status.txt >/dev/null; }

# A real Prometheus takes its samples from the daemon's TCP address.
check_prometheus() {
    local config="$work/prometheus.yml" prometheus
    cat >"$config" <<'YAML'
global: { scrape_interval: 1s }
scrape_configs: [{ job_name: stile, static_configs: [{ targets: ["127.0.0.1:9863"] }] }]
YAML
    become gateway prometheus --config.file="$config" --storage.tsdb.path="$work/prometheus" \
        --web.listen-address=127.0.0.1:9090 >"$work/prometheus.log" 2>&1 &
    prometheus=$!
    check "Prometheus scrapes the daemon" eventually 20 prometheus_knows
    end_process "$prometheus"
}
prometheus_knows() {
    on gateway curl --silent --max-time 2 'http://127.0.0.1:9090/api/v1/query?query=sum(stile_packets_total)%3E0' |
        grep -q '"value":\['
}

# In a browser, as people see it; the pictures are left in .build for whoever wants to look.
check_in_browser() {
    if ! command -v chromium >/dev/null; then skip "the page in a browser: no chromium here" && return; fi
    browse 1200,1800 --dump-dom >"$work/page"
    check "a browser shows the offer" grep -q 'report\.txt' "$work/page"
    check "and the charts" [ "$(grep -c '<svg' "$work/page")" -gt 0 ]
    check "it has nothing to complain of" [ "$(grep -c CONSOLE "$work/browser")" = 0 ]
    browse 1200,1800 --screenshot="$PWD/.build/status-page.png"
    browse 1200,1800 --force-dark-mode --blink-settings=preferredColorScheme=0 --screenshot="$PWD/.build/status-page-dark.png"
    browse 500,1900 --screenshot="$PWD/.build/status-page-phone.png"
    check "it was photographed by day, by night and on a telephone" three_pictures
}
# browse WIDTH,HEIGHT OPTIONS...: long enough for the page to fetch itself again.
browse() {
    on gateway timeout 60 chromium --headless=new --no-sandbox --disable-gpu --hide-scrollbars --enable-logging=stderr \
        --user-data-dir="$work/chromium" --virtual-time-budget=5000 --window-size="$1" "${@:2}" \
        http://127.0.0.1:9863/ 2>"$work/browser"
}
# All three differ, and none is the picture of an empty page.
three_pictures() {
    [ "$(sha256sum .build/status-page{,-dark,-phone}.png | cut -d ' ' -f 1 | sort -u | wc -l)" = 3 ] &&
        [ -z "$(find .build/status-page*.png -size -30k)" ]
}

# Every line of the events is JSON and whole; each offer has one.
check_events() {
    check "every event is one line of JSON with a time and a type" python3 -c '
import json, sys
for line in open(sys.argv[1]):
    event = json.loads(line); event["timestamp"]; event["event_type"]' "$events"
    check "the offer is among them, with its Community ID" grep -q \
        '"community_id":"1:[^"]*".*"file":"report.txt","size":5000' "$events"
}

start_watched_daemon() {
    control=$work/watched/control events=$work/watched/events.json
    mkdir "$work/watched"
    printf '%s\n' '[service]' "socket = \"$control\"" 'listen = "127.0.0.1:9863"' '[events]' "to = \"file:$events\"" \
        >"$work/watched.toml"
    become gateway "$bin/stiled" --policy "$work/watched.toml" >>"$work/counters" 2>"$work/stiled" &
    daemon=$!
    shown_lines=0
    eventually 5 daemon_listens || die 1 "lab: stiled does not listen to its queues: $(tail -1 "$work/stiled")"
    heading "stiled listens to queues 0 and 1, with a status page and events"
}

# A daemon of its own, whose counters nobody adds up; for transfers that are declined.
watching_conversations() {
    local tool
    for tool in curl prometheus promtool; do
        command -v "$tool" >/dev/null || { skip "watching: no $tool here; install ${watching_packages[*]}" && return; }
    done
    start_watched_daemon
    offer_conversation 0 alice "with somebody watching"
    heading "Watched from outside"
    check_metrics
    check_status
    check_in_browser
    check_events
    check_prometheus
    end_daemon TERM
}
