# shellcheck shell=bash disable=SC2154,SC2016
# Stile as people have it: from the Debian package, run by systemd, on the lab's gateway. Sourced by scripts/lab.

# Finds the gateway without a daemon, and leaves it without rules.
packaged_conversations() {
    heading "The Debian package on the gateway"
    on gateway scripts/rules unload
    make_package || die 1 "lab: scripts/package fails: $(tail -1 "$work/package")"
    cp "$(package_file)" "$work/stile.deb"
    # Before the lab's own, which would wait for the copy's first process to heed a polite signal.
    trap 'stop_machine; clean_up' EXIT
    if ! start_machine; then
        skip "the package: systemd does not start in a copy of this machine ($(tail -1 "$work/machine"))"
        stop_machine
        return 0
    fi
    check "it installs" install_package stile.deb
    check "the service is up, and systemd was told so" in_machine systemctl is-active --quiet stile.service
    check "the queues have their listeners" queues_are_bound
    check "it runs as a user of its own, on one privilege, in every thread" keeps_one_privilege
    check "the rules are loaded" on gateway iptables -w -t mangle -S STILE-QUEUE
    check "stile status tells how it does" in_machine stile status
    upgraded_conversation
    reloaded_service
    ended_service
    removed_package
    installed_from_sources
    stop_machine
}

# Unless there is one of this build already.
make_package() {
    [ "$(package_file)" -nt .build/release/stiled ] || scripts/package --built >"$work/package" 2>&1
}

# install_package FILE: one in $work.
install_package() { in_machine env DEBIAN_FRONTEND=noninteractive dpkg --force-confold -i "/run/lab/$1" >"$work/dpkg" 2>&1; }
queues_are_bound() { [ "$(on gateway awk '$1 <= 1' /proc/net/netfilter/nfnetlink_queue | wc -l)" = 2 ]; }
# In the copy's own numbers; 0 when there is none.
service_pid() { in_machine systemctl show --property MainPID --value stile.service; }
service_is_up() { in_machine systemctl is-active --quiet stile.service && queues_are_bound; }

# CAP_NET_ADMIN is bit 12.
keeps_one_privilege() {
    local pid
    pid=$(service_pid)
    [ "$pid" != 0 ] || return 1
    in_machine sh -c "cat /proc/$pid/task/*/status" >"$work/status"
    ! grep -E '^Cap(Prm|Eff|Inh|Amb)' "$work/status" | grep -vE '0000000000001000|0{16}' &&
        ! grep -E '^Uid:\s+0' "$work/status"
}

# The next version arrives between two chat lines of an open conversation.
upgraded_conversation() {
    local before after
    heading "An upgrade between two chat lines"
    dpkg-deb -R "$work/stile.deb" "$work/next"
    sed -i 's/^Version: .*/&+next/' "$work/next/DEBIAN/control"
    dpkg-deb --root-owner-group -Znone -b "$work/next" "$work/next.deb" >/dev/null
    rm -f "$work/upgraded"
    before=$(service_pid)
    on gateway iptables -w -t mangle -S >"$work/rules-before"
    begin_conversation 0 "call bob@example.com" "say one" "hear two" "until-file $work/upgraded" "say three" \
        "hear four" "offer report.txt" outcome "say five" "hear six" -- \
        answer "hear one" "say two" "hear three" "say four" "hear five" "say six" "until-offline alice@example.com"
    check "a conversation is under way" eventually 10 saw alice 'arrived chat bob@example.com "two"'
    check "the upgrade installs" install_package next.deb
    after=$(service_pid)
    touch "$work/upgraded"
    check "both finish what they came for" end_conversation
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "bob sees no offer" not_seen bob "arrived offer"
    check "nobody had to sign in again: no connection was lost" not_seen alice "lost switchboard"
    check "another daemon is at work" [ "$before" != "$after" ]
    on gateway iptables -w -t mangle -S >"$work/rules-after"
    check "the rules stood all the while" diff "$work/rules-before" "$work/rules-after"
}

reloaded_service() {
    heading "systemctl reload"
    check "it does" in_machine systemctl reload stile.service
    in_machine sh -c 'echo "[queues" >>/etc/stile/stile.toml'
    check "with a bad policy it fails" refuses in_machine systemctl reload stile.service
    check "and the daemon goes on" service_is_up
    heading "A start with that policy"
    check "fails" refuses in_machine systemctl restart stile.service
    check "for good: it is not tried over and over" in_machine systemctl is-failed --quiet stile.service
    check "the log names file and line" last_line_is_blamed
    check "its lines have one time, the journal's" journal_is_plain
    check "chat passes meanwhile" converse 0 "call bob@example.com" "say one" "hear two" -- \
        answer "hear one" "say two" "until-offline alice@example.com"
    in_machine sed -i '$d' /etc/stile/stile.toml
    check "with the policy mended it starts" in_machine systemctl restart stile.service
}
last_line_is_blamed() {
    local line
    line=$(in_machine wc -l /etc/stile/stile.toml)
    in_machine journalctl --quiet --unit stile.service >"$work/journal"
    grep -q "/etc/stile/stile.toml:${line%% *}" "$work/journal"
}
journal_is_plain() {
    in_machine journalctl --quiet --output cat --unit stile.service >"$work/journal"
    grep -q '^policy: /etc/stile/stile.toml' "$work/journal" && ! grep -qE '^(<[0-9]>|[0-9]{4}-)' "$work/journal"
}
refuses() { ! "$@" 2>/dev/null; }

ended_service() {
    local pid
    heading "The daemon is killed, and then hangs"
    pid=$(service_pid)
    in_machine systemctl kill --signal=KILL --kill-who=main stile.service
    check "systemd has another one up" eventually 10 replaced "$pid"
    pid=$(service_pid)
    in_machine systemctl kill --signal=STOP --kill-who=main stile.service
    check "one that hangs is ended and replaced" eventually 30 replaced "$pid"
    check "chat passes again, and files do not" converse 0 "call bob@example.com" "say one" "hear two" \
        "offer report.txt" outcome "say three" -- answer "hear one" "say two" "hear three" "until-offline alice@example.com"
    check "bob sees no offer" not_seen bob "arrived offer"
}
replaced() { [ "$(service_pid)" != "$1" ] && service_is_up; }

removed_package() {
    heading "The package is removed"
    check "it is" in_machine dpkg --purge stile
    check "the queues are free" refuses queues_are_bound
    check "no chain of ours is left" no_chains_left
}
no_chains_left() { ! on gateway iptables-save | grep STILE; }

# What else scripts/install leaves on a machine than there was before: nothing.
installed_from_sources() {
    heading "scripts/install, and what it leaves"
    machine_files >"$work/files-before"
    check "it installs" in_repository scripts/install --built
    check "the service starts" in_machine systemctl enable --quiet --now stile.service
    check "the queues have their listeners" queues_are_bound
    check "it uninstalls" in_repository scripts/install --uninstall
    machine_files >"$work/files-after"
    check "the queues are free" refuses queues_are_bound
    check "no chain of ours is left" no_chains_left
    check "no file is left" diff "$work/files-before" "$work/files-after"
}
in_repository() { in_machine bash -c 'cd /run/sources && "$@"' sources "$@" >"$work/install" 2>&1; }
machine_files() {
    in_machine find /etc /usr /var -xdev \( -path /var/log/journal -o -path /var/cache -o -path /var/lib/systemd \) -prune -o -print | sort
}
