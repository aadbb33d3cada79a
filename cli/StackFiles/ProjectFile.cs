using System.Text;

namespace Infra.Cli.StackFiles;

/// <summary>Reads a file of a project that a person wrote.</summary>
internal static class ProjectFile
{
    // A stack of a thousand clusters, each with fifty members, has less than two.
    private const int MostMebibytes = 16;

    private static readonly UTF8Encoding _utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a file; nothing is opened that could keep the reader waiting.</summary>
    /// <exception cref="StackFileException">It is missing, or not text of a sensible size.</exception>
    internal static string Read(DirectoryInfo folder, string file)
    {
        var path = Path.Combine(folder.FullName, file);
        if (!File.Exists(path))
        {
            throw new StackFileException($"{file} is not in {folder.FullName}. Give the project's folder with -C.");
        }

        var length = new FileInfo(File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path).Length;
        // Pipes, devices and sockets have no length, and to open one may take for ever.
        if (length == 0)
        {
            throw new StackFileException($"{file}: the file is empty, or it is a pipe, a device or a socket.");
        }

        if (length > MostMebibytes << 20)
        {
            throw new StackFileException($"{file}: the file has {length >> 20} MiB. Allowed: at most {MostMebibytes} MiB.");
        }

        var text = Decoded(path, file);
        var nul = text.IndexOf('\0', StringComparison.Ordinal);
        return nul < 0
            ? text
            : throw new StackFileException(
                $"{file}:{text.AsSpan(0, nul).Count('\n') + 1}: the file is not UTF-8 text: it contains a NUL character.");
    }

    private static string Decoded(string path, string file)
    {
        try
        {
            // A byte order mark of UTF-16 is understood, as the Pulumi CLI does.
            using var reader = new StreamReader(path, _utf8, detectEncodingFromByteOrderMarks: true);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            throw new StackFileException($"{file}: the file is not UTF-8 text.");
        }
    }
}
