namespace Infra.Specification.Clusters;

/// <summary>A second copy of a cluster's backups, out of reach of those who administer the first: in another account, with a key of its
/// own.</summary>
public sealed record BackupCopySpec
{
    /// <summary>The twelve-digit AWS account, quoted, another one than the cluster's; who logs in there is said in
    /// <c>ai-platform:accounts</c>.</summary>
    public required string Account { get; init; }

    /// <summary>Its region, inside the declared borders and in the cluster's partition; another one than the cluster's survives the loss of
    /// a region.</summary>
    public required string Region { get; init; }
}
