using System.Globalization;
using Infra.Facts;
using Infra.Findings;
using Infra.Specification;

namespace Infra.Reports.Sovereignty;

/// <summary>The rows of services that the stack names and does not create: the mirror, the repository, object stores, destinations of
/// metrics, logs and traces, vaults.</summary>
internal static class DeclaredData
{
    internal const string Service = "service";

    /// <summary>The services of a stack, in the order of its keys.</summary>
    internal static IEnumerable<DataRow> Rows(PlatformSpec platform, IReadOnlyCollection<Finding> findings)
    {
        if (platform.Sovereignty.Registry is { } registry)
        {
            yield return Row(
                null, DataRole.Routes, "charts and images", "sovereignty.registry",
                DataPlace.OfHost(
                    registry.Split('/')[0].Split(':')[0], platform.Sovereignty.RegistryPlace?.Country,
                    platform.Sovereignty.RegistryPlace?.Operator), null,
                platform.Sovereignty.RegistryPlace is null ? ["SOV110"] : ["SOV101", "SOV103", "SOV110"]);
        }
        else
        {
            yield return new(
                null, DataRole.Routes, "charts and images", Service, "sovereignty.registry",
                new(null, "public sources", null, [], "nobody"), null, new(DataWay.Public), null, [], []);
        }

        if (platform.GitOps is { } gitOps)
        {
            yield return Row(
                null, DataRole.Routes, "what clusters run", "gitOps.repository",
                DataPlace.OfHost(HostOf(gitOps.Repository)), null, ["ADD106"]);
        }

        foreach (var (member, destination) in platform.Observability.Destinations)
        {
            yield return Row(
                null, DataRole.Stores, member, $"observability.{member}",
                DataPlace.OfHost(HostOf(destination.Endpoint), destination.Country, destination.Operator), null,
                Declared(destination.Operator, "SOV111", "SOV112"));
        }

        foreach (var cluster in platform.Clusters)
        {
            foreach (var (member, store) in Clouds.Of(cluster).ObjectStores)
            {
                yield return Row(
                    cluster.Name, DataRole.Stores, "backups", $"{cluster.Path}.{member}",
                    DataPlace.OfHost(HostOf(store.Endpoint), store.Country, store.Operator), BackupsKept(platform),
                    Declared(store.Operator, member == "backupCopy" ? ["SOV004", "SOV114"] : ["SOV004"]));
            }

            if (cluster.Vault is { } vault)
            {
                yield return Row(
                    cluster.Name, DataRole.Keys, "secrets of workloads", $"{cluster.Path}.vault",
                    DataPlace.OfHost(HostOf(vault.Address)), null, ["SOV116"]);
            }
        }

        DataRow Row(string? cluster, DataRole role, string what, string path, DataPlace place, string? kept, string[] codes)
        {
            var open = findings.Where(finding => codes.Contains(finding.Code) && BorderChecks.Concerns(finding, path)).ToList();
            // A key of somebody else's store is for them to tell.
            return new(
                cluster, role, what, Service, path, place, role == DataRole.Stores ? new(KeyOwner.NotKnown) : null,
                new(CloudHostOf(place) ? DataWay.CloudApi : DataWay.NotKnown), kept,
                [.. codes.Except(open.Select(finding => finding.Code)).Order(StringComparer.Ordinal)], [.. open]);
        }
    }

    // Where the stack says whose law applies to an operator, a rule compares it.
    private static string[] Declared(string? law, params string[] codes) => law is null ? codes : [.. codes, "SOV103"];

    private static bool CloudHostOf(DataPlace place) => place.Source == "host name";

    private static string BackupsKept(PlatformSpec platform) => string.Create(
        CultureInfo.InvariantCulture, $"backups {platform.Backup.RetentionDays} days");

    // A repository may be written as git@host:path too.
    private static string HostOf(string url) => Uri.TryCreate(url, UriKind.Absolute, out var parts) && parts.Host.Length > 0
        ? parts.Host : url.Split('@')[^1].Split(':')[0];
}
