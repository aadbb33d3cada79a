using Infra.Facts.Delivery;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Delivery;
using Infra.Specification.Formats;

namespace Infra.Rules.Delivery;

/// <summary>CLU212: the hub of another stack is named only where this one has none, and by what its members can trust and let in.</summary>
public sealed class HubRecords : ISpecRule
{
    private const string Code = "CLU212";

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        platform.Hub is { } hub ? [.. Parts(platform, hub), .. Pulled(platform)] : [];

    private static IEnumerable<Finding> Parts(PlatformSpec platform, HubSpec hub)
    {
        if (FleetDelivery.Hub(platform) is { } own)
        {
            yield return Finding.Error(
                Code, "hub",
                $"{own.Path} is the hub of this stack, so the hub of another cannot be named. Remove hub, or the role hub of the cluster.")
                with { ComparedWith = [$"{own.Path}.role"] };
        }

        if (!DnsLabel.Fits(hub.Name, 20))
        {
            yield return Finding.Error(Code, "hub.name", $"\"{hub.Name}\" is not the name of a cluster. Allowed: {DnsLabel.Rule(20)}.");
        }
        else if (platform.Clusters.FirstOrDefault(cluster => cluster.Name == hub.Name) is { } same)
        {
            yield return Finding.Error(
                Code, "hub.name", $"\"{hub.Name}\" is also the name of {same.Path}. Names of clusters must be unique in a fleet.")
                with { ComparedWith = [$"{same.Path}.name"] };
        }

        if (hub.Issuer is { } issuer && !IsIssuer(issuer))
        {
            yield return Finding.Error(
                Code, "hub.issuer",
                $"\"{issuer}\" is not the URL of an issuer. Allowed: https, a host and a path, as the stack of the hub exports it.");
        }

        for (var i = 0; i < hub.Roles.Length; i++)
        {
            if (IamArn.Of(hub.Roles[i]) is not { IsRole: true })
            {
                yield return Finding.Error(
                    Code, $"hub.roles[{i}]",
                    $"\"{hub.Roles[i]}\" is not the ARN of a role. Allowed: such as arn:aws:iam::111122223333:role/name, as the stack of " +
                    "the hub exports it.");
            }
        }

        for (var i = 0; i < hub.Addresses.Length; i++)
        {
            if (Ipv4Range.OfNetwork(hub.Addresses[i]) is not { Size: 1, IsPrivate: false })
            {
                yield return Finding.Error(
                    Code, $"hub.addresses[{i}]",
                    $"\"{hub.Addresses[i]}\" is not a public address. Allowed: one IPv4 address, such as 203.0.113.7/32.");
            }
        }

        if (hub.Network is { } network && Ipv4Range.OfNetwork(network) is not { IsPrivate: true })
        {
            yield return Finding.Error(
                Code, "hub.network",
                $"\"{network}\" is not a private network. Allowed: an IPv4 network in CIDR notation without host bits, such as " +
                "10.10.0.0/16.");
        }
    }

    // A member that is pushed to needs no repository of its own.
    private static IEnumerable<Finding> Pulled(PlatformSpec platform) =>
        from cluster in platform.Clusters
        where platform.GitOps is null && FleetDelivery.Way(platform, cluster) == DeliveryWay.Pull
        let reason = FleetDelivery.Obstacle(platform, cluster) is { } obstacle ? $", because {obstacle}" : ""
        select Finding.Error(
            Code, $"{cluster.Path}.delivery",
            $"the cluster pulls its workloads{reason}; but ai-platform:gitOps is missing, so it has nothing to pull. Name the repository.")
            with { ComparedWith = ["hub", "gitOps"] };

    private static bool IsIssuer(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps && url.Host.Length > 0
        && text.StartsWith("https://", StringComparison.Ordinal)
        && text.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is ':' or '/' or '.' or '-' or '_');
}
