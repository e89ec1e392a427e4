# shellcheck shell=bash disable=SC2034,SC2154
# Files and pictures in sessions, among chat, over bad links; sourced by scripts/lab after mangling.sh and sessions.sh.

# How often each of the two offers a file, and asks for the other's picture.
rounds=6

# session_script ME OTHER: what one of the two does, a line a step.
session_script() {
    local round line
    for ((round = 1; round <= rounds; round++)); do
        for ((line = 1; line <= 4; line++)); do printf 'say %s, line %d of round %d\n' "$1" "$line" "$round"; done
        printf '%s\n' "share report.txt" until-resolved send-file end-session "say $1 asks in $round" \
            want-picture until-picture end-session "say $1 ends $round" "hear $2 ends $round"
    done
    # Who closes a connection with an answer unread resets it.
    printf '%s\n' "say $1 pauses" "hear $2 pauses" "say $1 takes leave" "hear $2 takes leave"
}

# mangled_sessions CARRIER
mangled_sessions() {
    use_carrier "$1"
    first_alice=() first_bob=()
    hold_mangled_sessions "$1"
}

# mangled_direct CARRIER: a picture opens a direct connection, by which everything but chat goes from then on.
mangled_direct() {
    use_carrier "$1"
    first_alice=(want-picture until-resolved connect until-picture end-session "say open")
    first_bob=(pictures-directly "hear open")
    hold_mangled_sessions "$1, direct connection"
    check "all of Alice's offers go by the direct connection" \
        [ "$(count_of alice 'sent session offer .* by the direct')" = "$rounds" ]
    check "all of Bob's do" [ "$(count_of bob 'sent session offer .* by the direct')" = "$rounds" ]
}

# hold_mangled_sessions TITLE
hold_mangled_sessions() {
    local alice_steps bob_steps
    mapfile -t alice_steps < <(session_script alice bob)
    mapfile -t bob_steps < <(session_script bob alice)
    heading "Alice and Bob share files and pictures over bad links ($1)"
    check "both finish what they came for" converse_unseen 0 "$speak" "call bob@example.com" \
        ${first_alice[@]+"${first_alice[@]}"} "${alice_steps[@]}" "say goodbye" "hear goodbye" -- \
        "$speak" answer ${first_bob[@]+"${first_bob[@]}"} "${bob_steps[@]}" "hear goodbye" "say goodbye" \
        "until-left alice@example.com" "until-offline alice@example.com"
    check "every chat line arrives, byte for byte" all_chat_arrived
    check "no connection is lost on Alice's side" not_seen alice "lost switchboard"
    check "nor on the server's" nobody_lost
    check_rounds alice bob $rounds
    check_rounds bob alice $((rounds + (${#first_alice[@]} > 0)))
}

# count_of NAME EVENT
count_of() { grep -c "^$2" "$work/$1" || true; }

# check_rounds SENDER RECEIVER PICTURES: of the files that the sender shares, and the receiver's pictures.
check_rounds() {
    check "$2 gets $3 pictures, byte for byte" [ "$(count_of "$2" 'arrived picture of .* intact')" = "$3" ]
    if [ "$transfers" = none ]; then
        check "all $rounds files that $1 sends arrive intact" [ "$(count_of "$2" 'arrived file of 5000 bytes intact')" = "$rounds" ]
        return
    fi
    check "of $rounds session offers that $1 makes, none arrives" not_seen "$2" "arrived session offer"
    check "the receiving client declines each, and $1 is told" [ "$(count_of "$1" 'session declined 603')" = "$rounds" ]
    check "not a byte of a file is stored" not_seen "$2" "stored file bytes"
}
