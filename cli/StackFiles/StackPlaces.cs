using System.Globalization;
using Infra.Findings;
using Infra.Specification;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli.StackFiles;

/// <summary>Where in a stack file the paths of findings are.</summary>
/// <param name="config">The members of <c>config</c>, all with text as keys.</param>
/// <param name="file">Name of the file.</param>
/// <param name="project">Name of the project, to which keys without a namespace belong.</param>
internal sealed class StackPlaces(IEnumerable<KeyValuePair<YamlNode, YamlNode>> config, string file, string project)
{
    private readonly List<Step> _config =
    [
        .. from entry in config
           select new Step(Member(StackFile.FullName(((YamlScalarNode)entry.Key).Value!, project)), entry.Key, entry.Value),
    ];

    /// <summary>The place of a path such as <c>clusters[0].pools[1].gpu</c>, or of the nearest part that encloses it; null if its first
    /// part is not in the file.</summary>
    internal FilePlace? Of(string path)
    {
        var rest = Member(path);
        YamlNode? place = null;
        for (var step = Longest(_config, rest); step is not null; step = Next(step.Value, rest))
        {
            place = step.Place;
            rest = rest[step.Name.Length..];
        }

        return place is null ? null : new FilePlace(file, checked((int)place.Start.Line), checked((int)place.Start.Column));
    }

    // Paths leave out the namespace of the platform.
    private static string Member(string key) =>
        $".{(key.StartsWith(SpecReader.Namespace, StringComparison.Ordinal) ? key[SpecReader.Namespace.Length..] : key)}";

    private static Step? Next(YamlNode node, string rest) => node switch
    {
        YamlSequenceNode list => Item(list, rest),
        YamlMappingNode mapping => Longest(
            from member in mapping.Children
            where member.Key is YamlScalarNode
            select new Step($".{((YamlScalarNode)member.Key).Value}", member.Key, member.Value),
            rest),
        _ => null,
    };

    private static Step? Item(YamlSequenceNode list, string rest)
    {
        var end = rest.IndexOf(']', StringComparison.Ordinal);
        return end > 1 && int.TryParse(rest.AsSpan(1, end - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var index)
            && index < list.Children.Count
            ? new Step(rest[..(end + 1)], list.Children[index], list.Children[index])
            : null;
    }

    // Names may contain dots, as those of labels do: the longest that fits is meant.
    private static Step? Longest(IEnumerable<Step> members, string path) => members
        .Where(step => path.StartsWith(step.Name, StringComparison.Ordinal)
            && (path.Length == step.Name.Length || path[step.Name.Length] is '.' or '['))
        .MaxBy(step => step.Name.Length);

    // A part of a path, where it is written, and what is there.
    private sealed record Step(string Name, YamlNode Place, YamlNode Value);
}
