using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Infra.Cli.StackFiles;

/// <summary>Stops if lists and mappings are nested deeper than <see cref="NodeBudget.Deepest"/>: YamlDotNet's model recurses once per
/// level, and a file with only brackets would overflow the stack, which crashes the program. And at an alias where none can
/// be.</summary>
/// <param name="inner">Reads the file.</param>
/// <param name="file">Its name, for the message.</param>
internal sealed class ShallowParser(IParser inner, string file) : IParser
{
    // The stream and the document enclose the first mapping.
    private const int Outside = 3;

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

        _depth += Current!.NestingIncrease;
        return _depth <= NodeBudget.Deepest + Outside ? true : throw StackFile.TooDeep(file, Current.Start);
    }
}
