using Infra.Catalogue;
using Infra.Facts.Delivery;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Delivery;

namespace Infra.Rules.Sovereignty;

/// <summary>CLU107: a hub and members of other stacks are inside the borders of this one, as far as their records say where they are: a hub
/// by the host of its issuer, a member by its region and the host of its API. The hub can change what its members run, and what runs on
/// them comes from the hub's repository. What is not in a public cloud, or at a site that this stack describes, counts as
/// inside.</summary>
public sealed class FleetInside : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform)
    {
        var borders = platform.Sovereignty;
        if (!Abroad.CanTell(borders))
        {
            yield break;
        }

        if (platform.Hub?.Issuer is { } issuer && Reason(borders, issuer) is { } reason)
        {
            yield return Outside("hub.issuer", reason);
        }

        for (var i = 0; i < platform.Members.Length; i++)
        {
            var member = platform.Members[i];
            if (Reason(platform, member) is { } region)
            {
                yield return Outside($"members[{i}].labels", region);
            }
            else if (Reason(borders, member.Endpoint) is { } host)
            {
                yield return Outside($"members[{i}].endpoint", host);
            }
        }
    }

    private static string? Reason(SovereigntySpec borders, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var parts) && parts.Host.Length > 0 ? Abroad.Reason(borders, parts.Host) : null;

    private static string? Reason(PlatformSpec platform, MemberSpec member)
    {
        var borders = platform.Sovereignty;
        if (!member.Labels.TryGetValue(FleetDelivery.Label("region"), out var name))
        {
            // Another rule asks for the label.
            return null;
        }

        if (Place.Of(platform, member) is not { } place)
        {
            return member.Login is TokenLogin ? null
                : $"\"{name}\" is a region that is not in the catalogue, so nobody knows its country; this platform allows " +
                    $"{Spelling.List(borders.Locations)}.";
        }

        var outside = place.Operator.Outside(borders.Operators).ToList();
        return outside.Count > 0
            ? $"\"{name}\" is operated by {place.Operator.Name}, which is subject to the law of {Spelling.List(outside)}; this platform " +
                $"allows {Spelling.List(borders.Operators)} ({place.Operator.Source})."
            : place.Country.Length != 2 || Jurisdictions.AnyHolds(borders.Locations, place.Country) ? null
            : $"\"{name}\" is in {place.Country}; this platform allows {Spelling.List(borders.Locations)}.";
    }

    private static Finding Outside(string path, string reason) => Finding.Error("CLU107", path, reason)
        with { ComparedWith = ["sovereignty.locations", "sovereignty.operators"] };
}
