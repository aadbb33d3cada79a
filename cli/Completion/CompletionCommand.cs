using System.CommandLine;
using Infra.Cli.Shell;
using Infra.Findings;
using Spectre.Console;

namespace Infra.Cli.Completion;

/// <summary><c>platform completion</c>: the script by which a shell completes commands, options, formats and the names of stacks.</summary>
public static class CompletionCommand
{
    // Each asks the program for what may follow the words before the cursor, without the name of the program.
    private static readonly (string Shell, string Script)[] _scripts =
    [
        ("bash",
            """
            _platform() {
                local line="${COMP_LINE:0:COMP_POINT}" IFS=$'\n'
                line="${line#* }"
                COMPREPLY=($(compgen -W "$("$1" "[suggest:${#line}]" "$line" 2>/dev/null)" -- "$2"))
            }
            complete -o default -F _platform platform

            """),
        ("zsh",
            """
            #compdef platform
            _platform() {
                local line="${BUFFER[1,CURSOR]}"
                line="${line#* }"
                local -a answers=("${(@f)$(platform "[suggest:${#line}]" "$line" 2>/dev/null)}")
                compadd -- ${answers:#} || _files
            }
            compdef _platform platform

            """),
        ("fish",
            """
            function _platform
                set -l line (string replace -r '^\S+\s*' '' -- (commandline -cp | string collect))
                platform "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
            end
            complete -c platform -a '(_platform)'

            """),
        ("pwsh",
            """
            Register-ArgumentCompleter -Native -CommandName platform -ScriptBlock {
                param($word, $line, $cursor)
                $before = $line.ToString().PadRight($cursor).Substring(0, $cursor) -replace '^\S+\s*', ''
                platform "[suggest:$($before.Length)]" $before | Where-Object { $_ -like "$word*" } | ForEach-Object {
                    [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_)
                }
            }

            """),
    ];

    /// <summary>The command.</summary>
    /// <param name="console">Where to print.</param>
    public static Command Of(IAnsiConsole console)
    {
        var shells = _scripts.Select(each => each.Shell).ToList();
        var shell = new Argument<string>("shell")
        {
            Description = $"{string.Join(", ", shells)}.",
            HelpName = string.Join('|', shells),
            CustomParser = given =>
            {
                var word = given.Tokens[0].Value;
                if (!shells.Contains(word))
                {
                    given.AddError(
                        $"There is no script for \"{word}\".{Spelling.DidYouMean(word, shells)} Allowed: {Spelling.List(shells)}.");
                }

                return word;
            },
            CompletionSources = { shells.ToArray() },
        };
        var completion = new ExampledCommand(
            "completion",
            "Print the script by which a shell completes commands, options and the names of stacks.",
            """
            source <(platform completion bash)
            platform completion fish > ~/.config/fish/completions/platform.fish
            """)
        {
            shell,
        };
        completion.SetAction(parsed =>
        {
            var script = _scripts.First(each => each.Shell == parsed.GetValue(shell)).Script;
            console.Profile.Out.Writer.Write(script.ReplaceLineEndings("\n"));
            return ExitCode.Fine;
        });
        return completion;
    }
}
