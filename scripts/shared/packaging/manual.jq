# Turns what a program says of itself (--experimental-dump-help) into a manual page in mdoc.
# Arguments: section, date, version, and tail, the sections that only a person can write.

def escaped: gsub("\\\\"; "\\e") | gsub("(?<before>^|[\\s(,:])(?<dashes>-+)"; .before + (.dashes | gsub("-"; "\\-")));
# A line of text, which may not be taken for a macro.
def line: escaped | if test("^[.']") then "\\&" + . else . end
    # Every sentence on a line of its own, as roff wants it.
    | gsub("(?<end>[a-z0-9)][.]) (?<next>[A-Z])"; .end + "\n" + .next);

# Paragraphs stay apart, and lines that are set in stay as they are.
def prose:
    split("\n\n") | map(
        [splits("\n")] | map(
            if startswith("  ") then ".Bd -literal -offset indent\n\(ltrimstr("  ") | line)\n.Ed"
            else line end
        ) | join("\n")
    ) | join("\n.Pp\n");

# A word on a macro's line.
def word: gsub("-"; "\\-");
def name: if .kind == "long" then "Fl \\-\(.name | word)" else "Fl \(.name | word)" end;
def value: if .kind == "option" then " Ar \(.valueName | word)" else "" end;
def names: .kind as $kind | [.names[]? | name] | join(" , ");
def item: if .kind == "positional" then "Ar \(.valueName | word)" else names + value end;

def choices: if .allValues then " One of \(.allValues | join(", "))." else "" end;
def standard:
    if .defaultValue and .kind == "option" then " Default: \(.defaultValue)." else "" end;
def explained: ".It \(item)\n\((.abstract // "") + choices + standard | line)";
def options:
    [.arguments[]? | select(.shouldDisplay) | select(.names == null or (.names | all(.name != "help" and .name != "version" and .name != "h")))];
def option_list: options | if length > 0 then ".Bl -tag -width Ds\n\(map(explained) | join("\n"))\n.El" else "" end;

def synopsis_item:
    (if .isRepeating then " ..." else "" end) as $more
    | if .isOptional then ".Op \(item)\($more)" else ".\(item)\($more)" end;
def synopsis($path): ".Nm \($path)\n" + (options | map(synopsis_item) | join("\n"));

def commands: [.subcommands[]? | select(.shouldDisplay and .commandName != "help")];
def described: [.abstract, .discussion] | map(select(. != null and . != "") | prose) | join("\n.Pp\n");

.command as $command
| $command.commandName as $program
| [
    ".\\\" Made from the program's own account of its options.",
    ".Dd \($date)",
    ".Dt \($program | ascii_upcase) \($section)",
    ".Os Stile \($version)",
    ".Sh NAME",
    ".Nm \($program)",
    ".Nd \($command.abstract | rtrimstr(".") | line)",
    ".Sh SYNOPSIS",
    (if ($command | commands) == [] then [$command | synopsis("")]
     else [$command | commands[] | ".Nm\n.Cm \(.commandName)" + (synopsis("") | ltrimstr(".Nm "))]
     end | map(gsub("\\.Nm \n"; ".Nm\n"))[]),
    ".Sh DESCRIPTION",
    ($command | described),
    ".Pp\n.Fl \\-help\nexplains every command,\n.Fl \\-version\ntells the version.",
    (if ($command | options) == [] then empty else ".Sh OPTIONS", ($command | option_list) end),
    (if ($command | commands) == [] then empty
     else ".Sh COMMANDS", ($command | commands[] | ".Ss \($program) \(.commandName)", described, option_list) end),
    $tail
] | map(select(. != "")) | join("\n") | gsub("\n+"; "\n") | rtrimstr("\n")
