using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Infra.Cli.Shell;

/// <summary>A command whose help ends with an example.</summary>
/// <param name="name">Its name.</param>
/// <param name="description">What it does.</param>
/// <param name="example">A command line, or several lines of one.</param>
internal sealed class ExampledCommand(string name, string description, string example) : Command(name, description)
{
    private string Example { get; } = example;

    /// <summary>Help that shows the examples of all commands that have one.</summary>
    /// <param name="help">The help without them.</param>
    public static CommandLineAction Help(HelpAction help) => new WithExample(help);

    private sealed class WithExample(HelpAction help) : SynchronousCommandLineAction
    {
        public override bool Terminating => true;

        // Help is given for what is not a whole command yet.
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = help.Invoke(parseResult);
            if (parseResult.CommandResult.Command is ExampledCommand { Example: var example })
            {
                var lines = example.Split('\n').Select(line => $"  {line}\n");
                parseResult.InvocationConfiguration.Output.Write($"Example:\n{string.Concat(lines)}\n");
            }

            return exitCode;
        }
    }
}
