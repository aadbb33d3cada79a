namespace Pulumi;

/// <summary>A file or a text.</summary>
public abstract class Asset : AssetOrArchive
{
    private protected Asset()
    {
    }
}

/// <summary>A file on this machine.</summary>
public sealed class FileAsset : Asset
{
    public FileAsset(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        Path = path;
    }

    internal string Path { get; }
}

/// <summary>A text.</summary>
public sealed class StringAsset : Asset
{
    public StringAsset(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text;
    }

    internal string Text { get; }
}

/// <summary>A file at an address.</summary>
public sealed class RemoteAsset : Asset
{
    public RemoteAsset(string uri)
    {
        ArgumentNullException.ThrowIfNull(uri);
        Uri = uri;
    }

    internal string Uri { get; }
}

/// <summary>Stands where an asset was expected and something else was found.</summary>
internal sealed class InvalidAsset : Asset;
