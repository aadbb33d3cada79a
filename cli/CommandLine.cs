using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using Infra.Cli.New;
using Infra.Cli.StackFiles;
using Infra.Findings;
using Infra.Reports.Costs;
using Pulumi;

namespace Infra.Cli;

/// <summary>The command line <c>platform</c>: results on standard output, diagnostics on standard error.</summary>
public static class CommandLine
{
    /// <summary>There are no errors.</summary>
    public const int Fine = 0;

    /// <summary>There are findings of severity error.</summary>
    public const int HasErrors = 1;

    /// <summary>The command or the stack file cannot be read.</summary>
    public const int Unreadable = 2;

    /// <summary>Runs a command.</summary>
    /// <param name="args">The command and its options.</param>
    /// <param name="output">Where results go.</param>
    /// <param name="error">Where diagnostics go.</param>
    /// <returns>The exit code: <see cref="Fine"/>, <see cref="HasErrors"/> or <see cref="Unreadable"/>.</returns>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        try
        {
            return await AnswerAsync(args, output, error);
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

            return Unreadable;
        }
    }

    private static async Task<int> AnswerAsync(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var root = Root(output);
        if (args.Count == 0)
        {
            await root.Parse("--help").InvokeAsync(Printing(error, error));
            return Unreadable;
        }

        var parsed = Parse(root, args);
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync(Printing(output, error));
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
        return Unreadable;
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

    private static InvocationConfiguration Printing(TextWriter output, TextWriter error) =>
        new() { Output = output, Error = error, EnableDefaultExceptionHandler = false };

    private static string Explain(Exception mistake) => mistake switch
    {
        StackFileException or RunException => mistake.Message,
        IOException or UnauthorizedAccessException => $"The result cannot be written: {mistake.Message}",
        _ => $"The stack could not be checked. Please report this: {mistake.Message}",
    };

    private static RootCommand Root(TextWriter output)
    {
        var stack = new Argument<string>("stack") { Description = "Name of the stack, for example dev for Pulumi.dev.yaml." };
        var folder = new Option<DirectoryInfo>("--cwd", "-C")
        {
            Description = "Folder of the project, where Pulumi.yaml is.",
            HelpName = "folder",
            DefaultValueFactory = _ => new DirectoryInfo(Directory.GetCurrentDirectory()),
            Recursive = true,
        };
        var format = Format("text for people, json for programs", "text", "json");
        var checklist = Format("text for people, json and yaml in the form of the checklist", "text", "json", "yaml");
        var tree = new Option<bool>("--tree") { Description = "Print the resources as a tree." };
        var order = new Option<bool>("--order") { Description = "Print in which order the parts of each cluster are created." };
        var folderOut = new Option<DirectoryInfo?>("--out")
        {
            HelpName = "folder",
            Description = "Also write plan.json and, per cluster, the Helm values and manifests into this folder.",
        };

        var plan = new Command("plan", "Evaluate a stack offline and show what it would create.")
        {
            stack, format, tree, order, folderOut,
        };
        plan.SetAction((parsed, _) => PlanCommand.RunAsync(
            StackFile.Read(parsed.GetValue(folder)!, parsed.GetValue(stack)!),
            new PlanOptions(parsed.GetValue(format), parsed.GetValue(tree), parsed.GetValue(order), parsed.GetValue(folderOut)),
            Terminal.For(output)));

        var check = new Command("check", "Check a stack file against the rules, without evaluating it.") { stack, format };
        check.SetAction((parsed, _) => Task.FromResult(CheckCommand.Run(
            StackFile.Read(parsed.GetValue(folder)!, parsed.GetValue(stack)!), parsed.GetValue(format), Terminal.For(output))));

        var conformance = new Command("conformance", "Show what the plan of a stack has of Kubernetes AI Conformance, cluster by cluster.")
        {
            stack, checklist,
        };
        conformance.SetAction((parsed, _) => ConformanceCommand.RunAsync(
            StackFile.Read(parsed.GetValue(folder)!, parsed.GetValue(stack)!), parsed.GetValue(checklist), Terminal.For(output)));

        var logs = new Option<decimal>("--logs-gb-per-day")
        {
            Description = "GB of logs that the store of each cloud cluster takes in a day.",
            HelpName = "GB",
            DefaultValueFactory = _ => CostAssumptions.DefaultLogsGBPerDay,
            CustomParser = given => Decimal(given, 1_000_000),
        };
        var utilisation = new Option<decimal?>("--utilisation")
        {
            Description = "Share of the time in which GPUs work, in percent; with it the cost of idle GPUs is printed.",
            HelpName = "percent",
            CustomParser = given => Decimal(given, 100),
        };
        var cost = new Command("cost", "Count what a stack costs in a month at list prices, cluster by cluster.")
        {
            stack, format, logs, utilisation,
        };
        cost.SetAction((parsed, _) => CostCommand.RunAsync(
            StackFile.Read(parsed.GetValue(folder)!, parsed.GetValue(stack)!),
            new CostAssumptions(parsed.GetValue(logs), parsed.GetValue(utilisation) / 100),
            parsed.GetValue(format), Terminal.For(output)));

        var root = new RootCommand("Plans and checks the AI platform without a cloud account.")
        {
            folder, plan, check, conformance, cost, NewCommand.Of(stack, folder, () => Terminal.For(output)),
        };
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = ExampledCommand.Help((HelpAction)help.Action!);
        return root;
    }

    private static decimal Decimal(ArgumentResult given, int most)
    {
        var word = given.Tokens[0].Value;
        if (decimal.TryParse(word, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= most)
        {
            return number;
        }

        given.AddError($"{((OptionResult)given.Parent!).Option.Name}: \"{word}\" is not a number that it takes. Allowed: 0 to {most}.");
        return default;
    }

    private static Option<OutputFormat> Format(string what, params string[] words) => new("--format")
    {
        Description = $"Output format: {what}.",
        HelpName = string.Join('|', words),
        CustomParser = given =>
        {
            var word = given.Tokens[0].Value;
            if (words.Contains(word.ToLowerInvariant()) && Enum.TryParse<OutputFormat>(word, ignoreCase: true, out var known))
            {
                return known;
            }

            given.AddError(
                $"--format: \"{word}\" is not known.{Spelling.DidYouMean(word, words)} Allowed: {string.Join(", ", words)}.");
            return default;
        },
    };
}
