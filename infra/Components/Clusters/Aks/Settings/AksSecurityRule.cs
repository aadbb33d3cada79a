using Pulumi.AzureNative.Network;
using Inputs = Pulumi.AzureNative.Network.Inputs;

namespace Infra.Components.Clusters.Aks.Settings;

/// <summary>A rule of a network security group. Pure.</summary>
internal static class AksSecurityRule
{
    /// <summary>A rule for inbound traffic.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="priority">The lowest number decides, from 100 to 4096.</param>
    /// <param name="access">Whether it allows or denies; an allow rule allows only TCP.</param>
    /// <param name="source">A service tag of Azure, or <c>*</c>.</param>
    /// <param name="ports">Ports, or <c>*</c>.</param>
    public static Inputs.SecurityRuleArgs Inbound(
        string name, int priority, SecurityRuleAccess access, string source, params string[] ports)
    {
        var rule = new Inputs.SecurityRuleArgs
        {
            Name = name,
            Priority = priority,
            Access = access,
            Direction = SecurityRuleDirection.Inbound,
            Protocol = access == SecurityRuleAccess.Allow ? SecurityRuleProtocol.Tcp : SecurityRuleProtocol.Asterisk,
            SourceAddressPrefix = source,
            SourcePortRange = "*",
            DestinationAddressPrefix = "*",
        };
        // Azure accepts the star only as a single range.
        if (ports is [var single])
        {
            rule.DestinationPortRange = single;
        }
        else
        {
            rule.DestinationPortRanges = ports;
        }

        return rule;
    }
}
