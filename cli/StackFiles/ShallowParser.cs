using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Infra.Cli.StackFiles;

/// <summary>Stops if lists and mappings are nested deeper than <see cref="NodeBudget.Deepest"/>: YamlDotNet's model recurses once per
/// level, and a file with only brackets would overflow the stack, which crashes the program. For the same reason at a key that is no
/// text, which may contain itself by an alias, and at an alias where none can be.</summary>
/// <param name="inner">Reads the file.</param>
/// <param name="file">Its name, for the message.</param>
internal sealed class ShallowParser(IParser inner, string file) : IParser
{
    // The stream and the document enclose the first mapping.
    private const int Outside = 3;

    // What is open: of a mapping whether a key is next, of a list nothing.
    private readonly Stack<bool?> _open = new();

    private int _depth;

    /// <inheritdoc/>
    public ParsingEvent? Current => inner.Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        var before = inner.Current;
        if (!inner.MoveNext())
        {
            return false;
        }

        // YamlDotNet takes it for a node of its own, and what follows for something else than it is.
        if (inner.Current is AnchorAlias alias && before is Scalar value && value.End.Index == alias.Start.Index)
        {
            throw StackFile.At(file, alias.Start, "not valid YAML: an alias follows a value");
        }

        FollowKeys(Current!);
        _depth += Current!.NestingIncrease;
        return _depth <= NodeBudget.Deepest + Outside ? true : throw StackFile.TooDeep(file, Current.Start);
    }

    private void FollowKeys(ParsingEvent current)
    {
        if (current is MappingEnd or SequenceEnd)
        {
            _open.Pop();
            return;
        }

        if (current is (NodeEvent or AnchorAlias) && _open.TryPeek(out var key) && key is { } next)
        {
            if (next && current is not Scalar)
            {
                throw StackFile.At(file, current.Start, "a key must be a string");
            }

            _open.Pop();
            _open.Push(!next);
        }

        if (current is MappingStart or SequenceStart)
        {
            _open.Push(current is MappingStart ? true : null);
        }
    }
}
