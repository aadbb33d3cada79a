using System.Globalization;
using Infra.Reports;
using Infra.Specification;
using Infra.Stacks;

namespace Infra.Cli.Shell;

/// <summary>One line on a terminal that says that work goes on, after a second of it; gone when the work is done.</summary>
public sealed class ProgressLine : IDisposable
{
    private readonly Lock _line = new();
    private readonly TimeProvider _clock;
    private readonly long _since;
    private readonly string _work;
    private readonly TextWriter _terminal;
    private readonly Timer _timer;
    private int _width;
    private bool _done;

    /// <summary>Begins to tell.</summary>
    /// <param name="work">What is done.</param>
    /// <param name="terminal">Where it is told.</param>
    /// <param name="period">Time before the line, and between two of its changes.</param>
    /// <param name="clock">Tells how long it takes.</param>
    public ProgressLine(string work, TextWriter terminal, TimeSpan period, TimeProvider clock)
    {
        (_work, _terminal, _clock, _since) = (work, terminal, clock, clock.GetTimestamp());
        _timer = new Timer(_ => Tell(), null, period, period);
    }

    /// <summary>Plans a stack and tells so on standard error, if it is a terminal: a log gets nothing.</summary>
    public static async Task<PlatformPlan> PlanAsync(StackInputs inputs)
    {
        using var progress = Console.IsErrorRedirected
            ? null
            : new ProgressLine($"Planning {inputs.Stack}", Console.Error, TimeSpan.FromSeconds(1), TimeProvider.System);
        return await Preflight.PlanAsync(inputs);
    }

    /// <summary>Takes the line away.</summary>
    public void Dispose()
    {
        lock (_line)
        {
            _timer.Dispose();
            _done = true;
            if (_width > 0)
            {
                _terminal.Write($"\r{new string(' ', _width)}\r");
            }
        }
    }

    private void Tell()
    {
        lock (_line)
        {
            // The timer may have waited for the line to be taken away.
            if (_done)
            {
                return;
            }

            var line = string.Create(CultureInfo.InvariantCulture, $"{_work}, {Math.Round(_clock.GetElapsedTime(_since).TotalSeconds)} s");
            _terminal.Write($"\r{line}");
            _width = line.Length;
        }
    }
}
