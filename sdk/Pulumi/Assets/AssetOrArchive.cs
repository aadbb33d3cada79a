namespace Pulumi;

/// <summary>A file, a text or a folder that is an input of a resource.</summary>
public abstract class AssetOrArchive
{
    private protected AssetOrArchive()
    {
    }
}
