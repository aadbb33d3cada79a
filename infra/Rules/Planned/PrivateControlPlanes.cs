using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>Where endpoints are private, the API servers of managed clusters are reachable only from the platform's networks.</summary>
public sealed class PrivateControlPlanes : IPlanRule
{
    /// <summary>Code of this rule.</summary>
    public const string Code = "PLN007";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan)
    {
        if (!platform.IsPrivate())
        {
            yield break;
        }

        // EKS is public by default (https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html).
        foreach (var cluster in plan.Of("aws:eks/cluster:Cluster")
            .Where(cluster => !cluster.Inputs.IsFalse("vpcConfig.endpointPublicAccess")))
        {
            yield return Breach(cluster, "vpcConfig.endpointPublicAccess", "the value is not false");
        }

        foreach (var cluster in plan.Of("aws:eks/cluster:Cluster")
            .Where(cluster => !cluster.Inputs.IsTrue("vpcConfig.endpointPrivateAccess")))
        {
            yield return Breach(cluster, "vpcConfig.endpointPrivateAccess", "the value is not true");
        }

        foreach (var cluster in plan.Of("azure-native:containerservice:ManagedCluster")
            .Where(cluster => !cluster.Inputs.IsTrue("apiServerAccessProfile.enablePrivateCluster")))
        {
            yield return Breach(cluster, "apiServerAccessProfile.enablePrivateCluster", "the value is not true");
        }
    }

    private static Finding Breach(PlannedResource cluster, string path, string found) =>
        new(Code, Severity.Error, $"{cluster.Name}.{path}", $"{found}, but sovereignty.endpoints is private.");
}
