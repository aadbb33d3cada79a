using System.Collections.Immutable;

namespace Pulumi;

/// <summary>A folder or an archive file.</summary>
public abstract class Archive : AssetOrArchive
{
    private protected Archive()
    {
    }
}

/// <summary>An archive of assets and archives.</summary>
public sealed class AssetArchive(IDictionary<string, AssetOrArchive> assets) : Archive
{
    internal ImmutableDictionary<string, AssetOrArchive> Assets { get; } = assets.ToImmutableDictionary();
}

/// <summary>An archive or a folder on this machine.</summary>
public sealed class FileArchive : Archive
{
    public FileArchive(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
    }

    internal string Path { get; }
}

/// <summary>An archive at an address.</summary>
public sealed class RemoteArchive : Archive
{
    public RemoteArchive(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        Uri = uri;
    }

    internal string Uri { get; }
}

/// <summary>Stands where an archive was expected and something else was found.</summary>
internal sealed class InvalidArchive : Archive;
