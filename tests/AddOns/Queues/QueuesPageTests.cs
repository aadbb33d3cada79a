using System.Text.Json.Nodes;
using Infra.AddOns.Queues;
using Infra.Facts.Clusters;
using Infra.Facts.Documents;
using Infra.Tests.Planning;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.AddOns.Queues;

/// <summary>What docs/queues.md tells teams to apply fits the queues that a cluster has.</summary>
public class QueuesPageTests
{
    private static readonly JsonObject[] _documents = [.. Documents()];

    [Fact]
    public void Sends_a_job_to_a_queue_of_the_platform_from_a_namespace_that_it_serves()
    {
        Assert.Contains(
            Kind("Namespace")["metadata"]!["labels"]!.AsObject(), label => label.Key == Kueue.NamespaceLabel);
        Assert.Equal(PoolQueues.General, (string?)Kind("LocalQueue")["spec"]!["clusterQueue"]);
        Assert.Equal(
            (string?)Kind("LocalQueue")["metadata"]!["name"],
            (string?)Kind("Job")["metadata"]!["labels"]!["kueue.x-k8s.io/queue-name"]);
        Assert.Contains(
            PoolQueues.Manifests(Fleet.Context("eks")),
            each => (string?)each["kind"] == "WorkloadPriorityClass" &&
                (string?)each["metadata"]!["name"] == (string?)Kind("Job")["metadata"]!["labels"]!["kueue.x-k8s.io/priority-class"]);
    }

    [Fact]
    public void Has_a_version_of_the_kinds_of_Kueue_that_the_platform_uses() => Assert.Equal(
        (string?)Assert.Single(PoolQueues.Manifests(Fleet.Context("eks")), each => (string?)each["kind"] == "Cohort")["apiVersion"],
        (string?)Kind("LocalQueue")["apiVersion"]);

    [Fact]
    public void Sends_work_elsewhere_by_queues_of_one_name_on_the_hub_and_on_members()
    {
        JsonObject[] queues = [.. Documents("## Work for another cluster", example: 2)];

        Assert.Equal(
            [QueueDispatch.Queue, PoolQueues.General], queues.Select(each => (string?)each["spec"]!["clusterQueue"]));
        Assert.Equal(queues[0]["metadata"]!.ToJsonString(), queues[1]["metadata"]!.ToJsonString());
    }

    [Fact]
    public void Tolerates_what_keeps_others_off_the_nodes_and_asks_for_the_GPUs_of_one()
    {
        var spec = Kind("Job")["spec"]!["template"]!["spec"]!;

        Assert.Equal(GpuNode.Taint, (string?)spec["tolerations"]![0]!["key"]);
        Assert.Equal("8", (string?)spec["containers"]![0]!["resources"]!["limits"]![GpuNode.Resource]);
    }

    private static JsonObject Kind(string kind) => _documents.Single(each => (string?)each["kind"] == kind);

    private static IEnumerable<JsonObject> Documents(string section = "## Send a job", int example = 1)
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/queues.md")).Split($"\n{section}\n")[1];
        return page.Split("```yaml\n")[example].Split("```")[0].Split("---\n").Select(text => Yaml.ReadTexts(new StringReader(text)));
    }
}
