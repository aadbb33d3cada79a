using System.Text.Json.Nodes;
using Infra.AddOns;
using Infra.AddOns.Contracts;
using Infra.Facts.Conventions;
using Infra.Facts.Delivery;
using Infra.Specification.Clusters;
using Infra.Specification.Delivery;
using Infra.Tests.SdkSurface;

namespace Infra.Tests.Invariants;

/// <summary>The order of a first deployment and of a destroy, over the whole graph of every stack: nothing that waits needs what comes
/// later, and whoever lets objects go is there until they are gone. What a chart brings and needs is in <c>charts.txt</c>, so that a new
/// chart is held to all of this by its lines there. docs/order.md says it in words.</summary>
public sealed class GraphTests
{
    private const string Release = "kubernetes:helm.sh/v3:Release";
    private const string Namespace = "kubernetes:core/v1:Namespace";
    private const string StorageClass = "kubernetes:storage.k8s.io/v1:StorageClass";

    // Types whose pods a deployment waits for, or that start pods at once.
    private static readonly string[] _workloads =
    [
        Release, "kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:DaemonSet", "kubernetes:apps/v1:StatefulSet",
        "kubernetes:batch/v1:Job", "kubernetes:batch/v1:CronJob",
    ];

    [Fact]
    public async Task Nothing_waits_for_itself() => EveryStack.None(
        await EveryStack.Items, item => item.ComesAfter(item) ? "waits for itself, by way of what it waits for" : null);

    [Fact]
    public void Every_chart_says_what_it_has_to_do_with_the_order()
    {
        string[] all = [.. AddOnList.All.Select(addOn => addOn.Chart.Name).Distinct().Order(StringComparer.Ordinal)];

        Assert.True(
            all.SequenceEqual(ChartObjects.Charts.Order(StringComparer.Ordinal)),
            $"{ChartObjects.File} has lines for other charts than there are. Missing: {Names(all.Except(ChartObjects.Charts))}. " +
            $"Too many: {Names(ChartObjects.Charts.Except(all))}.");
    }

    // Helm refuses what another release has, and the first to go would take the objects of the other with it.
    [Fact]
    public void No_two_charts_bring_the_same_kinds() => Assert.Empty(
        from chart in ChartObjects.Charts
        from @group in ChartObjects.Brings(chart)
        group chart by @group into owners
        where owners.Count() > 1
        select $"{owners.Key}: {Names(owners)}");

    // On a destroy it then goes while its webhook answers and its controller takes away its finalizer.
    [Fact]
    public async Task An_object_of_a_kind_comes_after_the_chart_that_brings_the_kind() => EveryStack.None(
        await EveryStack.Items,
        item => Bringers(item, Group(item)!).ToList() is { Count: > 0 } charts ? item.WaitsFor(charts)
            : IsGiven(item) ? null
            : $"is of the group {Group(item)}, which neither a chart of {ChartObjects.File} nor the cluster brings",
        item => Group(item) is not null);

    [Fact]
    public async Task A_chart_comes_after_the_charts_that_bring_the_kinds_of_its_objects() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(Used(release)),
        release => Used(release).Any());

    // Whoever has a certificate waits for it to be signed, because its pods wait for the secret.
    [Fact]
    public async Task A_chart_with_certificates_comes_after_the_issuers() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(release.InSameCluster(other => other.Type == "kubernetes:cert-manager.io/v1:ClusterIssuer")),
        release => ChartObjects.Uses(release.ObjectChart()).Contains("cert-manager.io"));

    // Between its configuration and its first pod, a webhook that fails closed would refuse it.
    [Fact]
    public async Task A_namespace_is_not_created_while_a_webhook_that_guards_namespaces_is_installed() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.InSameCluster(other => other.Type == Namespace && !release.ComesAfter(other) && !other.ComesAfter(release))
            .FirstOrDefault() is { } place ? $"may be installed while {place.Name} is created" : null,
        release => ChartObjects.Guards(release.ObjectChart()).Contains("namespaces"));

    // The pods of the platform do not wait for a policy, and the policy's own could not.
    [Fact]
    public async Task No_pod_of_the_platform_is_guarded_by_a_webhook() => EveryStack.None(
        (await EveryStack.Items).Where(item => _workloads.Contains(item.Type)),
        item => Guarding(item).FirstOrDefault() is { } webhook ? $"starts only if {webhook.Name} answers" : null);

    // Helm waits for pods and not for what an operator makes; a destroy removes volumes only while their pools and drivers are there.
    [Fact]
    public async Task What_has_volumes_comes_after_the_classes_and_the_drivers_of_a_site() => EveryStack.None(
        await EveryStack.Items,
        item => item.WaitsFor(item.InSameCluster(IsStorage)),
        item => HasVolumes(item) && item.Cluster is OnPremClusterSpec && item.InSameCluster(IsStorage).Any());

    [Fact]
    public async Task What_has_volumes_on_EKS_comes_after_the_drivers() => EveryStack.None(
        await EveryStack.Items,
        item => item.WaitsFor(item.InSameCluster(other => other.Type == "aws:eks/addon:Addon")),
        item => HasVolumes(item) && item.Cluster is EksClusterSpec);

    // A load balancer is made and removed by a controller; those of workloads come with a delivery, after every add-on.
    [Fact]
    public async Task No_add_on_has_a_load_balancer() => EveryStack.None(
        (await EveryStack.Items).Where(item => _workloads.Contains(item.Type) || item.Type == "kubernetes:core/v1:Service"),
        item => Strings(item.Inputs).Contains("LoadBalancer") ? "has a load balancer: say here what makes and removes it" : null);

    [Fact]
    public async Task A_delivery_comes_after_the_add_ons_of_every_member_that_it_delivers_to() => EveryStack.None(
        await EveryStack.Of("kubernetes:argoproj.io/v1alpha1:ApplicationSet"),
        set => set.WaitsFor(Pushed(set).SelectMany(member => set.Stack.ByCluster[member.Name]).Where(item => item.Type == Release)),
        set => set.Cluster!.Role == ClusterRole.Hub && Pushed(set).Any());

    // Kueue connects as soon as it knows how, and every kind of work must be there then; on a destroy, the hub forgets a member first.
    [Fact]
    public async Task A_hub_knows_the_way_into_a_member_after_all_add_ons_of_the_member() => EveryStack.None(
        (await EveryStack.Of("kubernetes:core/v1:Secret")).Where(item => item.Parents.First().Type == "infra:delivery:Dispatch"),
        secret => secret.WaitsFor(secret.Stack.ByCluster[secret.Name[$"{secret.Cluster!.Name}-dispatch-".Length..]].Where(item =>
            item.Type == Release || item.Parents.FirstOrDefault()?.Type == "infra:delivery:MemberDispatch")));

    // EKS gives a pod its credentials when it is created, and Azure exchanges tokens only for what it knows.
    [Fact]
    public async Task A_chart_comes_after_the_identities_of_its_namespace() => EveryStack.None(
        await EveryStack.Of(Release),
        release => release.WaitsFor(Identities(release)),
        release => Identities(release).Any());

    [Fact]
    public async Task Pods_come_after_the_login_of_the_mirror() => EveryStack.None(
        (await EveryStack.Items).Where(item => _workloads.Contains(item.Type)),
        item => item.WaitsFor(Logins(item)),
        item => Logins(item).Any());

    // The path of a node to the internet, or to the endpoints of AWS.
    [Fact]
    public async Task A_control_plane_of_EKS_comes_after_the_ways_out_of_its_network() => EveryStack.None(
        await EveryStack.Of("aws:eks/cluster:Cluster"),
        item => item.WaitsFor(item.InSameCluster(IsWayOut)),
        item => item.InSameCluster(IsWayOut).Any());

    [Fact]
    public async Task A_namespace_on_AKS_comes_after_the_right_to_pull_from_its_registry() => EveryStack.None(
        await EveryStack.Of(Namespace),
        item => item.WaitsFor(Pulls(item)),
        item => Pulls(item).Any());

    [Fact]
    public void The_page_says_what_must_go_before_its_controller()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "order.md"));
        string[] missing =
        [
            .. ChartObjects.Charts.SelectMany(ChartObjects.Finalizes).Where(kind => !page.Contains($"`{kind}`", StringComparison.Ordinal)),
        ];

        Assert.True(missing.Length == 0, $"docs/order.md does not say who lets these go: {Names(missing)}.");
    }

    // Null for kinds of Kubernetes itself.
    private static string? Group(Item item) =>
        item.Type.StartsWith("kubernetes:", StringComparison.Ordinal) && item.Type.Split(':', '/')[1] is var group
            && group.Contains('.', StringComparison.Ordinal) && group != "helm.sh"
            && (!group.EndsWith(".k8s.io", StringComparison.Ordinal) || group.Contains("snapshot", StringComparison.Ordinal))
                ? group
                : null;

    private static IEnumerable<Item> Bringers(Item item, string group) => item.InSameCluster(other =>
        other != item && other.Type == Release && ChartObjects.Brings(other.ObjectChart()).Contains(group));

    // What the clouds bring with a cluster, and OpenShift itself or by a subscription; OrderTests has the order of those.
    private static bool IsGiven(Item item) => item.Cluster switch
    {
        EksClusterSpec => Group(item) == "snapshot.storage.k8s.io"
            && item.WaitsFor(item.InSameCluster(other => (string?)other.Inputs["addonName"] == "snapshot-controller")) is null,
        AksClusterSpec => Group(item) is "snapshot.storage.k8s.io" or "karpenter.sh" or "karpenter.azure.com",
        OnPremClusterSpec site when site.IsOpenShift => true,
        // Another storage system of the site brings its own.
        OnPremClusterSpec => Group(item) == "snapshot.storage.k8s.io",
        _ => false,
    };

    private static IEnumerable<Item> Used(Item release) =>
        ChartObjects.Uses(release.ObjectChart()).SelectMany(group => Bringers(release, group));

    private static IEnumerable<Item> Guarding(Item item) => item.InSameCluster(other => other != item && other.Type == Release
        && ChartObjects.Guards(other.ObjectChart()).Contains("pods")
        && (string?)(item.Inputs["namespace"] ?? item.Inputs["metadata"]?["namespace"]) is { } place
        && !Strings(other.Inputs["values"]!["validatingWebhookExemptNamespacesLabels"]).Contains(place));

    private static bool HasVolumes(Item item) => item.Type == "kubernetes:core/v1:PersistentVolumeClaim"
        || (item.Type == Release && Members(item.Inputs["values"]).Any(name => name is "volumeClaimTemplate" or "storageClassName"));

    // Pools and file systems of Ceph too, and the add-ons that bring drivers.
    private static bool IsStorage(Item item) => item.Type == StorageClass
        || item.Parents.FirstOrDefault()?.Type == "infra:clusters:OnPremStorage"
        || (item.Type == Release && AddOn.Of(item.Cluster!).Any(addOn => addOn.BringsStorage && addOn.Chart.Name == item.ObjectChart()));

    private static IEnumerable<ClusterSpec> Pushed(Item set) => set.Stack.Platform.Clusters.Where(member =>
        FleetDelivery.Way(set.Stack.Platform, member) == DeliveryWay.Push);

    private static IEnumerable<Item> Identities(Item release)
    {
        var place = (string)release.Inputs["namespace"]!;
        var homes = release.InSameCluster(other =>
            (other.Type == "aws:eks/podIdentityAssociation:PodIdentityAssociation" && (string?)other.Inputs["namespace"] == place
                && Belongs(other, (string)other.Inputs["serviceAccount"]!))
            || (other.Type == "azure-native:managedidentity:FederatedIdentityCredential"
                && ((string)other.Inputs["subject"]!).Split(':') is ["system", "serviceaccount", var home, var account] && home == place
                && Belongs(other, account)));
        return homes.SelectMany(home => home.Siblings.Append(home)).Where(item =>
            item.Type is "aws:eks/podIdentityAssociation:PodIdentityAssociation" or "aws:iam/rolePolicy:RolePolicy"
                or "aws:iam/rolePolicyAttachment:RolePolicyAttachment" or "azure-native:managedidentity:FederatedIdentityCredential"
                or "azure-native:authorization:RoleAssignment");

        // kube-system and others are the namespaces of several charts.
        bool Belongs(Item identity, string account) => AddOn.Of(release.Cluster!)
            .Where(addOn => addOn.Chart.Name == release.ObjectChart())
            .SelectMany(addOn => addOn.Identities(Infra.Facts.Clouds.Context(release.Stack.Platform, release.Cluster!)))
            .Any(mine => mine.Namespace == place && mine.ServiceAccount == account);
    }

    private static IEnumerable<Item> Logins(Item item) =>
        (string?)(item.Inputs["namespace"] ?? item.Inputs["metadata"]?["namespace"]) is not { } place ? [] : item.InSameCluster(other =>
            other.Type == "kubernetes:core/v1:Secret" && other.ObjectName == PullSecret.Name
            && (string?)other.Inputs["metadata"]!["namespace"] == place);

    private static bool IsWayOut(Item item) => item.Type is "aws:ec2/natGateway:NatGateway" or "aws:ec2/route:Route"
        or "aws:ec2/routeTableAssociation:RouteTableAssociation" or "aws:ec2/vpcEndpoint:VpcEndpoint"
        && item.Parents.Any(parent => parent.Type is "infra:clusters:EksNetwork" or "infra:clusters:EksEndpoints");

    private static IEnumerable<Item> Pulls(Item item) => item.InSameCluster(other =>
        other.Type == "azure-native:authorization:RoleAssignment" && other.Parents.First().Type == "infra:clusters:AksRegistry");

    private static IEnumerable<string> Strings(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Strings(member.Value)),
        JsonArray list => list.SelectMany(Strings),
        JsonValue value when value.TryGetValue<string>(out var text) => [text],
        _ => [],
    };

    private static IEnumerable<string> Members(JsonNode? node) => node switch
    {
        JsonObject map => map.SelectMany(member => Members(member.Value).Prepend(member.Key)),
        JsonArray list => list.SelectMany(Members),
        _ => [],
    };

    private static string Names(IEnumerable<string> names) => names.Any() ? string.Join(", ", names) : "none";
}
