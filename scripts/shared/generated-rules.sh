# shellcheck shell=bash disable=SC2154
# The rules that stile makes of a policy, loaded and unloaded without a daemon; sourced by scripts/lab.
#
# The policies fail closed: with nobody listening to the queue, what comes to it does not arrive, and what arrives has not
# come to it.

stile_rules() { on gateway "$bin/stile" rules "$@" >"$work/rules-output" 2>"$work/rules-error"; }
rules_status() {
    local status=0
    stile_rules "${@:2}" || status=$?
    [ "$status" = "$1" ]
}
said() { grep -qF -- "$1" "$work/rules-output" "$work/rules-error"; }
said_of_every_family() { [ "$(grep -c -- "$1" "$work/rules-output")" = "$(wc -l <"$work/rules-output")" ]; }

# All rules with their counters, without the lines that tell the time.
counted_rules() { on gateway sh -c 'iptables-save -c; ip6tables-save -c' | sed '/^#/d'; }
others_rules() { counted_rules | sed '/STILE-/d'; }
rules_are() { diff <("$1") "$work/$2" >"$work/difference"; }

# went_on_counting COMMAND FILE: the rules are those in the file, and no counter of theirs has gone back; packets of
# connections that have been closed may still be under way.
went_on_counting() {
    "$1" | awk '
        { counter = "0:0" }
        match($0, /\[[0-9]+:[0-9]+\]/) { counter = substr($0, RSTART + 1, RLENGTH - 2); sub(/\[[0-9]+:[0-9]+\]/, "") }
        { split(counter, count, ":") }
        FNR == NR { rule[FNR] = $0; packets[FNR] = count[1]; bytes[FNR] = count[2]; rules = FNR; next }
        $0 != rule[FNR] || count[1] < packets[FNR] || count[2] < bytes[FNR] { different = 1 }
        END { exit different || FNR != rules }' "$work/$2" -
}
our_chains() { on gateway iptables-save | sed -n 's/^:\(STILE-[A-Z]*\) .*/\1/p' | sort | tr '\n' ' '; }

# reaches ADDRESS PORT: whether Alice gets a connection through the gateway.
reaches() { on client timeout 3 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null; }
reaches_not() { ! reaches "$@"; }

# friends_policy FILE GROUPS: Alice and Bob may do everything but what a list denies; other groups before them.
friends_policy() {
    printf '%s\n' '# who may' '' "${alice[0]}" "${bob[0]}:6893 # but not that" >"$work/friends"
    {
        printf '[queues]\nfail = "closed"\n\n'
        printf '%s\n' "${@:2}"
        printf '[[hosts]]\nname = "friends"\nmay = "everything"\nlists = ["friends"]\n'
    } >"$work/$1"
}

check_generated_rules() {
    local servers=() port
    heading "The rules of a policy: hosts that may do everything, a port that a list denies, failing closed"
    friends_policy friends.toml
    friends_policy strict.toml '[[hosts]]' 'name = "Bob'\''s"' 'may = "chat"' "networks = [\"${bob[0]}\"]" ''
    for port in 6892 6893; do
        become_peer server "echo-$port" echo-server --listen "${bob[0]}:$port" &
        servers+=($!)
    done
    become_peer server echo-other echo-server --listen "${notification[0]%:*}:6892" &
    servers+=($!)
    stile_rules --unload
    make_tables
    check "Alice reaches the ports" eventually 5 reaches "${bob[0]}" 6892
    check "both of them" eventually 5 reaches "${bob[0]}" 6893
    counted_rules | sed 's/\[[0-9:]*\]//' >"$work/rules-before"

    check_loading_twice
    check_who_passes
    check_no_gap
    check_repair
    check_findings
    check_local
    check_tables_of_nft
    check_refusals

    others_rules >"$work/others-before"
    check "they unload" stile_rules --unload
    check "which touches no other rule, nor its counters" went_on_counting others_rules others-before
    check "and leaves everything as it was before they were loaded" rules_are uncounted_rules rules-before
    check "to unload again is no error" stile_rules --unload
    for port in "${servers[@]}"; do end_process "$port"; done
}

# The tables are there from the first time on that anybody uses them.
make_tables() {
    local program table
    for program in iptables ip6tables; do
        for table in mangle filter; do on gateway "$program" -w -t "$table" -P FORWARD ACCEPT; done
    done
}

uncounted_rules() { counted_rules | sed 's/\[[0-9:]*\]//'; }

check_loading_twice() {
    check "they load" stile_rules --policy "$work/friends.toml" --load
    check "and say so" said_of_every_family ": loaded"
    reaches "${bob[0]}" 6892 || true
    counted_rules >"$work/rules-once"
    check "they load again" stile_rules --policy "$work/friends.toml" --load
    check "and say that they are there already" said_of_every_family ": already loaded"
    check "which changes nothing and sets no counter back" went_on_counting counted_rules rules-once
}

check_who_passes() {
    check "Alice, who may do everything, does not come to the queue" reaches "${bob[0]}" 6892
    check "the port that the list denies is out of reach" reaches_not "${bob[0]}" 6893
    check "the kernel dropped it" [ "$(on gateway iptables -w -nvxL STILE-DENY | awk '/DROP/ { print $1 }')" -gt 0 ]
    check "a stricter policy loads over it" stile_rules --policy "$work/strict.toml" --load
    check "what goes to a stricter group comes to the queue" reaches_not "${bob[0]}" 6892
    check "what goes to others does not" reaches "${notification[0]%:*}" 6892
    check "the default policy loads over it" stile_rules --load
    check "and leaves no chain of the other" [ "$(our_chains)" = "STILE-QUEUE STILE-RELEASE STILE-RESET " ]
    check "it lets packets by where nobody listens" reaches "${bob[0]}" 6892
}

# Rules of others that came after ours.
check_repair() {
    on gateway iptables -w -t mangle -A FORWARD -p udp --dport 5061 -j ACCEPT
    on gateway iptables -w -I FORWARD -p udp --dport 5061 -j ACCEPT
    check "rules that others have put around ours are noticed" stile_rules --load
    check "the queue comes last again" last_in_mangle
    check "the reset comes first again" first_in_filter
    on gateway iptables -w -t mangle -D FORWARD -p udp --dport 5061 -j ACCEPT
    on gateway iptables -w -D FORWARD -p udp --dport 5061 -j ACCEPT
}

# checks STATUS WORDS: what stile check says of the firewall.
checks() {
    local status=0
    on gateway "$bin/stile" check --policy "$work/default.toml" >"$work/rules-output" 2>"$work/rules-error" || status=$?
    [ "$status" = "$1" ] && said "$2"
}

# What would defeat the rules of the default policy, which stand.
check_findings() {
    : >"$work/default.toml"
    printf '[queues]\nfail = "closed"\n' >"$work/closed.toml"
    check "stile check tells that nobody listens to the queues" checks 1 "queue 0, 1: nobody listens"
    on gateway iptables -w -t mangle -I FORWARD -p tcp --dport 6000:7000 -j ACCEPT
    check "and which rule lets MSN traffic by" checks 1 "-A FORWARD -p tcp -m tcp --dport 6000:7000 -j ACCEPT"
    on gateway iptables -w -t mangle -D FORWARD -p tcp --dport 6000:7000 -j ACCEPT
    on gateway iptables -w -t mangle -I PREROUTING -j MARK --set-mark 1
    check "and which rule changes Stile's marks" checks 1 "changes bits 0x60000000"
    on gateway iptables -w -t mangle -D PREROUTING -j MARK --set-mark 1
    on gateway iptables -w -t mangle -I STILE-QUEUE -j RETURN
    check "and that a chain is not what it should be" checks 1 "differs   IPv4: our chains in table mangle are not what this policy makes"
    check "loading mends that" stile_rules --load
}

# A gateway that is a host as well: its own connections come to the queue only where that is asked for.
check_local() {
    stile_rules --policy "$work/closed.toml" --load
    check "a connection of the gateway's own does not come to the queue" gateway_reaches "${bob[0]}" 6892
    check "rules for the gateway's own connections load" stile_rules --policy "$work/closed.toml" --local --load
    check "they load again" stile_rules --policy "$work/closed.toml" --local --load
    check "and are there already" said_of_every_family ": already loaded"
    check "now it comes" gateway_reaches_not "${bob[0]}" 6892
    check "the rules without load over them" stile_rules --load
    check "and leave no chain of theirs" [ "$(our_chains)" = "STILE-QUEUE STILE-RELEASE STILE-RESET " ]
}
gateway_reaches() { on gateway timeout 3 bash -c "exec 3<>/dev/tcp/$1/$2" 2>/dev/null; }
gateway_reaches_not() { ! gateway_reaches "$@"; }

# What a queue that nobody listens to does without bypass, a drop does on any kernel.
load_dropping_table() {
    stile_rules --policy "$work/$1" --backend nftables
    sed 's/queue num [0-9-]*$/drop/' "$work/rules-output" | on gateway nft -f - 2>"$work/rules-error"
}

check_tables_of_nft() {
    stile_rules --unload
    check "the nftables rules of the policy load, with a drop for the queue" load_dropping_table friends.toml
    check "with them Alice does not come to the queue" reaches "${bob[0]}" 6892
    check "the port that the list denies is out of reach" reaches_not "${bob[0]}" 6893
    check "they are known again" stile_rules --policy "$work/friends.toml" --backend nftables --load
    check "and left alone" said "nftables: already loaded"
    check "those of the stricter policy load over them" load_dropping_table strict.toml
    check "with them what goes to a stricter group comes to the queue" reaches_not "${bob[0]}" 6892
    check "what goes to others does not" reaches "${notification[0]%:*}" 6892
    check "rules of iptables load in their place" stile_rules --load
    check "and they are gone" no_nft_table
}

# status_of_nobody STATUS ARGUMENTS...: stile as a user who may search folders and nothing else, wherever it has been built.
status_of_nobody() {
    local status=0
    on gateway setpriv --reuid 65534 --regid 65534 --clear-groups --inh-caps +dac_read_search \
        --ambient-caps +dac_read_search "$bin/stile" "${@:2}" >"$work/rules-output" 2>"$work/rules-error" || status=$?
    [ "$status" = "$1" ]
}

# While one strict policy takes the place of another, again and again, nothing gets by that both of them stop.
check_no_gap() {
    local knocking numbers
    { cat "$work/strict.toml" && printf '[marks]\nrelease = 0x10000000\n'; } >"$work/other.toml"
    stile_rules --policy "$work/strict.toml" --load
    : >"$work/slipped"
    (while :; do on client timeout 0.05 bash -c "exec 3<>/dev/tcp/${bob[0]}/6892" 2>/dev/null && echo >>"$work/slipped"; done) &
    knocking=$!
    for numbers in {1..10}; do
        stile_rules --policy "$work/other.toml" --load && said_of_every_family ": loaded" || echo "$numbers" >>"$work/slipped"
        stile_rules --policy "$work/strict.toml" --load || echo "$numbers" >>"$work/slipped"
    done
    end_process "$knocking"
    check "while policies take each other's place nothing gets by" [ ! -s "$work/slipped" ]
}

check_refusals() {
    counted_rules >"$work/rules-once"
    printf '[queues]\nfial = "closed"\n' >"$work/wrong.toml"
    check "a wrong policy is refused with status 2" rules_status 2 --policy "$work/wrong.toml" --load
    check "and with its line" said "wrong.toml:2"
    check "loading and unloading at once is refused with status 2" rules_status 2 --load --unload
    check "who is not root is told so, with status 1" status_of_nobody 1 rules --load
    check "and what to do" said "run this as root"
    if has_nft_queue; then
        skip "a kernel without NFT_QUEUE: this one has it"
    else
        check "a kernel without NFT_QUEUE refuses the nftables rules with status 1" rules_status 1 --backend nftables --load
        check "and the message says what is missing" said "NFT_QUEUE"
    fi
    check "none of that changed a rule" went_on_counting counted_rules rules-once
}
