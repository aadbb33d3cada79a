using System.Text.Json.Nodes;
using Infra.AddOns.Contracts;
using Infra.AddOns.Queues;
using Infra.Facts;
using Infra.Facts.Clusters;
using Infra.Facts.Documents;
using Infra.Specification.Clusters;

namespace Infra.Tests.AddOns.Queues;

/// <summary>The queue of the hub whose work members run.</summary>
public class QueueDispatchTests
{
    [Fact]
    public void A_hub_that_is_not_asked_dispatches_nothing()
    {
        var hub = Hub();

        Assert.Empty(QueueDispatch.Members(hub.Platform));
        Assert.DoesNotContain(Manifests(hub), each => (string?)each["kind"] is "AdmissionCheck" or "MultiKueueCluster");
        Assert.DoesNotContain(Queue(hub).Traffic(hub), flow => flow.Outward && flow.Peer == FlowPeer.Anything);
        Assert.Null(Configuration(hub)["multiKueue"]);
    }

    [Fact]
    public void A_member_is_known_by_a_secret_beside_the_hubs_Kueue()
    {
        var members = Manifests(Hub("berlin", "amsterdam")).Where(each => (string?)each["kind"] == "MultiKueueCluster");

        Assert.Equal(
            [
                """berlin {"clusterSource":{"kubeConfig":{"locationType":"Secret","location":"dispatch-berlin"}}}""",
                """amsterdam {"clusterSource":{"kubeConfig":{"locationType":"Secret","location":"dispatch-amsterdam"}}}""",
            ],
            members.Select(each => $"{each["metadata"]!["name"]} {each["spec"]!.ToJsonString()}"));
    }

    [Fact]
    public void The_members_are_asked_one_after_another_in_the_order_of_the_stack()
    {
        var hub = Hub("berlin", "amsterdam");

        Assert.Equal("""{"clusters":["berlin","amsterdam"]}""", Spec(hub, "MultiKueueConfig"));
        Assert.Equal(
            """
            {"controllerName":"kueue.x-k8s.io/multikueue",
            "parameters":{"apiGroup":"kueue.x-k8s.io","kind":"MultiKueueConfig","name":"dispatched"}}
            """.ReplaceLineEndings(""),
            Spec(hub, "AdmissionCheck"));
        Assert.Equal(
            """
            {"dispatcherName":"kueue.x-k8s.io/multikueue-dispatcher-incremental","incrementalDispatcherConfig":{"stepSize":"1"}}
            """.Trim(),
            Configuration(hub)["multiKueue"]!.ToJsonString());
    }

    [Fact]
    public void The_queue_holds_what_the_members_offer_together()
    {
        // 6 nodes of 40 processors and 320 GiB with one GPU in 7 parts; the processors of a site are not known.
        Assert.Equal("cpu 216, memory 1728Gi, nvidia.com/gpu 42", Quota(Hub("amsterdam")));
        Assert.Equal("cpu 1000000, memory 1000000Gi, nvidia.com/gpu 74", Quota(Hub("berlin", "amsterdam")));
        Assert.Equal("cpu 0, memory 0, nvidia.com/gpu 0", Quota(Hub("laptop")));
        Assert.Equal(
            ["cpu 518", "memory 4147Gi", "nvidia.com/gpu 0", "nvidia.com/gpu.shared 192"],
            QueueDispatch.Offers(Fleet.Eks with { Pools = [Fleet.Eks.Pools[0]] }).Select(offer => $"{offer.Key} {offer.Value}"));
    }

    [Fact]
    public void The_queue_lends_nothing_to_those_whose_work_runs_on_the_hub()
    {
        var hub = Hub("berlin");
        var queue = Manifests(hub).Last()["spec"]!;

        Assert.Null(queue["cohortName"]);
        Assert.Equal("{\"admissionChecks\":[{\"name\":\"dispatched\"}]}", queue["admissionChecksStrategy"]!.ToJsonString());
        Assert.Equal(
            """{"matchExpressions":[{"key":"ai-platform/team","operator":"Exists"}]}""", queue["namespaceSelector"]!.ToJsonString());
        // Which nodes it runs on is not the hub's to say.
        var flavor = Manifests(hub).Last(each => (string?)each["kind"] == "ResourceFlavor");
        Assert.Equal("dispatched {}", $"{Name(flavor)} {flavor["spec"]!.ToJsonString()}");
    }

    [Fact]
    public void Each_object_comes_after_those_that_it_refers_to() => Assert.Equal(
        ["ResourceFlavor", "MultiKueueCluster", "MultiKueueConfig", "AdmissionCheck", "ClusterQueue"],
        Manifests(Hub("berlin")).SkipWhile(each => (string?)each["kind"] != "WorkloadPriorityClass").Skip(2)
            .Select(each => (string?)each["kind"]));

    [Fact]
    public void The_hub_gives_work_no_less_time_than_the_member_that_runs_it()
    {
        Assert.Equal("45m", (string?)Configuration(Hub("berlin"))["waitForPodsReady"]!["timeout"]);
        var site = Asking(Fleet.Rke2 with { Role = ClusterRole.Hub }, "frankfurt", Fleet.Eks with { Role = ClusterRole.Member });
        Assert.Equal("45m", (string?)Configuration(site)["waitForPodsReady"]!["timeout"]);
    }

    [Theory]
    [InlineData("amsterdam", 443)]
    [InlineData("berlin", 6443)]
    public void Pods_of_the_hubs_Kueue_may_call_the_API_of_a_member(string member, int port)
    {
        var hub = Hub(member);

        var outside = Assert.Single(Queue(hub).Traffic(hub), flow => flow.Outward && flow.Peer == FlowPeer.Anything);
        Assert.Equal(port, Assert.Single(outside.Ports));
    }

    [Fact]
    public void The_account_may_do_what_each_kind_of_work_needs_and_read_no_secret()
    {
        var rights = QueueDispatch.Rights.SelectMany(right => right.Resources.Select(resource => (right.Group, resource, right.Verbs)))
            .ToDictionary(right => $"{right.Group}/{right.resource}", right => string.Join(' ', right.Verbs), StringComparer.Ordinal);

        Assert.All(
            (string[])
            [
                "/pods", "batch/jobs", "apps/statefulsets", "jobset.x-k8s.io/jobsets", "leaderworkerset.x-k8s.io/leaderworkersets",
                "ray.io/rayclusters", "ray.io/rayjobs", "ray.io/rayservices", "kueue.x-k8s.io/workloads",
            ],
            kind => Assert.StartsWith("create delete get list watch", rights[kind], StringComparison.Ordinal));
        Assert.Equal("get patch update", rights["kueue.x-k8s.io/workloads/status"]);
        Assert.Equal(19, rights.Count);
        Assert.DoesNotContain(rights.Keys, kind => kind.Contains("secret", StringComparison.Ordinal) || kind.Contains('*'));
    }

    // A fleet whose hub is asked to dispatch; the second of each kind is a member.
    private static ClusterContext Hub(params string[] dispatchTo) => Asking(Fleet.Eks, dispatchTo,
    [
        Fleet.Aks, Fleet.Rke2 with { ApiEndpoint = "https://10.30.0.10:6443" }, Fleet.OpenShift, Fleet.Kubeadm,
    ]);

    private static ClusterContext Asking(ClusterSpec hub, string member, ClusterSpec cluster) => Asking(hub, [member], [cluster]);

    private static ClusterContext Asking(ClusterSpec hub, string[] dispatchTo, ClusterSpec[] members)
    {
        var kueue = new Kueue { DispatchTo = [.. dispatchTo] };
        var asking = hub with
        {
            AddOns = [.. Fleet.In(Fleet.Platform, hub).Cluster.AddOns.Select(addOn => addOn is Kueue ? kueue : addOn)],
        };
        var platform = Fleet.Platform with
        {
            Clusters = [asking, .. members.Select(member => Fleet.In(Fleet.Platform, member).Cluster)],
        };
        return Clouds.Context(platform, asking);
    }

    private static Kueue Queue(ClusterContext hub) => AddOn.Of(hub.Cluster).OfType<Kueue>().Single();

    private static List<JsonObject> Manifests(ClusterContext hub) => [.. Queue(hub).Manifests(hub)];

    private static string Name(JsonObject each) => (string)each["metadata"]!["name"]!;

    private static string Spec(ClusterContext hub, string kind)
    {
        var found = Assert.Single(Manifests(hub), each => (string?)each["kind"] == kind);
        Assert.Equal(QueueDispatch.Queue, Name(found));
        return found["spec"]!.ToJsonString();
    }

    private static string Quota(ClusterContext hub) => string.Join(", ",
        Manifests(hub).Last()["spec"]!["resourceGroups"]![0]!["flavors"]![0]!["resources"]!.AsArray()
            .Select(resource => $"{resource!["name"]} {resource["nominalQuota"]}"));

    private static JsonObject Configuration(ClusterContext hub) => Yaml.ReadTexts(
        new StringReader((string)ChartValues.Of(Queue(hub), hub)["managerConfig"]!["controllerManagerConfigYaml"]!));
}
