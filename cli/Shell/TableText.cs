using Spectre.Console;

namespace Infra.Cli.Shell;

/// <summary>A table for a person. On a terminal it has a frame where the frame fits, else plain columns where these fit, else a block of
/// <c>name: value</c> lines for each row, so that nothing is cut. A file, a pipe or a log has no width and gets plain columns.</summary>
internal static class TableText
{
    private const string Indent = "  ";

    internal static void Write(IAnsiConsole console, string[] columns, IEnumerable<string[]> rows)
    {
        var lines = rows.ToList();
        if (lines.Count == 0)
        {
            return;
        }

        int[] widths = [.. columns.Select((column, index) => lines.Max(line => Math.Max(line[index].Length, column.Length)))];
        var plain = widths.Sum() + widths.Length - 1;
        // A bar before each column and behind the last, and a blank on both sides of each cell.
        var framed = plain + (2 * widths.Length) + 2;
        if (!console.IsTerminal() || (plain <= console.Profile.Width && framed > console.Profile.Width))
        {
            foreach (var line in lines.Prepend(columns))
            {
                console.Profile.Out.Writer
                    .WriteLine(string.Join(' ', line.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd());
            }
        }
        else if (framed <= console.Profile.Width)
        {
            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns([.. columns.Select(column => new TableColumn(new Text(column)) { NoWrap = true })]);
            lines.ForEach(line => table.AddRow(line.Select(cell => new Text(cell))));
            console.Write(table);
        }
        else
        {
            lines.ForEach(line => Block(console, columns, line));
        }

        console.WriteLine();
    }

    // What a row does not have is not in its block.
    private static void Block(IAnsiConsole console, string[] columns, string[] line)
    {
        var parts = columns.Zip(line, (column, cell) => (Name: column.Trim(), Value: cell.Trim()))
            .Where(part => part.Value is not ("" or "-"));
        var indent = "";
        foreach (var (name, value) in parts)
        {
            foreach (var text in Wrapping.Of($"{indent}{name}: {value}", console.Profile.Width, indent + Indent + Indent))
            {
                console.Profile.Out.Writer.WriteLine(text);
            }

            indent = Indent;
        }
    }
}
