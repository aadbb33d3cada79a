using Infra.Catalogue;
using Infra.Specification;

namespace Infra.Rules.Clusters;

/// <summary>CLU015: machine types are sold in the cluster's region; a warning where the catalogue's list of regions may lag behind the
/// cloud.</summary>
public sealed class MachinesSold : ISpecRule
{
    // The command that asks the cloud itself.
    private static string Asking(ClusterSpec cluster) =>
        cluster is EksClusterSpec ? "aws ec2 describe-instance-type-offerings --region" : "az vm list-skus --location";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        foreach (var cluster in platform.Clusters)
        {
            if (Clouds.Of(cluster) is not { } cloud || !cloud.Regions.ContainsKey(cluster.Region))
                continue;
            foreach (var (path, name) in Machines.Of(cluster))
                if (cloud.Machines.GetValueOrDefault(name) is { Regions.IsEmpty: false } machine && !machine.Regions.Contains(cluster.Region))
                    yield return machine.RegionsMayLag
                        ? Finding.Warning(
                            "CLU015", path,
                            $"\"{name}\" is not known to be sold in {cluster.Region}, but in {Spelling.List(machine.Regions)}. " +
                            $"The list may lag behind: {Asking(cluster)} {cluster.Region}")
                        : Finding.Error(
                            "CLU015", path,
                            $"\"{name}\" is not sold in {cluster.Region}. It is sold in {Spelling.List(machine.Regions)}.");
        }
    }
}
