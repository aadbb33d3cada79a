namespace Infra.Facts.Conventions;

/// <summary>curl with a shell, which asks object stores what they lock.</summary>
public static class Curl
{
    /// <summary>Repository and tag.</summary>
    public const string Repository = "docker.io/curlimages/curl", Tag = "8.15.0";

    /// <summary>The image.</summary>
    public const string Image = $"{Repository}:{Tag}";
}
