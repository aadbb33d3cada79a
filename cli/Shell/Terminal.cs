using Spectre.Console;

namespace Infra.Cli.Shell;

/// <summary>Consoles that suit their output.</summary>
public static class Terminal
{
    /// <summary>A console for a writer: with colour and frames on a terminal (without colour where <c>NO_COLOR</c> is set), plain aligned
    /// text in a file, a pipe or a log.</summary>
    public static IAnsiConsole For(TextWriter output)
    {
        if (ReferenceEquals(output, Console.Out) && !Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        // A log has no width; the viewer wraps its lines.
        console.Profile.Width = 1000;
        return console;
    }

    /// <summary>Whether frames and colour may be used.</summary>
    public static bool IsTerminal(this IAnsiConsole console) => console.Profile.Out.IsTerminal;
}
