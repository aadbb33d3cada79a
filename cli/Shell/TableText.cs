using Spectre.Console;

namespace Infra.Cli.Shell;

/// <summary>A table for a person: with a frame on a terminal, in plain columns elsewhere.</summary>
internal static class TableText
{
    internal static void Write(IAnsiConsole console, string[] columns, IEnumerable<string[]> rows)
    {
        var lines = rows.ToList();
        if (lines.Count == 0)
        {
            return;
        }

        if (console.IsTerminal())
        {
            var table = new Table { Border = TableBorder.Rounded };
            table.AddColumns([.. columns.Select(column => new TableColumn(new Text(column)) { NoWrap = true })]);
            lines.ForEach(line => table.AddRow(line.Select(cell => new Text(cell))));
            console.Write(table);
        }
        else
        {
            // A log or a pipe has no width: columns are as wide as their content, without trailing spaces.
            int[] widths = [.. columns.Select((column, index) => lines.Max(line => Math.Max(line[index].Length, column.Length)))];
            foreach (var line in lines.Prepend(columns))
            {
                console.Profile.Out.Writer
                    .WriteLine(string.Join(' ', line.Select((cell, index) => cell.PadRight(widths[index]))).TrimEnd());
            }
        }

        console.WriteLine();
    }
}
