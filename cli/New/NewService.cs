using System.Collections.Immutable;

namespace Infra.Cli.New;

/// <summary>A file of a team's repository that Argo CD delivers by a paved road: <c>road</c> and <c>values</c>.</summary>
/// <param name="Name">Name of the file, of the release, and of what it makes.</param>
/// <param name="Team">The team, in whose namespace it is.</param>
public abstract record NewService(string Name, string Team)
{
    /// <summary>The most letters of a name: with a team's, of 30, and a hyphen between them, it is one label of a host name.</summary>
    internal const int MostLetters = 32;

    /// <summary>Name of the paved road, a folder of <c>golden-paths</c>.</summary>
    public abstract string Road { get; }

    /// <summary>The lines of its values.</summary>
    protected abstract ImmutableArray<string> Values();

    /// <summary>The whole file.</summary>
    internal string Text()
    {
        string[] lines =
        [
            $"# The team {Team} delivers this by the road {Road}; golden-paths/{Road}/values.yaml explains every value.",
            $"road: {Road}",
            "values:",
            .. Values().Select(line => $"  {line}"),
        ];
        return string.Join('\n', lines) + "\n";
    }
}
