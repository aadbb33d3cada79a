using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Infra.Cli;

/// <summary>Stops where lists and mappings are nested deeper than <see cref="NodeBudget.Deepest"/>: YamlDotNet's model goes down one call a level,
/// and a file of brackets alone would overflow the stack, which no program survives.</summary>
/// <param name="inner">Reads the file.</param>
/// <param name="file">Its name, for the mistake.</param>
internal sealed class ShallowParser(IParser inner, string file) : IParser
{
    // The stream and the document are around the first mapping.
    private const int Outside = 3;

    private int depth;

    /// <inheritdoc/>
    public ParsingEvent? Current => inner.Current;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        if (!inner.MoveNext())
        {
            return false;
        }

        depth += Current!.NestingIncrease;
        return depth <= NodeBudget.Deepest + Outside ? true : throw StackFile.TooDeep(file, Current.Start);
    }
}
