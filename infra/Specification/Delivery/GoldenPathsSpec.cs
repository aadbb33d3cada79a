namespace Infra.Specification.Delivery;

/// <summary>Where Argo CD finds the paved roads, the charts in <c>golden-paths</c> of this repository, or of a fork or mirror of
/// it.</summary>
public sealed record GoldenPathsSpec
{
    /// <summary>URL of the repository, in the forms of <c>gitOps.repository</c>.</summary>
    public required string Repository { get; init; }

    /// <summary>Branch, tag or commit that is delivered.</summary>
    /// <value>main</value>
    public string Revision { get; init; } = "main";

    /// <summary>Folder of the repository that holds the charts, without a slash at either end.</summary>
    /// <value>golden-paths</value>
    public string Path { get; init; } = "golden-paths";

    /// <summary>Name of the secret configuration key that holds the credentials, in the forms of <c>gitOps.credentialsSecret</c>; absent:
    /// those of <c>gitOps</c> if it is the same repository, otherwise none.</summary>
    public string? CredentialsSecret { get; init; }
}
