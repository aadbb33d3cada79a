namespace Infra.Cli.Shell;

/// <summary>Text in lines that fit a width.</summary>
internal static class Wrapping
{
    /// <summary>The lines of a text, broken between words, and inside a word only if it is longer than a line.</summary>
    /// <param name="text">One line, of any length.</param>
    /// <param name="width">Columns that a line may have.</param>
    /// <param name="indent">Begins each line but the first.</param>
    public static IEnumerable<string> Of(string text, int width, string indent = "")
    {
        var line = text;
        while (line.Length > width && width > indent.Length + 1)
        {
            // A break inside the indentation would leave the line as long as it was.
            var begin = line.Length - line.TrimStart(' ').Length;
            var at = line.LastIndexOf(' ', width);
            var (end, next) = at > begin ? (at, at + 1) : (width, width);
            yield return line[..end].TrimEnd(' ');
            line = indent + line[next..].TrimStart(' ');
        }

        yield return line;
    }
}
