using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Findings;
using Infra.Rules.Contracts;
using Infra.Specification;
using Infra.Specification.Networks;

namespace Infra.Rules.Networks;

/// <summary>CLU149: the zone of a cluster is one that it can write to, and holds its domain.</summary>
public sealed class IngressZones : ISpecRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Check(PlatformSpec platform) =>
        from cluster in platform.Clusters
        let mistake = cluster.Ingress is { Zone: { } zone } ingress ? Mistake(platform, Clouds.Of(cluster), ingress, zone) : null
        where mistake is not null
        select Finding.Error("CLU149", $"{cluster.Path}.ingress.zone", mistake);

    private static string? Mistake(PlatformSpec platform, CloudFacts cloud, IngressSpec ingress, string zone) =>
        cloud.DnsZoneForm is not { } form
            ? "no cloud has an identity for this cluster with which it could write records without a stored key. Remove zone, and point " +
              $"a record of *.{ingress.Domain} at its gateway."
        : cloud.DnsZone is not { } known ? $"\"{zone}\" is not a zone that the cluster can write to. Allowed: {form}."
        : !cloud.ReachesInternet
            ? "the cluster does not reach the internet, where alone the service of its zone can be called. Remove zone, and point a " +
              $"record of *.{ingress.Domain} at its gateway."
        : known.Name is { } name && name != ingress.Domain
            ? $"the zone is \"{name}\", which is not the domain \"{ingress.Domain}\" of the cluster. Allowed: a zone of that name."
        : cloud.DnsZoneTenants(platform) is { } tenants
            ? $"the zone is in the tenant {tenants.Zone}, where no identity of the cluster's tenant {tenants.Cluster} can be given a " +
              "role. Allowed: a zone in a subscription of the same tenant."
        : null;
}
