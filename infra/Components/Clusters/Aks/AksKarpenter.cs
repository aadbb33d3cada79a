using Infra.Components.Clusters.Aks.Parts;
using Infra.Components.Workloads;
using Pulumi;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.Aks;

/// <summary>The pools that Karpenter provisions. AKS installs Karpenter and its CRDs with the cluster, so there is no chart.</summary>
public sealed class AksKarpenter : ComponentResource
{
    /// <summary>Creates the objects that describe the pools.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="provider">The provider of the cluster's API.</param>
    /// <param name="options">Options of the component.</param>
    public AksKarpenter(AksScope scope, Kubernetes.Provider provider, ComponentResourceOptions options)
        : base("infra:clusters:AksKarpenter", scope.Name("karpenter"), options)
    {
        Resource? nodeClass = null;
        foreach (var json in AksKarpenterPools.Manifests(scope))
        {
            var (kind, name) = ((string)json["kind"]!, (string)json["metadata"]!["name"]!);
            var isPool = kind == "NodePool";
            var manifest = Manifest.Create(
                scope.Name($"karpenter-{kind.ToLowerInvariant()}-{name}"), json, new CustomResourceOptions
                {
                    Parent = this,
                    Provider = provider,
                    // Karpenter keeps a node class until the last of its nodes is gone, so the NodePool must go first.
                    DependsOn = isPool && nodeClass is not null ? [nodeClass] : [],
                });
            nodeClass = isPool ? null : manifest;
        }

        RegisterOutputs();
    }
}
