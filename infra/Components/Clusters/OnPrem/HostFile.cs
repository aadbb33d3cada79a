namespace Infra.Components.Clusters.OnPrem;

/// <summary>A file that the platform manages on a host. It contains no secrets: secrets reach a host only through the script's standard
/// input.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Mode">Permissions, octal.</param>
/// <param name="Content">The content, ending with a newline.</param>
/// <param name="Filter">A function of the script through which the content goes on the host; absent: none.</param>
public sealed record HostFile(string Path, string Mode, string Content, string? Filter = null);
