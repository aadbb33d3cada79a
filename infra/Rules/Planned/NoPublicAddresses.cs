using System.Collections.Immutable;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>Where endpoints are private, the only public addresses are those of NAT gateways.</summary>
public sealed class NoPublicAddresses : IPlanRule
{
    /// <summary>Code of this rule.</summary>
    public const string Code = "PLN003";

    /// <summary>Public addresses, and the gateways that may have one.</summary>
    private static readonly ImmutableArray<(string Address, string Gateway)> _addresses =
    [
        ("aws:ec2/eip:Eip", "aws:ec2/natGateway:NatGateway"),
        ("azure-native:network:PublicIPAddress", "azure-native:network:NatGateway"),
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan)
    {
        if (!platform.IsPrivate())
        {
            yield break;
        }

        foreach (var (address, gateway) in _addresses)
        {
            var used = plan.UsedBy(gateway);
            foreach (var resource in plan.Of(address).Where(resource => !used.Contains(resource.Urn)))
            {
                yield return Breach(resource, string.Empty, "no NAT gateway uses this public address");
            }
        }

        foreach (var subnet in plan.Of("aws:ec2/subnet:Subnet").Where(subnet => subnet.Inputs.IsTrue("mapPublicIpOnLaunch")))
        {
            yield return Breach(subnet, ".mapPublicIpOnLaunch", "machines in this subnet get public addresses");
        }

        foreach (var template in plan.Of("aws:ec2/launchTemplate:LaunchTemplate")
            .Where(template => template.Inputs.Items("networkInterfaces").Any(card => card.IsTrue("associatePublicIpAddress"))))
        {
            yield return Breach(template, ".networkInterfaces", "machines of this template get public addresses");
        }

        foreach (var nodes in plan.Of("kubernetes:karpenter.k8s.aws/v1:EC2NodeClass")
            .Where(nodes => nodes.Inputs.IsTrue("spec.associatePublicIPAddress")))
        {
            yield return Breach(nodes, ".spec.associatePublicIPAddress", "machines of this class get public addresses");
        }

        foreach (var prefix in plan.Of("azure-native:network:PublicIPPrefix"))
        {
            yield return Breach(prefix, string.Empty, "this is a range of public addresses");
        }

        foreach (var cluster in plan.Of("azure-native:containerservice:ManagedCluster"))
        {
            foreach (var (path, _) in cluster.Inputs.All("agentPoolProfiles[].enableNodePublicIP")
                .Where(found => found.Value?.ToString() == "true"))
            {
                yield return Breach(cluster, $".{path}", "nodes of this pool get public addresses");
            }

            // The default of AKS is a load balancer with a public address (https://learn.microsoft.com/azure/aks/egress-outboundtype).
            if (cluster.Inputs.Text("networkProfile.outboundType") is null or "loadBalancer")
            {
                yield return Breach(cluster, ".networkProfile.outboundType", "egress goes through a load balancer with a public address");
            }
        }

        foreach (var pool in plan.Of("azure-native:containerservice:AgentPool").Where(pool => pool.Inputs.IsTrue("enableNodePublicIP")))
        {
            yield return Breach(pool, ".enableNodePublicIP", "nodes of this pool get public addresses");
        }
    }

    private static Finding Breach(PlannedResource resource, string path, string found) =>
        new(Code, Severity.Error, resource.Name + path,
            $"{found}, but sovereignty.endpoints is private. Allowed: the addresses of NAT gateways.");
}
