using System.Runtime.InteropServices;

namespace Infra.Cli.Shell;

/// <summary>Ends the program on Ctrl-C with 130 and on SIGTERM with 143, at any moment, and leaves nothing half-written.</summary>
public static class Interruption
{
    // No step takes this long, but a file system that does not answer may.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private static readonly Lock _steps = new();
    private static readonly HashSet<string> _unfinished = new(StringComparer.Ordinal);

    /// <summary>Begins to listen for both signals, until what it returns is disposed of.</summary>
    public static IDisposable Listen() => new Registrations(
        PosixSignalRegistration.Create(PosixSignal.SIGINT, signal => End(signal, ExitCode.Interrupted)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal => End(signal, ExitCode.Terminated)));

    /// <summary>Does what is done wholly or not at all: a signal ends the program before it or after it.</summary>
    /// <exception cref="IOException">What the step throws.</exception>
    internal static void Step(Action step)
    {
        lock (_steps)
        {
            step();
        }
    }

    /// <summary>Names a folder that is removed if a signal ends the program now.</summary>
    internal static void Begin(string folder) => Step(() => _unfinished.Add(folder));

    /// <summary>Says that a folder is whole, or gone.</summary>
    internal static void Done(string folder) => Step(() => _unfinished.Remove(folder));

    // Keeps the lock, so that no other step begins.
    private static void End(PosixSignalContext signal, int exitCode)
    {
        signal.Cancel = true;
        if (_steps.TryEnter(_patience))
        {
            foreach (var folder in _unfinished.Where(Directory.Exists))
            {
                try
                {
                    Directory.Delete(folder, recursive: true);
                }
                catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException)
                {
                    // It stays, by a name that tells what it was.
                }
            }
        }

        Environment.Exit(exitCode);
    }

    private sealed class Registrations(params IDisposable[] each) : IDisposable
    {
        public void Dispose()
        {
            foreach (var registration in each)
            {
                registration.Dispose();
            }
        }
    }
}
