namespace Infra.Reports.Mirrors;

/// <summary>A NuGet package from which the program is built.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Version">Its exact version.</param>
public sealed record MirrorPackage(string Name, string Version);
