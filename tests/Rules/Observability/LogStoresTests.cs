using Infra.AddOns.Observability;
using Infra.Rules.Observability;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Observability;
using Infra.Tests.AddOns;

namespace Infra.Tests.Rules.Observability;

public class LogStoresTests
{
    private static LogsSpec Own { get; } = new() { Store = LogPlace.Own };

    [Fact]
    public void Accepts_a_sound_fleet() => Assert.Empty(Fleets.Findings<LogStores>(Fleets.Sound));

    [Fact]
    public void Accepts_a_service_for_all_or_for_those_without_a_store()
    {
        var sent = new LogsSpec { Endpoint = "https://otlp.acme.example", Country = "DE", User = "acme", CredentialsSecret = "logs" };
        Assert.Empty(Of(sent, Fleet.Eks, Fleet.Kubeadm));
        Assert.Empty(Of(sent with { Store = LogPlace.Own }, Fleet.Eks, Fleet.Kubeadm));
    }

    [Fact]
    public void Accepts_clusters_that_have_a_store_and_a_small_site_that_keeps_its_logs() => Assert.Empty(Of(Own, Fleet.Eks, Fleet.Edge));

    [Fact]
    public void Rejects_logs_that_go_nowhere() => Assert.Equal(
        [
            "CLU115 error observability.logs: neither store nor endpoint is given. Give store: own, so that each cluster keeps its logs " +
            "in a store of its own; or an endpoint to which all of them send; or both, where some clusters have no store.",
        ],
        Of(new(), Fleet.Eks));

    [Fact]
    public void Rejects_what_is_said_of_no_service() => Assert.Equal(
        [
            "CLU115 error observability.logs.country: country says something of a service, but endpoint is missing. Give the endpoint, " +
            "or leave it out.",
            "CLU115 error observability.logs.user: user says something of a service, but endpoint is missing. Give the endpoint, or " +
            "leave it out.",
        ],
        Of(Own with { Country = "DE", User = "acme" }, Fleet.Eks));

    [Fact]
    public void Rejects_a_cluster_without_a_store() => Assert.Equal(
        [
            "CLU116 error clusters[1]: objectStore is missing, and Loki keeps logs nowhere else. Describe the store and name a logBucket " +
            "in it; or give observability.logs.endpoint as well, to which the cluster then sends.",
            "CLU116 error clusters[2]: logBucket is missing, and logs do not go into the bucket of the backups, which is locked. Name " +
            "another bucket of objectStore; or give observability.logs.endpoint as well, to which the cluster then sends.",
        ],
        Of(Own, Fleet.Eks, Fleet.Kubeadm, Fleet.Rke2 with { LogBucket = null }, Fleet.Rke2));

    [Fact]
    public void Rejects_a_small_site_that_asks_for_a_store_and_has_none() => Assert.Single(
        Of(Own, Fleet.Edge with { LogBucket = null, AddOns = [new Loki()] }));

    [Fact]
    public void Rejects_a_store_that_only_a_public_address_leads_to()
    {
        var fleet = Fleets.Of(Fleet.Aks) with { Observability = new() { Logs = Own } };
        Assert.Empty(Fleets.Findings<LogStores>(
            fleet with { Sovereignty = fleet.Sovereignty with { Endpoints = EndpointAccess.Public } }));
        Assert.Equal(
            [
                "CLU119 error clusters[0]: observability.logs.store is own, but the agents here reach the store only at a public " +
                "address, and sovereignty.endpoints is private. Give observability.logs.endpoint as well, to which the cluster then sends.",
            ],
            Fleets.Findings<LogStores>(
                fleet with { Sovereignty = fleet.Sovereignty with { Endpoints = EndpointAccess.Private } }));
    }

    private static string[] Of(LogsSpec logs, params ClusterSpec[] clusters) => Fleets.Findings<LogStores>(
        Fleets.Of(clusters) with { Observability = new() { Logs = logs } });
}
