namespace Infra.Facts.Conventions;

/// <summary>The config map with the certificates of all trusted authorities, which every namespace has.</summary>
public static class TrustBundle
{
    /// <summary>Name of the config map in every namespace.</summary>
    public const string Name = "platform-trust";

    /// <summary>Its key: the certificates as PEM, one after another.</summary>
    public const string Key = "ca-bundle.crt";
}
