using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Infra.Cli.Shell;

/// <summary>A command whose help ends with examples.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does.</param>
/// <param name="examples">Command lines; one may be several lines long.</param>
internal sealed class ExampledCommand(string name, string description, string examples) : Command(name, description)
{
    private string Examples { get; } = examples;

    /// <summary>Help that ends with the exit codes, and the examples of a command that has some.</summary>
    /// <param name="help">The help without these.</param>
    public static CommandLineAction Help(HelpAction help) => new WithMore(help);

    private sealed class WithMore(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        // Help is given for what is not a whole command yet.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = help.Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;
            output.Write($"Exit codes:\n{string.Concat(ExitCode.Meanings.Select(each => $"  {each.Code,-3}  {each.Meaning}\n"))}\n");
            if (parseResult.CommandResult.Command is ExampledCommand { Examples: var examples })
            {
                output.Write($"Examples:\n{string.Concat(examples.Split('\n').Select(line => $"  {line}\n"))}\n");
            }

            return exitCode;
        }
    }
}
