using Infra.Facts.OnPrem;
using Pulumi;
using Pulumi.Kubernetes.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Core.V1;
using Pulumi.Kubernetes.Types.Inputs.Meta.V1;
using Kubernetes = Pulumi.Kubernetes;

namespace Infra.Components.Clusters.OnPrem;

/// <summary>The labels of an adopted cluster's nodes, where its pools name them. The nodes themselves are never created, changed otherwise
/// or deleted: without its patch, a node loses the labels alone.</summary>
/// <remarks>Taints stay with the administrator: they are one list, which the node controllers write as well, so whoever applies a part of
/// it owns all of it (<c>listType=atomic</c> of <c>spec.taints</c> in the API of Kubernetes).</remarks>
internal static class AdoptedNodes
{
    /// <summary>Sets the labels.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="provider">The provider of the cluster; it applies patches server-side.</param>
    /// <param name="parent">The component to which they belong.</param>
    public static IReadOnlyList<Resource> Label(OnPremScope scope, Kubernetes.Provider provider, Resource parent)
    {
        var facts = new OnPremFacts(scope.Cluster);
        var nodes =
            from pool in scope.Cluster.Pools
            from name in pool.NodeNames
            select new NodePatch(scope.Name($"node-{name}"), new NodePatchArgs
            {
                Metadata = new ObjectMetaPatchArgs
                {
                    Name = name,
                    Labels = facts.Labels(pool).ToDictionary(),
                    // The GPU Operator gives a node without a layout the default one, and an administrator may have set what an earlier
                    // stack asked for: where the stack names a label, the stack decides.
                    Annotations = { ["pulumi.com/patchForce"] = "true" },
                },
            }, new CustomResourceOptions { Parent = parent, Provider = provider });
        return [.. nodes];
    }
}
