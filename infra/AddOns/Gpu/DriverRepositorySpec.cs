namespace Infra.AddOns.Gpu;

/// <summary>A package archive from which a node takes what the driver is compiled with: headers of its kernel and a compiler.</summary>
public sealed record DriverRepositorySpec
{
    /// <summary>Package manager of the nodes that use it.</summary>
    public required DriverPackages Packages { get; init; }

    /// <summary>URL of the archive, for example <c>http://packages.acme.example/ubuntu</c>. Its certificate must be known to the driver's
    /// image.</summary>
    public required string Url { get; init; }

    /// <summary>Release of the distribution with <c>apt</c>, for example <c>noble</c>: its updates and security updates are used too. Not
    /// for <c>rpm</c>, whose URL names the release.</summary>
    public string? Release { get; init; }
}
