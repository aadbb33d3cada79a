namespace Infra.Cli.Shell;

/// <summary>Files that are there whole or not at all: written beside their place, then moved.</summary>
internal static class WholeFile
{
    /// <summary>Writes a file that does not exist yet.</summary>
    /// <exception cref="IOException">It exists, or cannot be written.</exception>
    public static void Create(string path, string text) =>
        Interruption.Step(() => Move(path, text, overwrite: false, mode: null));

    /// <summary>Writes a file in place of whatever has its name.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Write(string path, string text) =>
        Interruption.Step(() => Move(path, text, overwrite: true, mode: null));

    /// <summary>Replaces a file, and keeps who may read it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static void Replace(string path, string text)
    {
        var target = File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        var mode = OperatingSystem.IsWindows() ? null : (UnixFileMode?)File.GetUnixFileMode(target);
        Interruption.Step(() => Move(target, text, overwrite: true, mode));
    }

    private static void Move(string path, string text, bool overwrite, UnixFileMode? mode)
    {
        // No program reads it for a stack or a service by that name.
        var beside = $"{path}.{Guid.NewGuid():n}";
        try
        {
            File.WriteAllText(beside, text);
            if (mode is { } same && !OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(beside, same);
            }

            File.Move(beside, path, overwrite);
        }
        finally
        {
            // After the move there is nothing to delete.
            File.Delete(beside);
        }
    }
}
