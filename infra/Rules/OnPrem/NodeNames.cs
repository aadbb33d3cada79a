using System.Text.RegularExpressions;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;

namespace Infra.Rules.OnPrem;

/// <summary>CLU171: the nodes of an adopted cluster are named completely or not at all, each in one pool.</summary>
public sealed partial class NodeNames : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters.OfType<OnPremClusterSpec>())
        {
            var first = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var pool in cluster.Pools.Where(pool => !pool.NodeNames.IsEmpty))
            {
                var path = $"{pool.Path}.nodeNames";
                if (cluster.Install is not null)
                {
                    yield return Finding.Error(
                        "CLU171", path,
                        "nodes are named, but the platform installs the cluster and labels its nodes by hosts. Leave nodeNames out.");
                    continue;
                }

                if (pool.NodeNames.Length != pool.Nodes)
                {
                    yield return Finding.Error(
                        "CLU171", path,
                        $"{pool.NodeNames.Length} {(pool.NodeNames.Length == 1 ? "name is" : "names are")} listed for {pool.Nodes} " +
                        $"{(pool.Nodes == 1 ? "node" : "nodes")}. List the name of each node, as kubectl get nodes shows it, or none.")
                        with { ComparedWith = [$"{pool.Path}.nodes"] };
                }

                for (var i = 0; i < pool.NodeNames.Length; i++)
                {
                    var name = pool.NodeNames[i];
                    if (!NodeName().IsMatch(name))
                    {
                        yield return Finding.Error(
                            "CLU171", $"{path}[{i}]",
                            $"\"{name}\" is not the name of a node. Allowed: lower-case letters, digits, hyphens and dots, as kubectl " +
                            "get nodes shows it.");
                    }
                    else if (!first.TryAdd(name, $"{path}[{i}]"))
                    {
                        yield return Finding.Error(
                            "CLU171", $"{path}[{i}]", $"\"{name}\" is already named by {first[name]}. A node is in one pool.");
                    }
                }
            }
        }
    }

    [GeneratedRegex(@"\A(?=.{1,253}\z)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\z")]
    private static partial Regex NodeName();
}
