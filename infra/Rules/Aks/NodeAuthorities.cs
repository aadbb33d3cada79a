using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Aks;

/// <summary>CLU230: nodes of AKS take at most ten certificates of authorities.</summary>
public sealed class NodeAuthorities : ISpecRule
{
    // Microsoft: "Custom certificate authority (CA) in Azure Kubernetes Service".
    private const int Most = 10;

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        if (platform.Sovereignty.RegistryAccess?.CaCertificate is { } authority && PemCertificates.Of(authority).Length > Most
            && platform.Clusters.OfType<AksClusterSpec>().FirstOrDefault() is { } cluster)
        {
            yield return Finding.Error(
                "CLU230", "sovereignty.registryAccess.caCertificate",
                $"{PemCertificates.Of(authority).Length} certificates, but the nodes of {cluster.Path} take at most {Most}. Give only " +
                "those of the authorities that issue the mirror's certificate.")
                with { ComparedWith = [cluster.Path] };
        }
    }
}
