using System.Text;
using System.Text.RegularExpressions;
using Infra.Cli.Shell;
using Infra.Tests.SdkSurface;
using Spectre.Console;

namespace Infra.Tests.Cli;

/// <summary>On a terminal of any width nothing is cut and no line is longer than the terminal.</summary>
public sealed partial class TerminalWidthTests
{
    private static readonly string[] _columns = ["CLUSTER", "POOL", "MACHINE", "SHARING"];

    private static readonly string[][] _rows =
    [
        ["frankfurt", "inference", "g6.12xlarge", "time-slicing x4"], ["lab", "gpu", "own hosts", "-"],
    ];

    [Fact]
    public void Frames_a_table_that_fits() => Assert.Equal(
        """
        ╭───────────┬───────────┬─────────────┬─────────────────╮
        │ CLUSTER   │ POOL      │ MACHINE     │ SHARING         │
        ├───────────┼───────────┼─────────────┼─────────────────┤
        │ frankfurt │ inference │ g6.12xlarge │ time-slicing x4 │
        │ lab       │ gpu       │ own hosts   │ -               │
        ╰───────────┴───────────┴─────────────┴─────────────────╯


        """.ReplaceLineEndings("\n"),
        On(57, console => TableText.Write(console, _columns, _rows)));

    [Fact]
    public void Leaves_out_the_frame_that_does_not_fit() => Assert.Equal(
        """
        CLUSTER   POOL      MACHINE     SHARING
        frankfurt inference g6.12xlarge time-slicing x4
        lab       gpu       own hosts   -


        """.ReplaceLineEndings("\n"),
        On(47, console => TableText.Write(console, _columns, _rows)));

    [Fact]
    public void Makes_a_block_of_each_row_where_the_columns_do_not_fit() => Assert.Equal(
        """
        CLUSTER: frankfurt
          POOL: inference
          MACHINE: g6.12xlarge
          SHARING: time-slicing x4
        CLUSTER: lab
          POOL: gpu
          MACHINE: own hosts


        """.ReplaceLineEndings("\n"),
        On(46, console => TableText.Write(console, _columns, _rows)));

    [Fact]
    public void Continues_a_long_cell_on_the_next_line() => Assert.Equal(
        """
        CLUSTER: a-long-name
          POOL: one two
              three
              four-five-six-
              seven


        """.ReplaceLineEndings("\n"),
        On(20, console => TableText.Write(console, ["CLUSTER", "POOL"], [["a-long-name", "one two three four-five-six-seven"]])));

    /// <summary>What is printed on a pipe is the whole text: each of its words must be on the terminal.</summary>
    [Theory]
    [InlineData(60, "plan", "dev")]
    [InlineData(80, "plan", "dev")]
    [InlineData(120, "plan", "dev")]
    [InlineData(60, "plan", "prod")]
    [InlineData(80, "plan", "prod")]
    [InlineData(120, "plan", "prod")]
    [InlineData(60, "plan", "prod", "--order")]
    [InlineData(80, "plan", "prod", "--order")]
    [InlineData(60, "cost", "prod")]
    [InlineData(80, "cost", "prod")]
    [InlineData(120, "cost", "prod")]
    [InlineData(60, "conformance", "dev")]
    [InlineData(80, "conformance", "dev")]
    public async Task Prints_whole_lines_on_a_terminal_of_any_width(int width, params string[] command)
    {
        using var pipe = new StringWriter { NewLine = "\n" };
        using var terminal = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        string[] args = [.. command, "-C", Repository.Root];
        Assert.Equal(0, await Infra.Cli.CommandLine.RunAsync(args, pipe, error));
        Assert.Equal(0, await Infra.Cli.CommandLine.RunAsync(args, Console(width, terminal), error));

        var lines = terminal.ToString().Split('\n');
        Assert.All(lines, line => Assert.InRange(line.Length, 0, width));
        // A word longer than a line is broken.
        var printed = string.Concat(Words(terminal.ToString()));
        Assert.All(Words(pipe.ToString()).Distinct(), word => Assert.Contains(word, printed, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Has_every_table_of_prod_as_a_table_on_a_terminal_of_120_columns()
    {
        using var terminal = new StringWriter { NewLine = "\n" };
        await Infra.Cli.CommandLine.RunAsync(["plan", "prod", "-C", Repository.Root], Console(120, terminal), TextWriter.Null);

        Assert.DoesNotContain("POOL: ", terminal.ToString(), StringComparison.Ordinal);
        Assert.DoesNotMatch("(?m)^[A-Z -]+: ", terminal.ToString());
    }

    [Fact]
    public void Breaks_a_finding_between_words()
    {
        var finding = Infra.Findings.Finding.Error("GPU003", "clusters[0].pools[0].gpu.sharing.mode", "L4 24 GB does not support MIG.");

        Assert.Equal(
            "GPU003 error \nclusters[0].pools[0].gpu.sharing.mode: \nL4 24 GB does not support MIG.\n1 error.\n",
            On(40, console => FindingsText.Write([finding], console)));
    }

    // Without what tables and line breaks put around them. A dash says that a cell is empty, as all below ACCOUNT are in dev: a block has
    // no line for them.
    private static IEnumerable<string> Words(string text) =>
        Word().Matches(text).Select(word => word.Value).Where(word => word is not ("-" or "ACCOUNT"));

    private static string On(int width, Action<IAnsiConsole> write)
    {
        using var output = new StringWriter { NewLine = "\n" };
        write(Console(width, output));
        return output.ToString();
    }

    private static IAnsiConsole Console(int width, TextWriter output)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new TerminalOf(width, output),
        });
        console.Profile.Capabilities.Unicode = true;
        return console;
    }

    [GeneratedRegex(@"[^\s│]+")]
    private static partial Regex Word();

    private sealed class TerminalOf(int width, TextWriter writer) : IAnsiConsoleOutput
    {
        public TextWriter Writer { get; } = writer;

        public bool IsTerminal => true;

        public int Width { get; } = width;

        public int Height => 40;

        public void SetEncoding(Encoding encoding)
        {
        }
    }
}
