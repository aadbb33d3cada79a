using Infra.Catalogue;
using Infra.Facts.Teams;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Rules.Sovereignty;
using Infra.Specification;
using Infra.Specification.Formats;
using Infra.Specification.Teams;

namespace Infra.Rules.Teams;

/// <summary>TEAM009: what a team's pods reach is addresses or another team that is on a cluster with it, on ports that exist; where public
/// addresses are is said, and is inside the declared borders; the metadata of machines is never reached.</summary>
public sealed class TeamEgress : ISpecRule
{
    private const string Code = "TEAM009";

    // RFC 3927. There a machine in a cloud finds its metadata, and with them the login of the node.
    private static readonly Ipv4Range _linkLocal = new(0xA9FE0000, 0xA9FEFFFF);

    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from team in platform.Teams
        from index in Enumerable.Range(0, team.Egress.Length)
        from finding in Check(platform, team, team.Egress[index], $"{team.Path}.egress[{index}]")
        select finding;

    private static IEnumerable<Finding> Check(PlatformSpec platform, TeamSpec team, EgressSpec egress, string path)
    {
        if ((egress.Cidr is null) == (egress.Team is null))
        {
            yield return Finding.Error(
                Code, path,
                $"{(egress.Cidr is null ? "neither cidr nor team is" : "both cidr and team are")} given. Give one of them.")
                with { ComparedWith = [$"{path}.cidr", $"{path}.team"] };
        }
        else if (egress.Team is not null)
        {
            foreach (var finding in OfTeam(platform, team, egress.Team, path))
            {
                yield return finding;
            }

            if (egress.Country is not null)
            {
                yield return Finding.Error(Code, $"{path}.country", "a team is where its cluster is. Leave the country out.");
            }
        }
        else
        {
            foreach (var finding in OfAddresses(platform.Sovereignty, egress, path))
            {
                yield return finding;
            }
        }

        if (egress.Ports.IsEmpty || egress.Ports.Any(port => port is < 1 or > 65535))
        {
            yield return Finding.Error(
                Code, $"{path}.ports",
                egress.Ports.IsEmpty
                    ? "no port is given. Give at least one, of 1 to 65535."
                    : $"{egress.Ports.First(port => port is < 1 or > 65535)} is not a port. Allowed: 1 to 65535.");
        }
    }

    private static IEnumerable<Finding> OfTeam(PlatformSpec platform, TeamSpec team, string name, string path)
    {
        var others = platform.Teams.Where(other => other.Name != team.Name).Select(other => other.Name).ToList();
        if (platform.Teams.FirstOrDefault(other => other.Name == name) is not { } target || name == team.Name)
        {
            yield return Finding.Error(
                Code, $"{path}.team",
                $"\"{name}\" is not another team.{Spelling.DidYouMean(name, others)} " +
                (others.Count == 0 ? "There is none." : $"Allowed: {Spelling.List(others)}."));
        }
        else if (!TeamPlaces.Of(platform, team).Intersect(TeamPlaces.Of(platform, target)).Any())
        {
            yield return Finding.Error(
                Code, $"{path}.team", $"\"{name}\" is on no cluster of the team, so nothing of it can be reached there. Leave it out.")
                with { ComparedWith = [$"{team.Path}.clusters", $"{target.Path}.clusters"] };
        }
    }

    private static IEnumerable<Finding> OfAddresses(SovereigntySpec borders, EgressSpec egress, string path)
    {
        if (Ipv4Range.OfNetwork(egress.Cidr!) is not { } network)
        {
            yield return Finding.Error(
                Code, $"{path}.cidr",
                $"\"{egress.Cidr}\" is not an IPv4 network. Allowed: one such as 10.30.0.0/16 or 203.0.113.7/32, without host bits.");
            yield break;
        }

        if (egress.Cidr != EgressSpec.Everything && network.Overlaps(_linkLocal))
        {
            yield return Finding.Error(
                Code, $"{path}.cidr",
                $"{egress.Cidr} has addresses of 169.254.0.0/16, where a machine in a cloud finds the login of its node. Name networks " +
                $"without them; {EgressSpec.Everything} leaves them out by itself.");
        }
        else if (egress.Country is { } code && code is not [>= 'A' and <= 'Z', >= 'A' and <= 'Z'])
        {
            yield return Finding.Error(
                Code, $"{path}.country",
                $"\"{code}\" is not a country code. Allowed: an ISO 3166-1 alpha-2 code in capitals, such as DE.");
        }
        else if (!network.IsPrivate && egress.Cidr == EgressSpec.Everything)
        {
            if (egress.Country is not null)
            {
                yield return Finding.Error(
                    Code, $"{path}.country",
                    $"{EgressSpec.Everything} is in every country. Leave the country out, or name the networks that are in it.");
            }
            else if (borders.Endpoints == EndpointAccess.Private)
            {
                yield return Finding.Error(
                    Code, $"{path}.cidr",
                    "every public address is also one outside the borders, and this platform has private endpoints. Name the networks.")
                    with { ComparedWith = ["sovereignty.endpoints"] };
            }
        }
        else if (!network.IsPrivate && egress.Country is null)
        {
            yield return Finding.Error(
                Code, $"{path}.country",
                $"{egress.Cidr} has public addresses, which do not tell where they are. Give the country: an ISO 3166-1 alpha-2 code in " +
                "capitals, such as DE.");
        }
        else if (egress.Country is { } country && Abroad.CanTell(borders) && !Jurisdictions.AnyHolds(borders.Locations, country))
        {
            yield return Finding.Error(
                Code, $"{path}.country", $"\"{country}\" is outside; this platform allows {Spelling.List(borders.Locations)}.")
                with { ComparedWith = ["sovereignty.locations"] };
        }
    }
}
