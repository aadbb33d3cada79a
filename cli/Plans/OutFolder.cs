using Infra.Cli.Shell;
using Infra.Cli.StackFiles;

namespace Infra.Cli.Plans;

/// <summary>The folder of <c>--out</c>: written beside its place and then moved, so that it is whole or as it was. It replaces only what it
/// wrote itself, which has the file <see cref="Marker"/>.</summary>
public sealed class OutFolder : IDisposable
{
    /// <summary>Tells a folder that may be replaced; it says nothing.</summary>
    public const string Marker = ".platform-plan";

    private readonly string _place, _beside;

    private OutFolder(string place, string beside) => (_place, _beside) = (place, beside);

    /// <summary>Claims the place before anything is planned or printed.</summary>
    /// <param name="folder">Where the files will be.</param>
    /// <exception cref="StackFileException">It is not ours, or cannot be written.</exception>
    public static OutFolder Claim(DirectoryInfo folder)
    {
        try
        {
            var given = new DirectoryInfo(Path.TrimEndingDirectorySeparator(folder.FullName));
            var place = given.LinkTarget is null ? given.FullName : given.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            if (File.Exists(place))
            {
                throw new StackFileException($"--out: {place} is a file. Give a folder that is empty, or that is not there.");
            }

            if (Directory.Exists(place) && !File.Exists(Path.Combine(place, Marker)) && Directory.EnumerateFileSystemEntries(place).Any())
            {
                throw new StackFileException(
                    $"--out: {place} is not empty, and plan --out did not write it: there is no {Marker} in it. " +
                    "Give a folder that is empty, or that is not there.");
            }

            if (Path.GetDirectoryName(place) is not { } parent)
            {
                throw new StackFileException($"--out: {place} cannot be replaced. Give a folder in it.");
            }

            Directory.CreateDirectory(parent);
            var beside = $"{place}.{Guid.NewGuid():n}";
            Interruption.Begin(beside);
            Directory.CreateDirectory(beside);
            return new OutFolder(place, beside);
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException)
        {
            throw new StackFileException($"--out: {folder.FullName} cannot be written: {mistake.Message}");
        }
    }

    /// <summary>Writes all files and replaces what was there.</summary>
    /// <param name="files">Texts by their path in the folder, with <c>/</c>.</param>
    /// <exception cref="IOException">They cannot be written; what was there is there still.</exception>
    public void Write(IEnumerable<KeyValuePair<string, string>> files)
    {
        foreach (var (path, text) in files.Prepend(new(Marker, "")))
        {
            var file = Path.Combine(_beside, path);
            Interruption.Step(() =>
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, text);
            });
        }

        Interruption.Step(Replace);
    }

    /// <summary>Removes what was not finished.</summary>
    public void Dispose()
    {
        Interruption.Step(() =>
        {
            if (Directory.Exists(_beside))
            {
                Directory.Delete(_beside, recursive: true);
            }
        });
        Interruption.Done(_beside);
    }

    private void Replace()
    {
        if (!Directory.Exists(_place))
        {
            Directory.Move(_beside, _place);
            return;
        }

        var former = $"{_beside}.former";
        Directory.Move(_place, former);
        try
        {
            Directory.Move(_beside, _place);
        }
        catch
        {
            Directory.Move(former, _place);
            throw;
        }

        Directory.Delete(former, recursive: true);
    }
}
