namespace Infra.Facts.Conventions;

/// <summary>A process that does nothing for as long as its pod exists.</summary>
public static class Pause
{
    /// <summary>Repository and tag.</summary>
    public const string Repository = "registry.k8s.io/pause", Tag = "3.10.1";

    /// <summary>The image.</summary>
    public const string Image = $"{Repository}:{Tag}";
}
