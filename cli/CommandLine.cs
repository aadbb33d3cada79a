using System.CommandLine;
using System.CommandLine.Help;
using Infra.Cli.Catalogue;
using Infra.Cli.Completion;
using Infra.Cli.Conformance;
using Infra.Cli.Costs;
using Infra.Cli.Diff;
using Infra.Cli.Explain;
using Infra.Cli.Mirror;
using Infra.Cli.New;
using Infra.Cli.Plans;
using Infra.Cli.Report;
using Infra.Cli.Shell;
using Infra.Cli.Sovereignty;
using Infra.Cli.StackFiles;
using Infra.Findings;
using Pulumi;
using Spectre.Console;

namespace Infra.Cli;

/// <summary>The command line <c>platform</c>: results on standard output, diagnostics on standard error.</summary>
public static class CommandLine
{
    /// <summary>Runs a command.</summary>
    /// <param name="args">The command and its options.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where diagnostics go.</param>
    /// <returns>The exit code: one of <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error) =>
        RunAsync(args, Terminal.For(output), error);

    /// <summary>Runs a command on a console, such as a terminal of some width.</summary>
    internal static async Task<int> RunAsync(IReadOnlyList<string> args, IAnsiConsole console, TextWriter error)
    {
        try
        {
            return await AnswerAsync(args, console, error);
        }
        catch (Exception mistake)
        {
            try
            {
                await error.WriteLineAsync(Explain(mistake));
            }
            catch (Exception unheard) when (unheard is IOException or UnauthorizedAccessException)
            {
                // Diagnostics cannot be written either; the exit code remains.
            }

            return ExitCode.Unreadable;
        }
    }

    private static async Task<int> AnswerAsync(IReadOnlyList<string> args, IAnsiConsole console, TextWriter error)
    {
        var root = Root(console);
        if (args.Count == 0)
        {
            await root.Parse("--help").InvokeAsync(Printing(error, error));
            return ExitCode.Unreadable;
        }

        var parsed = Parse(root, args);
        // The words of a line that is being completed are its argument.
        if (parsed.Errors.Count == 0 || args[0].StartsWith("[suggest", StringComparison.Ordinal))
        {
            return await parsed.InvokeAsync(Printing(console.Profile.Out.Writer, error));
        }

        var commands = root.Subcommands.Select(command => command.Name).ToList();
        if (parsed.CommandResult.Command == root && parsed.UnmatchedTokens is [var word, ..])
        {
            await error.WriteLineAsync(
                $"There is no command \"{word}\".{Spelling.DidYouMean(word, commands)} Allowed: {Spelling.List(commands)}.");
        }
        else
        {
            foreach (var mistake in parsed.Errors)
            {
                await error.WriteLineAsync(mistake.Message);
            }
        }

        await error.WriteLineAsync("See: platform --help");
        return ExitCode.Unreadable;
    }

    private static ParseResult Parse(RootCommand root, IReadOnlyList<string> args)
    {
        try
        {
            return root.Parse(args);
        }
        catch (FileNotFoundException)
        {
            // Parsing resolves folders to full paths.
            throw new StackFileException("The current folder no longer exists. Change to one that exists.");
        }
    }

    // Signals are the program's own, so that they end a command that cannot be cancelled as well.
    private static InvocationConfiguration Printing(TextWriter output, TextWriter error) =>
        new() { Output = output, Error = error, EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };

    private static string Explain(Exception mistake) => mistake switch
    {
        StackFileException or RunException => mistake.Message,
        IOException or UnauthorizedAccessException => $"The result cannot be written: {mistake.Message}",
        _ => $"The stack could not be checked. Please report this: {mistake.Message}",
    };

    private static RootCommand Root(IAnsiConsole console)
    {
        var setting = new CommandSetting(console);
        var root = new RootCommand("Plans and checks the AI platform without a cloud account.")
        {
            setting.Project,
            PlanCommand.Of(setting),
            CheckCommand.Of(setting),
            DiffCommand.Of(setting),
            CostCommand.Of(setting),
            SovereigntyCommand.Of(setting),
            ConformanceCommand.Of(setting),
            MirrorCommand.Of(setting),
            ReportCommand.Of(setting),
            ExplainCommand.Of(setting),
            CatalogueCommand.Of(setting),
            NewCommand.Of(setting),
            CompletionCommand.Of(setting.Console),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = ExampledCommand.Help((HelpAction)help.Action!);
        return root;
    }
}
