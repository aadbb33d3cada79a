namespace Infra.Facts.Conventions;

/// <summary>A shell and the usual tools in one statically linked program, for images that have none.</summary>
public static class Busybox
{
    /// <summary>Repository, and tag: the musl build needs no library from the image in which it runs.</summary>
    public const string Repository = "docker.io/library/busybox", Tag = "1.37.0-musl";

    /// <summary>The image.</summary>
    public const string Image = $"{Repository}:{Tag}";
}
