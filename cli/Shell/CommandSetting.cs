using System.CommandLine;
using Infra.Cli.StackFiles;
using Infra.Findings;
using Infra.Specification;
using Spectre.Console;

namespace Infra.Cli.Shell;

/// <summary>What all commands share: which stack, of which project, in which form, and where results go.</summary>
public sealed class CommandSetting
{
    /// <summary>What all commands share.</summary>
    /// <param name="console">Where results go.</param>
    public CommandSetting(IAnsiConsole console)
    {
        Console = console;
        Stack = new("stack")
        {
            Description = "Name of the stack, for example dev, or its file Pulumi.dev.yaml.",
            HelpName = "stack",
            CustomParser = given =>
            {
                var word = given.Tokens[0].Value;
                // Of two folders, one is a mistake.
                if (StackPlace.HasFolder(word) && given.GetResult(Project!) is { Implicit: false })
                {
                    given.AddError($"{Project!.Name} is given, and a stack file in a folder: \"{word}\". Give one of them.");
                }

                return StackPlace.NameOf(word);
            },
        };
        Project = new("--cwd", "-C")
        {
            Description = "Folder of the project; without it that of the stack file, or the nearest one upwards with a Pulumi.yaml.",
            HelpName = "folder",
            DefaultValueFactory = given => StackPlace.FolderOf(given.GetResult(Stack)?.Tokens is [var word, ..] ? word.Value : null),
            Recursive = true,
        };
        Stack.CompletionSources.Add(line => StackPlace.NamesIn(
            line.ParseResult.GetResult(Project)?.Tokens is [var folder, ..] ? new DirectoryInfo(folder.Value) : StackPlace.FolderOf(null)));
    }

    /// <summary>The stack that a command works on.</summary>
    public Argument<string> Stack { get; }

    /// <summary>The folder of the project; every command takes it.</summary>
    public Option<DirectoryInfo> Project { get; }

    /// <summary>Text or JSON.</summary>
    public Option<OutputFormat> Format { get; } = FormatOf("text for people, json for programs", "text", "json");

    /// <summary>Where a command prints its result.</summary>
    public IAnsiConsole Console { get; }

    /// <summary>The stack as read from its file.</summary>
    /// <exception cref="StackFileException">It cannot be read.</exception>
    public StackInputs Read(ParseResult parsed) => StackFile.Read(parsed.GetValue(Project)!, parsed.GetValue(Stack)!);

    /// <summary>The option <c>--format</c> of a command with formats of its own.</summary>
    /// <param name="what">What each format is for.</param>
    /// <param name="words">The formats, by the names of <see cref="OutputFormat"/>; the first is the default.</param>
    public static Option<OutputFormat> FormatOf(string what, params string[] words)
    {
        var format = new Option<OutputFormat>("--format")
        {
            Description = $"Output format: {what}. [default: {words[0]}]",
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
        // The words of this command alone, not all of the type.
        format.CompletionSources.Clear();
        format.CompletionSources.Add(words);
        return format;
    }
}
