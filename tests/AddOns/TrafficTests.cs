using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.Facts.Clusters;
using Infra.Facts.Conventions;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.AddOns;

/// <summary>The tables of traffic: every add-on with pods has one, and none forgets what a monitor or the API server calls.</summary>
public sealed class TrafficTests
{
    // What a real Helm renders: ChartPorts.txt.
    private static readonly (string Chart, string Caller, int Port)[] _ports =
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, "tests", "AddOns", "ChartPorts.txt"))
            .Where(line => !line.StartsWith('#')).Select(line => line.Split(' '))
            .Select(parts => (parts[0], parts[1], int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture))),
    ];

    public static TheoryData<string> Clusters => [.. Fleet.ContextNames];

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Says_of_every_add_on_with_pods_what_they_receive_and_reach(string cluster)
    {
        var context = Fleet.Context(cluster);
        Assert.All(AddOn.Of(context.Cluster).Where(addOn => HasPods(addOn, context)), addOn => Assert.True(
            addOn.Traffic(context).Any(),
            $"{addOn.Key} has no table: override Traffic (docs/add-ons.md, \"Add an add-on\")."));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Says_nothing_of_what_is_in_a_namespace_of_Kubernetes(string cluster)
    {
        var context = Fleet.Context(cluster);
        Assert.All(
            AddOn.Of(context.Cluster).Where(addOn => ResourceNames.KubernetesNamespaces.Contains(addOn.Chart.Namespace)),
            addOn => Assert.Empty(addOn.Traffic(context)));
    }

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Lets_in_whoever_calls_a_port_of_a_chart(string cluster)
    {
        var context = Fleet.Context(cluster);
        Assert.All(AddOn.Of(context.Cluster).Where(addOn => addOn.ByChart(context) && HasPods(addOn, context)), addOn =>
        {
            var flows = addOn.Traffic(context).ToList();
            Assert.All(_ports.Where(each => each.Chart == addOn.Chart.Name), each => Assert.Contains(flows, flow =>
                !flow.Outward && flow.Ports.Contains(each.Port)
                && flow.Peer == (each.Caller == "webhook" ? FlowPeer.ApiServer : FlowPeer.Monitoring)));
        });
    }

    [Fact]
    public void Knows_the_ports_of_every_chart_that_has_a_monitor_and_of_no_other() => Assert.Empty(
        AddOnList.All.Where(addOn => !addOn.Monitors.IsEmpty && !ResourceNames.KubernetesNamespaces.Contains(addOn.Chart.Namespace))
            // Its operator makes the monitor; the port is that of the cluster.
            .Where(addOn => addOn.Key != "rook-ceph")
            .Select(addOn => addOn.Chart.Name).Except(_ports.Where(each => each.Caller == "metrics").Select(each => each.Chart))
            .Concat(_ports.Select(each => each.Chart).Except(AddOnList.All.Select(addOn => addOn.Chart.Name))));

    [Theory]
    [MemberData(nameof(Clusters))]
    public void Names_only_add_ons_that_there_are(string cluster)
    {
        var context = Fleet.Context(cluster);
        Assert.All(
            AddOn.Of(context.Cluster).SelectMany(addOn => addOn.Traffic(context)).Where(flow => flow.Peer == FlowPeer.AddOn),
            flow => Assert.Contains(AddOnList.All, addOn => addOn.Key == flow.Other));
    }

    private static bool HasPods(AddOn addOn, ClusterContext context) =>
        !ResourceNames.KubernetesNamespaces.Contains(addOn.Chart.Namespace)
        && (addOn.ByChart(context) ? addOn.Workloads.Any(workload => workload.On(context.Cloud)) : addOn.AgentNamespace is null);
}
