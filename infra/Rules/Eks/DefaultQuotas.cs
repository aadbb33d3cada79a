using System.Globalization;
using System.Text.Json.Nodes;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Rules.Planned;
using Infra.Specification;
using static Infra.Catalogue.Quotas.AwsDefaultQuotas;

namespace Infra.Rules.Eks;

/// <summary>PLN120 (warning): the plan stays within the quotas that every account has: 30 managed node groups in a cluster, 450 nodes in
/// one, 60 rules in a security group and 500 routes in a route table. AWS raises them on request, and what an account has is not known
/// here.</summary>
public sealed class DefaultQuotas : IPlanRule
{
    private const string Code = "PLN120";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan)
    {
        var groups = plan.Of("aws:eks/nodeGroup:NodeGroup").ToList();
        var clusters = groups.GroupBy(group => group.Inputs.Text("clusterName") ?? "");
        foreach (var cluster in clusters.Where(cluster => cluster.Count() > NodeGroups))
        {
            yield return Over(cluster.Key, $"the cluster has {cluster.Count()} managed node groups", NodeGroups);
        }

        foreach (var group in groups)
        {
            if (group.Inputs.At("scalingConfig.maxSize") is JsonValue most && most.GetValue<double>() is > NodesInGroup and var nodes)
            {
                yield return Over($"{group.Name}.scalingConfig.maxSize", $"the node group may have {nodes:0} nodes", NodesInGroup);
            }
        }

        foreach (var table in plan.Of("aws:ec2/route:Route").GroupBy(route => route.Inputs.Text("routeTableId") ?? "")
            .Where(table => table.Count() > Routes))
        {
            yield return Over(table.Key.Trim('$', '{', '}'), $"the route table has {table.Count()} routes", Routes);
        }

        foreach (var type in (string[])["Ingress", "Egress"])
        {
            foreach (var group in plan.Of($"aws:vpc/securityGroup{type}Rule:SecurityGroup{type}Rule")
                .GroupBy(rule => rule.Inputs.Text("securityGroupId") ?? "").Where(group => group.Count() > SecurityGroupRules))
            {
                yield return Over(
                    group.Key.Trim('$', '{', '}'), $"the security group has {group.Count()} {type.ToLowerInvariant()} rules",
                    SecurityGroupRules);
            }
        }
    }

    private static Finding Over(string path, FormattableString found, int most) => Finding.Warning(
        Code, path,
        $"{found.ToString(CultureInfo.InvariantCulture)}, and an account has {most.ToString(CultureInfo.InvariantCulture)} unless AWS " +
        "has raised the quota. Ask for more before the deployment, or ask for less in the stack.");
}
