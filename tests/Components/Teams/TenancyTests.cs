using System.Text.Json.Nodes;
using Infra.Planning;
using Infra.Reports;
using Infra.Tests.Stacks;

namespace Infra.Tests.Components.Teams;

/// <summary>What a team has on its clusters, in the stacks of this repository.</summary>
public sealed class TenancyTests
{
    private static readonly Lazy<Task<PlatformPlan>> _dev = new(() => OwnStacks.PlanAsync("dev"));
    private static readonly Lazy<Task<PlatformPlan>> _prod = new(() => OwnStacks.PlanAsync("prod"));

    [Fact]
    public async Task Labels_the_namespace_with_what_policies_costs_gateways_and_stores_know_it_by()
    {
        var home = (await _prod.Value).Of("core/v1:Namespace", "frankfurt-team-chat");

        Assert.Equal("chat", (string?)home.Inputs["metadata"]!["name"]);
        Assert.Equal(
            [
                "ai-platform/cost-centre=4711", "ai-platform/data-class=personal", "ai-platform/gateway=platform",
                "ai-platform/secret-store=platform", "ai-platform/team=chat", "pod-security.kubernetes.io/audit=restricted",
                "pod-security.kubernetes.io/enforce=restricted", "pod-security.kubernetes.io/warn=restricted",
            ],
            home.Inputs["metadata"]!["labels"]!.AsObject().Select(label => $"{label.Key}={label.Value}").Order(StringComparer.Ordinal));
        Assert.True(home.Protect);
    }

    [Theory]
    [InlineData("dev", "frankfurt-team-vision", "requests.nvidia.com/gpu.shared=16")]
    // Six guaranteed and four borrowable MIG devices: AKS gives them the name of a whole GPU.
    [InlineData("dev", "sweden-team-vision", "requests.nvidia.com/gpu=10")]
    [InlineData("dev", "lab-team-language", "requests.nvidia.com/gpu=2")]
    // Listed with nothing, so that none of its pods gets one.
    [InlineData("dev", "lab-team-agents", "requests.nvidia.com/gpu=0")]
    [InlineData("prod", "frankfurt-team-chat", "requests.nvidia.com/gpu=48 requests.nvidia.com/gpu.shared=0")]
    [InlineData("prod", "berlin-team-chat", "requests.nvidia.com/mig-2g.20gb=60")]
    [InlineData("prod", "turin-team-factory", "requests.nvidia.com/gpu.shared=2")]
    public async Task Gives_a_quota_for_every_accelerator_of_the_cluster(string stack, string name, string expected)
    {
        var plan = await (stack == "dev" ? _dev : _prod).Value;
        var hard = plan.Of("core/v1:ResourceQuota", $"{name}-quota").Inputs["spec"]!["hard"]!.AsObject();

        Assert.Equal(
            expected,
            string.Join(
                ' ', hard.Where(pair => pair.Key.Contains('/', StringComparison.Ordinal)).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Fact]
    public async Task Counts_processors_memory_and_volumes_and_gives_defaults_to_containers_that_say_nothing()
    {
        var plan = await _prod.Value;

        var hard = plan.Of("core/v1:ResourceQuota", "frankfurt-team-chat-quota").Inputs["spec"]!["hard"]!;
        Assert.Equal(
            ("400", "3200Gi", "4000Gi"),
            ((string?)hard["requests.cpu"], (string?)hard["requests.memory"], (string?)hard["requests.storage"]));
        Assert.Equal(
            """{"default":{"memory":"512Mi"},"defaultRequest":{"cpu":"100m","memory":"256Mi"},"type":"Container"}""",
            Sorted(plan.Of("core/v1:LimitRange", "frankfurt-team-chat-limits").Inputs["spec"]!["limits"]![0]!));
    }

    [Theory]
    [InlineData("frankfurt", "ai-platform:chat")]
    [InlineData("sweden", "00000000-0000-4000-8000-00000000b001")]
    [InlineData("berlin", "chat")]
    public async Task Binds_the_owners_as_the_cluster_knows_them(string cluster, string subject)
    {
        var binding = (await _prod.Value).Of("rbac.authorization.k8s.io/v1:RoleBinding", $"{cluster}-team-chat-owners");

        Assert.Equal("ai-platform-team", (string?)binding.Inputs["roleRef"]!["name"]);
        Assert.Equal(subject, (string?)Assert.Single(binding.Inputs["subjects"]!.AsArray())!["name"]);
    }

    [Fact]
    public async Task Lets_owners_into_the_API_once_for_each_group_and_not_for_each_team()
    {
        var plan = await _dev.Value;

        var entry = plan.Of("aws:eks/accessEntry:AccessEntry", "frankfurt-team-111122223333-role-vision");
        Assert.Equal("""["ai-platform:vision"]""", entry.Inputs["kubernetesGroups"]!.ToJsonString());
        Assert.EndsWith(
            "/managedClusters/acme-dev-sweden",
            (string?)plan.Of(
                "azure-native:authorization:RoleAssignment", "sweden-team-00000000-0000-4000-8000-00000000b001-user-role").Inputs["scope"]);
    }

    [Fact]
    public async Task Gives_owners_nothing_by_which_they_would_give_themselves_more()
    {
        var rules = (await _dev.Value).Of("rbac.authorization.k8s.io/v1:ClusterRole", "frankfurt-team").Inputs["rules"]!.AsArray();

        foreach (var kept in new[] { "resourcequotas", "limitranges", "networkpolicies", "rolebindings", "roles", "localqueues" })
        {
            var rule = Assert.Single(rules, rule => rule!["resources"]!.AsArray().Any(name => (string?)name == kept));
            Assert.Equal("""["get","list","watch"]""", rule!["verbs"]!.ToJsonString());
        }

        Assert.DoesNotContain(rules, rule => rule!["resources"]!.AsArray().Any(name => (string?)name is "namespaces" or "nodes"));
    }

    [Fact]
    public async Task Drops_what_the_stack_does_not_declare_and_lets_out_what_it_does()
    {
        var plan = await _prod.Value;

        var denied = plan.Of("networking.k8s.io/v1:NetworkPolicy", "frankfurt-team-chat-networkpolicy-default-deny").Inputs["spec"]!;
        Assert.Equal("""["Ingress","Egress"]""", denied["policyTypes"]!.ToJsonString());
        Assert.Equal("{}", denied["podSelector"]!.ToJsonString());
        var team = plan.Of("networking.k8s.io/v1:NetworkPolicy", "frankfurt-team-chat-networkpolicy-team").Inputs["spec"]!;
        var blocks = team["egress"]!.AsArray().SelectMany(rule => rule!["to"]!.AsArray())
            .Select(peer => (string?)peer!["ipBlock"]?["cidr"]).OfType<string>();
        // The cache of names, the agent for credentials, and what the stack says.
        Assert.Equal(["169.254.20.10/32", "169.254.170.23/32", "10.0.8.0/24"], blocks);
        // Pods of the namespace, what scrapes, and what lets users in.
        Assert.Equal($"[{{\"podSelector\":{{}}}},{Pods("monitoring")},{Pods("gateway")}]", team["ingress"]![0]!["from"]!.ToJsonString());
        // Not for sandboxes, which are reached by nobody of the namespace and reach nobody.
        Assert.Equal(
            """{"matchExpressions":[{"key":"ai-platform/isolated","operator":"DoesNotExist"}]}""", team["podSelector"]!.ToJsonString());
    }

    [Fact]
    public async Task Lets_a_team_reach_another_at_both_ends()
    {
        var plan = await _dev.Value;

        string Rules(string name, string direction) =>
            plan.Of("networking.k8s.io/v1:NetworkPolicy", name).Inputs["spec"]![direction]!.ToJsonString();
        Assert.Contains(Pods("vision"), Rules("frankfurt-team-agents-networkpolicy-team", "egress"), StringComparison.Ordinal);
        Assert.Contains(Pods("agents"), Rules("frankfurt-team-agents-into-vision", "ingress"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Guarantees_a_share_by_a_queue_of_the_team_and_takes_it_from_the_queue_of_all()
    {
        var plan = await _prod.Value;

        var own = plan.Of("kueue.x-k8s.io/v1beta2:ClusterQueue", "frankfurt-team-chat-clusterqueue-team-chat").Inputs["spec"]!;
        Assert.Equal("platform", (string?)own["cohortName"]);
        Assert.Equal(
            """[{"borrowingLimit":"24","name":"nvidia.com/gpu","nominalQuota":"24"}]""",
            own["resourceGroups"]![0]!["flavors"]![0]!["resources"]!.ToJsonString());
        Assert.Equal(
            """{"matchLabels":{"ai-platform/team":"chat"}}""", own["namespaceSelector"]!.ToJsonString());
        var all = plan.Of("kueue.x-k8s.io/v1beta2:ClusterQueue", "frankfurt-kueue-clusterqueue-platform").Inputs["spec"]!;
        var inference = all["resourceGroups"]![0]!["flavors"]!.AsArray().Single(flavor => (string?)flavor!["name"] == "inference")!;
        Assert.Equal(
            "24",
            (string?)inference["resources"]!.AsArray().Single(each => (string?)each!["name"] == "nvidia.com/gpu")!["nominalQuota"]);
        Assert.Contains(
            """{"key":"ai-platform/team","operator":"NotIn","values":["chat"]}""", all["namespaceSelector"]!.ToJsonString(),
            StringComparison.Ordinal);
        Assert.Equal(
            "team-chat",
            (string?)plan.Of("kueue.x-k8s.io/v1beta2:LocalQueue", "frankfurt-team-chat-localqueue-gpus").Inputs["spec"]!["clusterQueue"]);
    }

    [Fact]
    public async Task Leaves_out_queues_where_the_cluster_has_none()
    {
        var plan = await _prod.Value;

        Assert.Contains(plan.Resources, resource => resource.Name == "turin-team-factory-quota");
        Assert.DoesNotContain(
            plan.Resources, resource => resource.Name.StartsWith("turin-team-factory-localqueue", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Comes_after_the_add_ons_and_before_what_is_delivered()
    {
        var plan = await _dev.Value;

        var home = plan.Of("core/v1:Namespace", "frankfurt-team-vision");
        Assert.Contains(home.DependsOn, urn => urn.EndsWith("::frankfurt-gatekeeper", StringComparison.Ordinal));
        var set = plan.Of("argoproj.io/v1alpha1:ApplicationSet", "frankfurt-team-vision.frankfurt.services");
        Assert.Contains(set.DependsOn, urn => urn.EndsWith("::frankfurt-project-vision", StringComparison.Ordinal));
        var project = plan.Of("argoproj.io/v1alpha1:AppProject", "frankfurt-project-vision");
        Assert.Contains(project.DependsOn, urn => urn.EndsWith("::frankfurt-team-vision", StringComparison.Ordinal));
    }

    private static string Pods(string @namespace) =>
        """{"namespaceSelector":{"matchLabels":{"kubernetes.io/metadata.name":"NAME"}}}"""
            .Replace("NAME", @namespace, StringComparison.Ordinal);

    private static string Sorted(JsonNode json) =>
        new JsonObject(json.AsObject().OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone()))).ToJsonString();
}

file static class Plans
{
    /// <summary>The one resource of a type, without what the provider puts before it, and a name.</summary>
    public static PlannedResource Of(this PlatformPlan plan, string type, string name) => Assert.Single(
        plan.Resources, resource => resource.Name == name && resource.Type.EndsWith(type, StringComparison.Ordinal));
}
