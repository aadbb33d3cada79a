namespace Infra.Specification.Teams;

/// <summary>The repository in which a team keeps what is delivered to its namespaces: a file for each service of a paved road, and folders
/// of objects.</summary>
public sealed record TeamRepositorySpec
{
    /// <summary>URL of the repository: <c>https://</c>, or <c>ssh://</c> and <c>user@host:path</c> with a key.</summary>
    public required string Url { get; init; }

    /// <summary>Branch, tag or commit that is delivered.</summary>
    /// <value>main</value>
    public string Revision { get; init; } = "main";

    /// <summary>Folder of the repository that holds what is delivered, without a slash at either end.</summary>
    /// <value>apps</value>
    public string Path { get; init; } = "apps";

    /// <summary>Name of the secret configuration key that holds the credentials, in the forms of <c>gitOps.credentialsSecret</c>; absent:
    /// the repository is read without a login.</summary>
    public string? CredentialsSecret { get; init; }
}
