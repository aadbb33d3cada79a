namespace Infra.Specification.Delivery;

/// <summary>The Git repository from which Argo CD delivers workloads to the clusters of the fleet. Its folders say what goes where
/// (docs/delivery.md); without it Argo CD is installed on the hub and knows no other cluster.</summary>
public sealed record GitOpsSpec
{
    /// <summary>URL of the repository: <c>https://</c>, or <c>ssh://</c> and <c>user@host:path</c> with a key.</summary>
    public required string Repository { get; init; }

    /// <summary>Branch, tag or commit that is delivered.</summary>
    /// <value>main</value>
    public string Revision { get; init; } = "main";

    /// <summary>Folder of the repository that holds what is delivered, without a slash at either end.</summary>
    /// <value>clusters</value>
    public string Path { get; init; } = "clusters";

    /// <summary>Name of the secret configuration key that holds the credentials: <c>user:password</c> for <c>https</c>, a private key in
    /// PEM for SSH; absent: the repository is read without a login.</summary>
    public string? CredentialsSecret { get; init; }

    /// <summary>Where the paved roads of the teams are.</summary>
    /// <value>none: teams deliver objects of their own alone</value>
    public GoldenPathsSpec? GoldenPaths { get; init; }
}
