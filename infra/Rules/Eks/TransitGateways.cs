using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Formats;

namespace Infra.Rules.Eks;

/// <summary>CLU121: a transit gateway is named by its id, with the networks behind it, and egress through it needs one.</summary>
public sealed class TransitGateways : ISpecRule
{
    private const string Code = "CLU121";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        platform.Clusters.OfType<EksClusterSpec>().SelectMany(cluster => Check(cluster.Network, $"{cluster.Path}.network"));

    private static IEnumerable<Finding> Check(EksNetworkSpec network, string path)
    {
        var leads = network.Way == EksEgress.TransitGateway;
        // CLU120 reports one in an existing VPC.
        if (network.TransitGateway is not { } gateway || network.Existing is not null)
        {
            if (leads && network.Existing is null)
            {
                yield return Finding.Error(
                    Code, $"{path}.egress",
                    "egress is transit-gateway, but transitGateway is missing. Give its id and the networks behind it.");
            }

            yield break;
        }

        if (!AwsResourceId.Fits("tgw", gateway.Id))
        {
            yield return Finding.Error(
                Code, $"{path}.transitGateway.id",
                $"\"{gateway.Id}\" is not a transit gateway. Give its id, such as tgw-0123456789abcdef0.");
        }

        if (gateway.Cidrs.IsEmpty && !leads)
        {
            yield return Finding.Error(
                Code, $"{path}.transitGateway.cidrs",
                "cidrs is empty, so no route leads to the transit gateway. Give the networks behind it, or set egress to transit-gateway.")
                with { ComparedWith = [$"{path}.egress"] };
        }

        for (var i = 0; i < gateway.Cidrs.Length; i++)
        {
            var (cidr, place) = (gateway.Cidrs[i], $"{path}.transitGateway.cidrs[{i}]");
            if (Ipv4Range.OfNetwork(cidr) is not { } range || range.Size > 1L << 31)
            {
                yield return Finding.Error(
                    Code, place,
                    $"\"{cidr}\" is not a network behind a transit gateway. Allowed: an IPv4 network in CIDR notation without host bits, " +
                    "such as 10.0.0.0/8; for all other networks set egress to transit-gateway.");
            }
            else if (Own(network, path).FirstOrDefault(own => own.Range.Contains(range)) is { Member: not null } own)
            {
                yield return Finding.Error(
                    Code, place, $"\"{cidr}\" is within the VPC itself, {own.Text}. Leave it out.") with { ComparedWith = [own.Member] };
            }
            else if (gateway.Cidrs.IndexOf(cidr) < i)
            {
                yield return Finding.Error(Code, place, $"\"{cidr}\" is given twice. Keep one.");
            }
        }
    }

    // A route to a wider network is fine: that of the VPC itself is more specific.
    private static IEnumerable<(string Member, string Text, Ipv4Range Range)> Own(EksNetworkSpec network, string path) =>
        from own in new[] { (Member: $"{path}.cidr", Text: network.Cidr), (Member: $"{path}.podCidr", Text: network.PodCidr ?? "") }
        let range = Ipv4Range.OfNetwork(own.Text)
        where range is not null
        select (own.Member, own.Text, range.Value);
}
