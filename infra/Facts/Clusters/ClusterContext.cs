using Infra.Facts.Conventions;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Facts.Clusters;

/// <summary>The input of an add-on: the whole specification, the cluster on which it is installed, and the facts of its kind.</summary>
/// <param name="Platform">The specification of the stack.</param>
/// <param name="Cluster">The cluster.</param>
/// <param name="Cloud">The facts of the cluster's cloud.</param>
public sealed record ClusterContext(PlatformSpec Platform, ClusterSpec Cluster, CloudFacts Cloud)
{
    /// <summary>The size of the platform's own workloads.</summary>
    public Sizing Sizing => Sizing.Of(Cloud);

    /// <summary>Where the auth method of the cluster is mounted in its Vault.</summary>
    public string VaultAuthMount => Cluster.Vault?.AuthMount ?? ResourceNames.Cluster(Platform, Cluster);

    /// <summary>The authorities that the stack names for the cluster, as PEM, each text once: those of services that it uses, and those of
    /// the company.</summary>
    public IEnumerable<string> NamedAuthorities =>
        new[]
        {
            Platform.Trust.RootCertificate, Platform.Sovereignty.RegistryAccess?.CaCertificate,
            Cloud.Backups(Platform)?.CaCertificate, Cloud.SecondBackups?.Location.CaCertificate, Cluster.Vault?.CaCertificate,
            Platform.Trust.Certificates,
        }.OfType<string>().Distinct(StringComparer.Ordinal);
}
