using Infra.Cli.Shell;

namespace Infra.Tests.Cli.Shell;

/// <summary>Who waits is told so, on one line that is gone with the wait.</summary>
public sealed class ProgressLineTests
{
    [Fact]
    public async Task Says_nothing_of_what_is_done_at_once()
    {
        await using var terminal = new StringWriter();
        using (new ProgressLine("Planning dev", terminal, TimeSpan.FromMinutes(1), TimeProvider.System))
        {
        }

        Assert.Empty(terminal.ToString());
    }

    [Fact]
    public async Task Rewrites_one_line_and_takes_it_away()
    {
        await using var terminal = new Watched();
        using (new ProgressLine("Planning dev", terminal, TimeSpan.FromMilliseconds(10), new Standing()))
        {
            await terminal.Twice;
        }

        var told = terminal.ToString();
        Assert.StartsWith("\rPlanning dev, 0 s\rPlanning dev, 0 s", told, StringComparison.Ordinal);
        Assert.EndsWith($"\r{new string(' ', "Planning dev, 0 s".Length)}\r", told, StringComparison.Ordinal);
        Assert.DoesNotContain("\n", told, StringComparison.Ordinal);
    }

    // However busy the machine is.
    private sealed class Standing : TimeProvider
    {
        public override long GetTimestamp() => 0;
    }

    private sealed class Watched : StringWriter
    {
        private readonly TaskCompletionSource _twice = new();
        private int _times;

        public Task Twice => _twice.Task;

        public override void Write(string? value)
        {
            base.Write(value);
            if (++_times == 2)
            {
                _twice.SetResult();
            }
        }
    }
}
