namespace Infra.Components.Clusters.OnPrem;

/// <summary>A file that the platform keeps on a host. It holds no secret: secrets reach a host on the script's standard input
/// alone.</summary>
/// <param name="Path">Absolute path.</param>
/// <param name="Mode">Permissions, octal.</param>
/// <param name="Content">The whole content, ending with a newline.</param>
public sealed record HostFile(string Path, string Mode, string Content);
