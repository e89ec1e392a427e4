# shellcheck shell=bash disable=SC2016,SC2154
# Copies of this machine that are thrown away: its files as they are, changes in memory. Sourced by scripts/test and scripts/lab.

# Makes /mnt/root the copy, in a mount namespace of its own.
copied_files='
    mount -t tmpfs scratch /mnt
    mkdir /mnt/changes /mnt/work /mnt/root
    mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/changes,workdir=/mnt/work /mnt/root
    mount -t proc proc /mnt/root/proc
    mount -t tmpfs run /mnt/root/run
    mount --rbind /dev /mnt/root/dev
'

# in_scratch_copy COMMAND...: in a copy that is gone when the command ends, without a network and without an init.
in_scratch_copy() {
    unshare --mount --net --pid --fork --propagation private \
        bash -euo pipefail -c "$copied_files"'exec chroot /mnt/root "$@"' copy "$@"
}

# What scripts/package makes of the release build that is there.
package_file() { printf '.build/stile_%s_%s.deb' "$(.build/release/stile --version)" "$(dpkg --print-architecture)"; }

machine='' machine_job='' machine_group=''

# start_machine: a copy run by systemd, with the network of the lab's gateway, $work as /run/lab, and the folder of the
# sources, which it may hide where it lies, as /run/sources. It starts basic.target
# and nothing of what this machine has enabled; a ban on starting services, as containers have it, does not hold there.
start_machine() {
    local groups
    groups=$(awk '$3 == "cgroup2" { print $2; exit }' /proc/mounts)
    [ -n "$groups" ] || return 1
    machine_group=$groups/stile-machine-$$
    become_machine >"$work/machine" 2>&1 &
    machine_job=$!
    eventually 30 machine_runs
}

# For use with &. A group of its own is the top of what the copy's systemd sees.
become_machine() {
    mkdir "$machine_group"
    printf '%s\n' "$BASHPID" >"$machine_group/cgroup.procs"
    become gateway unshare --cgroup --mount --pid --uts --ipc --fork --propagation private \
        bash -euo pipefail -c "$copied_files"'
            mount -t sysfs sysfs /mnt/root/sys
            mount -t cgroup2 cgroup2 /mnt/root/sys/fs/cgroup
            mkdir /mnt/root/run/lab /mnt/root/run/sources
            mount --bind "$1" /mnt/root/run/lab
            mount --bind . /mnt/root/run/sources
            rm -f /mnt/root/usr/sbin/policy-rc.d
            exec env -i container=other PATH=/usr/sbin:/usr/bin:/sbin:/bin \
                chroot /mnt/root /lib/systemd/systemd --unit=basic.target --show-status=no' copy "$work" </dev/null
}

machine_runs() {
    machine=$(xargs -n 1 <"/proc/$machine_job/task/$machine_job/children" 2>/dev/null | head -1)
    [ -n "$machine" ] && in_machine systemctl is-system-running 2>/dev/null | grep -qE 'running|degraded'
}

# in_machine COMMAND...
in_machine() { nsenter --target "$machine" --all --root --wd "$@"; }

# With its first process goes every other of it, and the copy.
stop_machine() {
    [ -n "$machine_job" ] || return 0
    [ -z "$machine" ] || kill -KILL "$machine" 2>/dev/null || true
    wait "$machine_job" 2>/dev/null || true
    eventually 5 groups_are_gone || true
    machine='' machine_job=''
}
groups_are_gone() { find "$machine_group" -depth -type d -exec rmdir {} + 2>/dev/null || [ ! -e "$machine_group" ]; }
