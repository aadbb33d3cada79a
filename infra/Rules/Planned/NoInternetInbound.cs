using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Infra.Findings;
using Infra.Planning;
using Infra.Rules.Contracts;
using Infra.Specification;

namespace Infra.Rules.Planned;

/// <summary>Where endpoints are private, no firewall rule lets the internet in.</summary>
public sealed class NoInternetInbound : IPlanRule
{
    /// <summary>Code of this rule.</summary>
    public const string Code = "PLN006";

    private static readonly ImmutableArray<string> _groups =
        ["aws:ec2/securityGroup:SecurityGroup", "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup"];

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform, ResourcePlan plan) =>
        platform.IsPrivate() ? plan.Resources.SelectMany(Check) : [];

    private static IEnumerable<Finding> Check(PlannedResource resource) => Sources(resource)
        .Where(source => PlannedInputs.IsInternet(source.Range))
        .Select(source => new Finding(Code, Severity.Error, $"{resource.Name}.{source.Path}",
            $"the rule lets {source.Range} in, but sovereignty.endpoints is private. Allowed: your own networks."));

    private static IEnumerable<(string Path, string? Range)> Sources(PlannedResource resource) => resource.Type switch
    {
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule" =>
            [("cidrIpv4", resource.Inputs.Text("cidrIpv4")), ("cidrIpv6", resource.Inputs.Text("cidrIpv6"))],
        var type when _groups.Contains(type) => resource.Inputs.Items("ingress").SelectMany((rule, index) =>
            Ranges(rule, $"ingress[{index}].", "cidrBlocks", "ipv6CidrBlocks")),
        "aws:ec2/securityGroupRule:SecurityGroupRule" when resource.Inputs.Text("type") == "ingress" =>
            Ranges(resource.Inputs, "", "cidrBlocks", "ipv6CidrBlocks"),
        // A node group that allows SSH allows it from everywhere, unless it names security groups
        // (https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html).
        "aws:eks/nodeGroup:NodeGroup" when resource.Inputs.At("remoteAccess.ec2SshKey") is not null
            && !resource.Inputs.Items("remoteAccess.sourceSecurityGroupIds").Any() => [("remoteAccess", "0.0.0.0/0")],
        "azure-native:network:SecurityRule" when IsOpening(resource.Inputs) =>
            Ranges(resource.Inputs, "", "sourceAddressPrefix", "sourceAddressPrefixes"),
        "azure-native:network:NetworkSecurityGroup" => resource.Inputs.Items("securityRules").SelectMany((rule, index) =>
            IsOpening(rule) ? Ranges(rule, $"securityRules[{index}].", "sourceAddressPrefix", "sourceAddressPrefixes") : []),
        _ => [],
    };

    private static bool IsOpening(JsonNode rule) => rule.Text("direction") == "Inbound" && rule.Text("access") == "Allow";

    private static IEnumerable<(string Path, string? Range)> Ranges(JsonNode rule, string path, params string[] names) =>
        from name in names
        from range in rule.Items(name)
        select ($"{path}{name}", (string?)range.ToString());
}
