namespace Infra.AddOns.Gpu;

/// <summary>A package archive from which a node takes what the driver is compiled with: headers of its kernel and a compiler.</summary>
public sealed record DriverRepositorySpec
{
    /// <summary>Package manager of the nodes that use it.</summary>
    public required DriverPackages Packages { get; init; }

    /// <summary>URL of the archive, for example <c>http://packages.acme.example/ubuntu</c>. Its certificate is of a public authority or
    /// of one that the stack names.</summary>
    public required string Url { get; init; }

    /// <summary>URL of the public key that signs the packages of an archive of <c>rpm</c>. Not for <c>apt</c>, whose mirrors are signed
    /// by the distribution.</summary>
    /// <value>absent: the keys of its distribution, which the driver's image has</value>
    public string? Key { get; init; }

    /// <summary>Release of the distribution with <c>apt</c>, for example <c>noble</c>: its updates and security updates are used too. Not
    /// for <c>rpm</c>, whose URL names the release.</summary>
    public string? Release { get; init; }
}
