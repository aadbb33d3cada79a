using System.Collections.Immutable;
using Infra.AddOns.Observability;
using Infra.Rules.Observability;
using Infra.Specification;
using Infra.Specification.Clusters;
using Infra.Specification.Observability;
using Infra.Tests.AddOns;

namespace Infra.Tests.Rules.Observability;

public class LogStoresTests
{
    private const string Hub =
        "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/hub/providers/Microsoft.Network/virtualNetworks/hub";

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
    public void Accepts_a_private_way_to_the_store_by_the_names_of_the_network_itself_or_of_one_that_is_linked() => Assert.Empty(
        Private(Fleet.Aks, Asking("north", [Hub])));

    [Fact]
    public void Rejects_a_store_whose_private_names_its_network_cannot_ask_for() => Assert.Equal(
        [
            "CLU119 error clusters[0]: observability.logs.store is own and sovereignty.endpoints is private, but network.dnsServers know " +
            "no private name of Azure Monitor: the cluster's own zones have them, and network.linkedNetworks links these to no network " +
            "of the servers. Give observability.logs.endpoint as well, to which the cluster then sends.",
        ],
        Private(Asking("north", [])));

    [Fact]
    public void Rejects_a_second_cluster_whose_private_names_a_network_would_have_to_know()
    {
        Assert.Equal(
            [
                "CLU119 error clusters[1]: observability.logs.store is own and sovereignty.endpoints is private, but " +
                $"{Hub.ToUpperInvariant()} in network.linkedNetworks knows Azure Monitor by the private names of north, and a network " +
                "can be linked to one zone of a name. Give observability.logs.endpoint as well, to which the cluster then sends.",
            ],
            Private(Asking("north", [Hub]), Asking("south", [Hub.ToUpperInvariant()])));
        var open = Fleets.Of(Asking("north", [Hub]), Asking("south", [Hub]));
        Assert.Empty(Fleets.Findings<LogStores>(open with
        {
            Observability = new() { Logs = Own },
            Sovereignty = open.Sovereignty with { Endpoints = EndpointAccess.Public },
        }));
    }

    [Fact]
    public void Rejects_a_store_in_a_cloud_that_has_no_private_names_for_it() => Assert.Equal(
        [
            "CLU119 error clusters[0]: observability.logs.store is own and sovereignty.endpoints is private, but Azure Monitor has no " +
            "private names in chinanorth3. Give observability.logs.endpoint as well, to which the cluster then sends.",
        ],
        Private(Fleet.Aks with { Region = "chinanorth3" }));

    private static AksClusterSpec Asking(string name, ImmutableArray<string> linked) => Fleet.Aks with
    {
        Name = name,
        Network = Fleet.Aks.Network with { DnsServers = ["10.0.0.4"], LinkedNetworks = linked },
    };

    private static string[] Private(params ClusterSpec[] clusters)
    {
        var fleet = Fleets.Of(clusters) with { Observability = new() { Logs = Own } };
        return Fleets.Findings<LogStores>(fleet with { Sovereignty = fleet.Sovereignty with { Endpoints = EndpointAccess.Private } });
    }

    private static string[] Of(LogsSpec logs, params ClusterSpec[] clusters) => Fleets.Findings<LogStores>(
        Fleets.Of(clusters) with { Observability = new() { Logs = logs } });
}
