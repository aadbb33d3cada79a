namespace Infra.Facts.Documents;

/// <summary>Text in a script for a POSIX shell, which takes it as it is.</summary>
public static class Shell
{
    /// <summary>One word.</summary>
    public static string Quote(string text) => $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Lines on the standard input of the command that stands before: a here-document, ended by a word that is none of its
    /// lines.</summary>
    /// <param name="text">The lines; the last one ends with a newline, whether it is given or not.</param>
    /// <param name="end">The word.</param>
    public static string Document(string text, string end)
    {
        text = text.TrimEnd('\n');
        while (text.Split('\n').Contains(end))
        {
            end += "_";
        }

        return $"<<'{end}'\n{text}\n{end}";
    }
}
