/* Runs a command and tells what it took: cost REPORT COMMAND..., where the file REPORT gets one line with user and system
 * time in microseconds and the peak of resident memory in kilobytes. The command's status is ours.
 *
 * A program of its own, since a child's peak includes that of whoever forked it. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static long microseconds(struct timeval time) { return time.tv_sec * 1000000 + time.tv_usec; }

int main(int count, char **arguments) {
    struct rusage usage;
    int status;
    pid_t child;
    FILE *report = count > 2 ? fopen(arguments[1], "w") : NULL;
    if (!report) {
        fputs("usage: cost REPORT COMMAND...\n", stderr);
        return 2;
    }
    child = fork();
    if (child == 0) {
        execvp(arguments[2], arguments + 2);
        perror(arguments[2]);
        _exit(127);
    }
    if (child < 0 || wait4(child, &status, 0, &usage) != child) {
        perror("cost");
        return 1;
    }
    fprintf(report, "%ld %ld\n", microseconds(usage.ru_utime) + microseconds(usage.ru_stime), usage.ru_maxrss);
    fclose(report);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
