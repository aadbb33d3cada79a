namespace Infra.Components.Clusters.OnPrem;

/// <summary>A file that the platform manages on a host. It contains no secrets: secrets reach a host only through the script's standard
/// input.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Mode">Permissions, octal.</param>
/// <param name="Content">The content, ending with a newline.</param>
public sealed record HostFile(string Path, string Mode, string Content);
