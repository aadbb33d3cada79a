using System.Collections.Immutable;
using Infra.Cli.StackFiles;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.RepresentationModel;

namespace Infra.Cli.New.Writing;

/// <summary>The text of a stack file with more items in a list or members in an object, all else as it was, comments and blanks
/// included.</summary>
/// <param name="Text">The whole text.</param>
/// <param name="Line">Line at which what was added begins, from 1.</param>
/// <param name="Added">The lines that were added.</param>
public sealed record StackEdit(string Text, int Line, ImmutableArray<string> Added)
{
    /// <summary>Adds items at the end of a list of <c>config</c>, or members at the end of an object. One that is not there is begun behind
    /// the last of the keys that come before it.</summary>
    /// <param name="text">The text of a stack file that Pulumi accepts, without a byte order mark.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="project">The project, to which keys without a namespace belong.</param>
    /// <param name="key">The key of the list, with its namespace.</param>
    /// <param name="before">Keys behind one of which the list belongs.</param>
    /// <param name="item">The lines of the items, the first with its hyphen, or of the members.</param>
    /// <exception cref="StackFileException">The list or <c>config</c> is not written line by line.</exception>
    public static StackEdit Append(
        string text, string file, string project, string key, ImmutableArray<string> before, ImmutableArray<string> item)
    {
        var root = StackFile.Parse(text, file);
        var config = root.Children.FirstOrDefault(child => child.Key is YamlScalarNode { Value: "config" });
        if (config.Value is not YamlMappingNode { Style: not MappingStyle.Flow, Children.Count: > 0 } entries)
        {
            throw new StackFileException($"{file}: config is not a list of keys, a line each. Write it so, to have {key} added.");
        }

        var keys = entries.Children.Keys.Select(node => (Node: node, Name: StackFile.FullName(((YamlScalarNode)node).Value!, project)))
            .ToList();
        var at = keys.FindIndex(each => each.Name == key);
        var behind = at >= 0 ? at : keys.FindLastIndex(each => before.Contains(each.Name)) is >= 0 and var last ? last : keys.Count - 1;
        var indent = Column(keys[0].Node);
        var lines = text.Split('\n');
        var end = behind + 1 < keys.Count ? keys[behind + 1].Node
            : root.Children.Keys.FirstOrDefault(other => other.Start.Index > config.Key.Start.Index);
        var place = LastLine(lines, Row(keys[behind].Node), end is null ? lines.Length : Row(end), indent);
        var hyphens = at < 0 ? 0 : Indent(entries.Children[keys[at].Node], key, item[0].StartsWith('-'), file, lines, indent);
        return Insert(text, lines, place, at < 0
            ? [$"{Blank(indent)}{key}:", .. item.Select(line => Blank(indent + 2) + line)]
            : [.. item.Select(line => Blank(hyphens) + line)]);
    }

    // Rows and columns count from 0.
    private static int Row(YamlNode node) => (int)node.Start.Line - 1;

    private static int Column(YamlNode node) => (int)node.Start.Column - 1;

    private static string Blank(int width) => new(' ', width);

    // Where the hyphens of a list stand, or the names of members.
    private static int Indent(YamlNode list, string key, bool ofItems, string file, string[] lines, int indent)
    {
        switch (list)
        {
            case YamlMappingNode { Style: not MappingStyle.Flow, Children: [var first, ..] } when !ofItems:
                return Column(first.Key);
            case YamlScalarNode { Value: null or "", Style: ScalarStyle.Plain }:
                return indent + 2;
            case YamlSequenceNode { Style: not SequenceStyle.Flow, Children: [var first, ..] }
                when ofItems && lines[Row(first)][..Column(first)].TrimEnd() is var lead && lead.TrimStart() == "-":
                return lead.Length - 1;
            default:
                throw new StackFileException(
                    $"{file}:{list.Start.Line}:{list.Start.Column}: {key} is not " +
                    $"{(ofItems ? "a list with a line for each item" : "an object with a line for each member")}. Write it so, to have " +
                    "one added.");
        }
    }

    // The row behind the last that belongs to what begins at a row: blanks and comments before the next key belong to that.
    private static int LastLine(string[] lines, int begin, int end, int indent)
    {
        while (end > begin + 1 && (lines[end - 1].AsSpan().Trim() is var line) && (line.IsEmpty
            || (line[0] == '#' && lines[end - 1].Length - lines[end - 1].AsSpan().TrimStart().Length <= indent)))
        {
            end--;
        }

        return end;
    }

    private static StackEdit Insert(string text, string[] lines, int place, ImmutableArray<string> added)
    {
        var newLine = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var offset = Math.Min(text.Length, lines.Take(place).Sum(line => line.Length + 1));
        var block = string.Join(newLine, added);
        var ended = offset == 0 || text[offset - 1] == '\n';
        return new(text.Insert(offset, ended ? block + newLine : newLine + block), place + 1, added);
    }
}
