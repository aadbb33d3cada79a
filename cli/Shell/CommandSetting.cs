using System.CommandLine;
using Infra.Cli.StackFiles;
using Infra.Findings;
using Infra.Specification;
using Spectre.Console;

namespace Infra.Cli.Shell;

/// <summary>What all commands share: which stack, of which project, in which form, and where results go.</summary>
/// <param name="output">Where results go.</param>
public sealed class CommandSetting(TextWriter output)
{
    /// <summary>The stack that a command works on.</summary>
    public Argument<string> Stack { get; } = new("stack") { Description = "Name of the stack, for example dev for Pulumi.dev.yaml." };

    /// <summary>The folder of the project; every command takes it.</summary>
    public Option<DirectoryInfo> Project { get; } = new("--cwd", "-C")
    {
        Description = "Folder of the project, where Pulumi.yaml is.",
        HelpName = "folder",
        DefaultValueFactory = _ => new DirectoryInfo(Directory.GetCurrentDirectory()),
        Recursive = true,
    };

    /// <summary>Text or JSON.</summary>
    public Option<OutputFormat> Format { get; } = FormatOf("text for people, json for programs", "text", "json");

    /// <summary>Where a command prints its result.</summary>
    public IAnsiConsole Console { get; } = Terminal.For(output);

    /// <summary>The stack as read from its file.</summary>
    /// <exception cref="StackFileException">It cannot be read.</exception>
    public StackInputs Read(ParseResult parsed) => StackFile.Read(parsed.GetValue(Project)!, parsed.GetValue(Stack)!);

    /// <summary>The option <c>--format</c> of a command with formats of its own.</summary>
    /// <param name="what">What each format is for.</param>
    /// <param name="words">The formats, by the names of <see cref="OutputFormat"/>; the first is the default.</param>
    public static Option<OutputFormat> FormatOf(string what, params string[] words) => new("--format")
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
